"""``tallymark units``: the installed units, and help for people who write them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.exit_codes import ExitCode
from service.cli.terminal import tell
from service.cli.wording import count

app = typer.Typer(help="List, show and check units.", no_args_is_help=True)


@app.command("list")
def list_units() -> None:
    """List the installed units: id, version and title."""
    from criteria_bank.loader import installed_units, load_unit

    for unit_id in installed_units():
        unit = load_unit(unit_id).unit
        typer.echo(f"{unit.id}  {unit.version}  {unit.title}")


@app.command()
def show(
    unit_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A unit's id; by default the one that 'check' uses.")
    ] = None,
) -> None:
    """Show what a unit asks for: its marking points with their elements, constraints and tips."""
    from service.cli.loading import installed_unit
    from service.cli.unit_page import print_unit

    print_unit(installed_unit(unit_id))


@app.command()
def lint(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Unit files (YAML).")],
) -> None:
    """Check unit files: every fault with its file, line and remedy."""
    from criteria_bank.lint import lint as faults_of

    faults = [fault for file in files for fault in faults_of(file)]
    for fault in faults:
        typer.echo(str(fault))
    tell(f"{count(len(faults), 'fault')} in {count(len(files), 'file')}.")
    raise typer.Exit(ExitCode.UNIT if faults else ExitCode.OK)


@app.command()
def schema() -> None:
    """Print the JSON Schema of unit files, for editors that check YAML while it is written."""
    from criteria_bank.json_schema import render

    typer.echo(render(), nl=False)
