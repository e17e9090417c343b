"""``tallymark admin backup`` and ``tallymark admin restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.admin.opening import installation
from service.cli.terminal import tell

Out = Annotated[Path, typer.Option(dir_okay=False, help="File to write, such as backup-2026-09-01.tar.gz.")]
Archive = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="What 'tallymark admin backup' has written.")
]


def backup(*, out: Out) -> None:
    """Back up the database and the original files into one archive; the service can go on working."""
    from service.backup import write_backup
    from service.files import open_originals

    with installation() as opened:
        manifest = write_backup(opened.database, open_originals(opened.settings.files_address), out)
    there = len(manifest.originals) - len(manifest.lost)
    tell(f"Backed up {sum(manifest.rows.values())} rows and {there} original files to {out}.")
    if manifest.lost:
        tell(f"{len(manifest.lost)} original files that the database refers to are lost.")
    tell("It holds learners' words: keep it where only you can read it, and the secret key somewhere else.")


def restore(archive: Archive) -> None:
    """Restore a backup into an installation that has nothing yet, bring it up to date and check it."""
    from service.backup import restore_backup
    from service.files import open_originals
    from service.jobs.system import bring_up_to_date
    from service.settings import Settings
    from service.storage.opening import open_database

    settings = Settings.from_environment()
    database = open_database(settings)
    try:
        manifest = restore_backup(archive, database, open_originals(settings.files_address))
        bring_up_to_date(database)  # the tables of jobs too
    finally:
        database.close()
    there = len(manifest.originals) - len(manifest.lost)
    tell(
        f"Restored {sum(manifest.rows.values())} rows and {there} original files of {manifest.made_at:%-d %B %Y %H:%M} "
        "UTC. All of it is as it was backed up."
    )
    tell("What was erased since then is there again. Erase it again before anybody works with it.")
