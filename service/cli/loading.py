"""How the commands get their analyser and units; kept apart because both are slow to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from criteria_bank.loader import LoadedUnit
    from nlp.pipeline import Analyser

UnitOption = Annotated[
    str | None,
    typer.Option("--unit", "-u", metavar="ID", help="Unit to use (see 'tallymark units list'); by default the first."),
]


def installed_analyser(unit_id: str | None) -> Analyser:
    """The installed model on the unit; raises UnitNotFound, UnitInvalid or ArtefactError."""
    from nlp.pipeline import load_analyser

    return load_analyser(unit_id)


def installed_unit(unit_id: str | None) -> LoadedUnit:
    """The unit of that id, or the default one; raises UnitNotFound or UnitInvalid."""
    from criteria_bank.loader import default_unit_id, load_unit

    return load_unit(unit_id or default_unit_id())
