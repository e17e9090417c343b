"""A unit as people read it: what refers to something else by its id, with what it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from criteria_bank.schema import Unit


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What the template looks up by id."""

    outcomes: Mapping[str, str]
    """Text of each learning outcome."""
    tips: Mapping[str, str]
    """Text of each tip."""
    elements: Mapping[str, str]
    """Label of each element."""


def sheet_of(unit: Unit) -> UnitSheet:
    """The texts and labels of a unit by their ids."""
    return UnitSheet(
        outcomes={outcome.id: outcome.text for outcome in unit.learning_outcomes},
        tips={tip.id: tip.text for tip in unit.guidance},
        elements={element.id: element.label for element in unit.elements},
    )
