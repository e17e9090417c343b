"""``tallymark admin import-roster`` and ``export-roster``: the people of a centre as a table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.admin.opening import by_installation, installation
from service.cli.exit_codes import ExitCode
from service.cli.terminal import tell
from service.cli.wording import count

if TYPE_CHECKING:
    from uuid import UUID

    from service.audit import Installation
    from service.cli.admin.opening import Opened
    from service.people.roster.table import Table
    from service.people.roster.taking_over import Outcome

OfCentre = Annotated[str, typer.Option("--centre", help="The centre's name in addresses.")]
RosterFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="CSV or XLSX; its first row names the columns."),
]


def import_roster(
    file: RosterFile,
    *,
    centre: OfCentre,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    invite: Annotated[
        bool, typer.Option("--invite", help="Mail those who are new a link to choose a password.")
    ] = False,
) -> None:
    """Enter and change the people of a centre as a table says: all of it, or nothing where a row has a fault."""
    from service.people.roster.reading import read_table
    from service.people.roster.taking_over import try_out

    table = read_table(file.read_bytes())
    with installation() as opened:
        with opened.database.read() as session:
            by = by_installation(session, centre)
            outcome = try_out(session, _centre(by), table, None)
        if not dry_run and not outcome.plan.faults:
            outcome = _take_over(opened, by, table, invite=invite)
    _tell(outcome, dry_run=dry_run)


def export_roster(*, centre: OfCentre) -> None:
    """Print the people of a centre as CSV, with the columns that import-roster takes."""
    from service.people.roster.writing import as_csv, roster_of

    with installation() as opened, opened.database.read() as session:
        content = as_csv(roster_of(session, _centre(by_installation(session, centre))))
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def _centre(by: Installation) -> UUID:
    if by.centre_id is None:
        raise typer.BadParameter("Name a centre.", param_hint="'--centre'")
    return by.centre_id


def _take_over(opened: Opened, by: Installation, table: Table, *, invite: bool) -> Outcome:
    from service.jobs.durable import DurableJobs
    from service.jobs.system import bring_up_to_date
    from service.people.roster.taking_over import take_over

    if invite and not opened.settings.smtp_host:
        raise typer.BadParameter("No mail server is set (TALLYMARK_SMTP_HOST). Use 'tallymark admin reset-link'.")
    if invite:
        bring_up_to_date(opened.database)
    with opened.database.write() as session:
        return take_over(session, DurableJobs(opened.database), by, _centre(by), table, invite=invite)


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    """Every fault on standard output, one a line; everything else on standard error."""
    plan = outcome.plan
    for fault in plan.faults:
        typer.echo(f"row {fault.row}, {fault.column}: {fault.detail}")
    if outcome.ignored:
        tell(f"Columns that are not used, because their heading is not known: {', '.join(outcome.ignored)}.")
    if encoding := outcome.table.guessed_encoding:
        tell(f"The file is not in UTF-8 and was read as {encoding}: look at names with accents.")
    if plan.faults:
        tell(f"{count(len(plan.faults), 'fault')}. Nothing was changed. Correct the rows and send the table again.")
        raise typer.Exit(ExitCode.REFUSED)
    people = f"{count(plan.added, 'person', 'people')} new, {plan.changed} changed, {plan.unchanged} as before"
    tell(f"{people}; {count(len(plan.new_cohorts), 'new cohort')}; {count(outcome.invited, 'invitation')}.")
    if dry_run:
        tell("This was a dry run: nothing was changed.")
