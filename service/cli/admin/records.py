"""``tallymark admin sweep``: what happens every night, now or as a trial."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.admin.opening import installation
from service.cli.terminal import show, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from rich.table import Table

    from service.retention.sweep import Report
    from service.storage import Database

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only count what is due, and change nothing.")]


def sweep(*, dry_run: DryRun = False) -> None:
    """Remove what every centre has kept for long enough, and say how much of each kind that was."""
    from service.files import open_originals
    from service.retention.sweep import look_at_everything, sweep_everything

    with installation() as opened:
        if dry_run:
            reports = look_at_everything(opened.database)
        else:
            reports = sweep_everything(opened.database, open_originals(opened.settings.files_address))
        names = names_of_centres(opened.database)
    show(_table(reports, names))
    if dry_run:
        tell("Nothing was changed.")
    else:
        tell(f"{sum(report.originals for report in reports)} original files were removed.")


def names_of_centres(database: Database) -> dict[str, str]:
    """What centres are called in addresses, by their ids as text."""
    from sqlalchemy import select

    from service.storage.tables.people import Centre

    with database.read() as session:
        return {str(key): slug for key, slug in session.execute(select(Centre.id, Centre.slug))}


def _table(reports: Sequence[Report], names: dict[str, str]) -> Table:
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table("centre", "kind", "kept for days", "due", "oldest", box=SIMPLE)
    for report in reports:
        for swept in report.kinds.values():
            oldest = f"{swept.oldest:%Y-%m-%d}" if swept.oldest else ""
            centre = _name(report.centre_id, names)
            table.add_row(centre, swept.kind.value, str(swept.days), str(swept.records), oldest)
    return table


def _name(centre_id: UUID | None, names: dict[str, str]) -> str:
    return names[str(centre_id)] if centre_id else "(installation)"
