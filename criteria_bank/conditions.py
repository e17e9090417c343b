"""Conditions that trigger a message: facts of a situation against what the message asks of them."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import StrictBool, StrictInt, StrictStr

from criteria_bank.entries import Entry, Identifier, Text

Fact = StrictBool | StrictInt | StrictStr


class Bounds(Entry):
    """A number within bounds, both included."""

    least: int | None = None
    most: int | None = None

    def hold(self, value: Fact) -> bool:
        """Whether the value is a number within the bounds."""
        return (
            isinstance(value, int)
            and (self.least is None or value >= self.least)
            and (self.most is None or value <= self.most)
        )


class Conditional(Entry):
    """A text with its conditions. ``when``: for each fact its value, a list of values, or bounds; empty: always."""

    id: Identifier
    when: Mapping[str, Fact | tuple[Fact, ...] | Bounds] = {}
    text: Text

    def applies(self, facts: Mapping[str, Fact]) -> bool:
        """Whether all conditions are met. Raises KeyError for a fact that is not given."""
        return all(_meets(facts[name], condition) for name, condition in self.when.items())


def _meets(value: Fact, condition: Fact | tuple[Fact, ...] | Bounds) -> bool:
    if isinstance(condition, Bounds):
        return condition.hold(value)
    return value in condition if isinstance(condition, tuple) else value == condition
