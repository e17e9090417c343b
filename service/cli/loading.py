"""How the commands get their analyser and units; kept apart because both are slow to import."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from criteria_bank.loader import LoadedUnit
    from nlp.pipeline import Analyser
    from service.audience import Reader

UnitOption = Annotated[
    str | None,
    typer.Option("--unit", "-u", metavar="ID", help="Unit to use (see 'tallymark units list'); by default the first."),
]


class Audience(StrEnum):
    """Who reads what a command prints."""

    LEARNER = "learner"
    ASSESSOR = "assessor"


QualificationOption = Annotated[
    str | None,
    typer.Option(
        "--qualification",
        "-q",
        metavar="ID",
        help="Qualification whose level and feedback policy to keep to; by default that of the lowest level.",
    ),
]
AudienceOption = Annotated[
    Audience,
    typer.Option(
        "--for",
        help="A learner sees what the qualification's feedback policy allows before handing in; an assessor, all.",
    ),
]


def reader(qualification: str | None, audience: Audience) -> Reader:
    """Who reads the answer."""
    from service.audience import Reader

    return Reader(qualification=qualification, audience=audience.value)


def installed_analyser(unit_id: str | None) -> Analyser:
    """The installed model on the unit; raises UnitNotFound, UnitInvalid or ArtefactError."""
    from nlp.collecting import end_start
    from nlp.pipeline import load_analyser

    analyser = load_analyser(unit_id)
    end_start()
    return analyser


def installed_unit(unit_id: str | None) -> LoadedUnit:
    """The unit of that id, or the default one; raises UnitNotFound or UnitInvalid."""
    from criteria_bank.loader import default_unit_id, load_unit

    return load_unit(unit_id or default_unit_id())
