"""``tallymark admin backup`` and ``tallymark admin restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.admin.erasures import read_erasures, repeat_and_tell
from service.cli.admin.opening import installation
from service.cli.terminal import tell

if TYPE_CHECKING:
    from service.backup import Manifest

Out = Annotated[Path, typer.Option(dir_okay=False, help="File to write, such as backup-2026-09-01.tar.gz.")]
Archive = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="What 'tallymark admin backup' has written.")
]

Erasures = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        help="What 'tallymark admin erasures list' printed, or the service's log: what is erased again.",
    ),
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


def restore(archive: Archive, *, erasures: Erasures = None) -> None:
    """Restore a backup into an installation that has nothing yet, bring it up to date and check it."""
    from service.backup import restore_backup
    from service.files import open_originals
    from service.jobs.system import bring_up_to_date
    from service.settings import Settings
    from service.storage.opening import open_database

    done = read_erasures(erasures, "--erasures") if erasures else []
    settings = Settings.from_environment()
    database = open_database(settings)
    try:
        originals = open_originals(settings.files_address)
        manifest = restore_backup(archive, database, originals)
        bring_up_to_date(database)  # the tables of jobs too
        _tell(manifest)
        if erasures:
            repeat_and_tell(database, originals, done)
        else:
            tell(
                "What was erased since then is there again. Before anybody works with it, give what 'tallymark admin "
                "erasures list' printed last, or the service's log, to 'tallymark admin erasures repeat'."
            )
    finally:
        database.close()


def _tell(manifest: Manifest) -> None:
    there = len(manifest.originals) - len(manifest.lost)
    tell(
        f"Restored {sum(manifest.rows.values())} rows and {there} original files of {manifest.made_at:%-d %B %Y %H:%M} "
        "UTC. All of it is as it was backed up."
    )
