"""Looking up a unit's parts by their ids, for whatever shows a result beside its unit."""

from __future__ import annotations

from functools import cached_property

from criteria_bank.checks import Check
from criteria_bank.schema import Constraint, Element, Flag, MarkingPoint, Unit


class UnitEntries:
    """Base of classes that hold a ``unit``: its entries by id."""

    unit: Unit

    @cached_property
    def points(self) -> dict[str, MarkingPoint]:
        """The unit's marking points by id."""
        return {point.id: point for point in self.unit.marking_points}

    @cached_property
    def elements(self) -> dict[str, Element]:
        """The unit's elements by id."""
        return {element.id: element for element in self.unit.elements}

    @cached_property
    def constraints(self) -> dict[str, Constraint]:
        """The unit's constraints by id."""
        return {constraint.id: constraint for constraint in self.unit.constraints}

    @cached_property
    def flags(self) -> dict[str, Flag]:
        """The unit's flags by id."""
        return {flag.id: flag for flag in self.unit.flags}

    @cached_property
    def checks(self) -> dict[str, Check]:
        """The unit's checks by id."""
        return {check.id: check for check in self.unit.checks}
