"""How the unit's messages are said to a learner of one qualification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from criteria_bank.conditions import Fact
from criteria_bank.entries import FeedbackPolicy
from criteria_bank.feedback import FACTS, FeedbackRules, Slot
from criteria_bank.schema import Element, Qualification, Unit


@dataclass(frozen=True)
class Voice:
    """A unit's messages, for a learner of one of its qualifications."""

    unit: Unit
    qualification: Qualification

    @property
    def level(self) -> int:
        """The level of the learner's qualification."""
        return self.qualification.level

    @property
    def policy(self) -> FeedbackPolicy:
        """What the qualification lets a learner see before she hands in."""
        return self.qualification.feedback

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """The unit's elements by their ids."""
        return {element.id: element for element in self.unit.elements}

    @property
    def rules(self) -> FeedbackRules:
        """How the unit has feedback composed."""
        return self.unit.feedback

    def say(self, slot: Slot, facts: dict[str, Fact], **names: object) -> str:
        """The first message of the slot that applies, with its names filled in."""
        return self.rules.choose(slot, self._facts(slot, facts)).text.format(**names)

    def say_all(self, slot: Slot, facts: dict[str, Fact], **names: object) -> tuple[str, ...]:
        """Every message of the slot that applies, in the unit's order."""
        known = self._facts(slot, facts)
        return tuple(message.text.format(**names) for message in self.rules.of(slot) if message.applies(known))

    def _facts(self, slot: Slot, facts: dict[str, Fact]) -> dict[str, Fact]:
        common: dict[str, Fact] = {"level": self.level, "policy": self.policy}
        return {name: value for name, value in (common | facts).items() if name in FACTS[slot]}
