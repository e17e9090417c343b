"""``tallymark reanalyse``: everything again, under the units and the model that are installed now."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.exit_codes import ExitCode
from service.cli.terminal import messages, show, tell
from service.cli.wording import count

if TYPE_CHECKING:
    from service.jobs.reanalysing import StatusChange, Version
    from service.storage import Database

CsvFile = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", dir_okay=False, help="Write what changed to FILE, as CSV.")
]
JsonFile = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", dir_okay=False, help="Write what changed to FILE, as JSON.")
]
SECONDS_BETWEEN_LOOKS = 0.5


def reanalyse(*, csv: CsvFile = None, json: JsonFile = None) -> None:
    """Analyse every draft that counts under the units and the model installed now, and report what changed status.

    Those are each submission's latest draft and whatever was handed in. Workers do it: restart them first, so that they
    have what is installed now. Interrupted, run it again: what is done is not done anew.
    """
    from service.cli.admin.opening import installation
    from service.cli.reanalysis_report import changes_table, write_csv, write_json
    from service.jobs.reanalysing import status_changes, without_result

    with installation() as opened:
        versions = _versions(opened.database)
        asked = _ask(opened.database, versions)
        if asked:
            _wait(opened.database, versions, asked)
        with opened.database.read() as session:
            left = sum(without_result(session, version) for version in versions)
            changes: list[StatusChange] = [
                change for version in versions for change in status_changes(session, version)
            ]
    tell(f"{count(asked - left, 'draft')} analysed.")
    if changes:
        show(changes_table(changes))
    else:
        tell("No marking point has another status than before.")
    if csv:
        write_csv(csv, changes)
    if json:
        write_json(json, changes)
    if left:
        tell(
            f"{count(left, 'draft')} could not be analysed; their jobs say why. Where workers have not been restarted "
            "since the unit or the model was installed, restart them and run this again."
        )
        raise typer.Exit(ExitCode.SOME_FAILED)


def _versions(database: Database) -> list[Version]:
    """What the drafts of each unit are analysed with; units that are not installed any more are told of."""
    from criteria_bank.errors import UnitNotFound
    from nlp.pipeline import load_analyser
    from service.jobs.reanalysing import Version, units_in_use

    versions = []
    with database.read() as session:
        units = units_in_use(session)
    for unit_id in units:
        try:
            versions.append(Version.of(load_analyser(unit_id)))
        except UnitNotFound:
            tell(f"The unit '{unit_id}' is not installed: what was handed in for it is left as it is.")
    return versions


def _ask(database: Database, versions: list[Version]) -> int:
    from service.jobs.durable import DurableJobs
    from service.jobs.reanalysing import ask_for_all

    jobs = DurableJobs(database)
    return sum(number for version in versions for number in ask_for_all(database, jobs, version))


def _wait(database: Database, versions: list[Version], asked: int) -> None:
    """Show how far the workers have come."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from service.jobs.presence import a_worker_is_there

    if not a_worker_is_there(database):
        tell("No worker is there yet. Start 'tallymark serve' or 'tallymark worker'; this waits for it.")
    console = messages()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("Analysing", total=asked)
            while left := _still_open(database, versions):
                progress.update(task, completed=asked - left)
                time.sleep(SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        tell("The workers go on by themselves. Run the same command again to see how far they have come.")
        raise


def _still_open(database: Database, versions: list[Version]) -> int:
    from service.jobs.reanalysing import still_open

    with database.read() as session:
        return sum(still_open(session, version) for version in versions)
