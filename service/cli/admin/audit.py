"""``tallymark admin audit``: whether the audit log is what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.admin.opening import installation
from service.cli.admin.records import names_of_centres
from service.cli.exit_codes import ExitCode
from service.cli.terminal import show, tell, write_json

if TYPE_CHECKING:
    from service.audit.verifying import Anchor, Verdict

app = typer.Typer(help="Find out whether the audit log is what was written.", no_args_is_help=True)
_MOST_FINDINGS = 20
Against = Annotated[
    Path | None,
    typer.Option(
        exists=True, dir_okay=False, help="File of what 'anchor' printed earlier; best all of it, one after the other."
    ),
]


@app.command("anchor")
def anchor() -> None:
    """Print the present end of every chain, one line of JSON each, to be kept where nobody here can change it."""
    from service.audit.verifying import anchors

    with installation() as opened, opened.database.read() as session:
        for end in anchors(session):
            write_json(end.model_dump_json())


@app.command("verify")
def verify(*, against: Against = None) -> None:
    """Check every entry; without '--against' a log that was cut off or written anew as a whole is not found out."""
    from service.audit.verifying import verify_all

    kept = _anchors(against) if against else []
    with installation() as opened:
        with opened.database.read() as session:
            verdicts = verify_all(session, kept)
        names = names_of_centres(opened.database)
    for verdict in verdicts:
        _tell(verdict, names.get(verdict.chain, verdict.chain))
    if not all(verdict.intact for verdict in verdicts):
        tell("The audit log is not what was written. Keep the database as it is, and compare it with a backup.")
        raise typer.Exit(ExitCode.SOME_FAILED)


def _tell(verdict: Verdict, name: str) -> None:
    show(f"{name}: {verdict.length} entries, {'intact' if verdict.intact else 'NOT INTACT'}")
    for finding in verdict.findings[:_MOST_FINDINGS]:
        show(f"  entry {finding.number}: {finding.fault.value}")
    if len(verdict.findings) > _MOST_FINDINGS:
        show(f"  and {len(verdict.findings) - _MOST_FINDINGS} more")


def _anchors(file: Path) -> list[Anchor]:
    from pydantic import ValidationError

    from service.audit.verifying import Anchor

    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(Anchor.model_validate_json(line))
        except ValidationError:
            raise typer.BadParameter(
                f"Line {number} of the file is not what 'tallymark admin audit anchor' prints.",
                param_hint="'--against'",
            ) from None
    return found
