"""What must hold of a unit's feedback: it always has something to say, and can say everything that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import get_args

from criteria_bank.conditions import Fact
from criteria_bank.entries import FeedbackPolicy
from criteria_bank.feedback import FACTS, NAMES, SLOTS, Message, Slot
from criteria_bank.references import Violation
from criteria_bank.schema import Unit
from criteria_bank.source import Path
from criteria_bank.templates import fields

Situation = Mapping[str, Fact]
ALL_AT_ONCE: frozenset[Slot] = frozenset({"caution"})
"""Slots that say every message that applies, and may say none."""


def messages_use_known_names(unit: Unit) -> Iterator[Violation]:
    """The names in braces of a message are among those that its slot fills in."""
    for path, message in _with_paths(unit):
        known = NAMES[message.slot]
        try:
            used = fields(message.text)
        except ValueError:
            yield Violation(
                (*path, "text"),
                f"The braces of the message '{message.id}' do not pair up.",
                "Close every '{' with '}'.",
            )
            continue
        for name in sorted(used.difference(known)):
            listed = ", ".join(f"{{{one}}}" for one in known)
            yield Violation(
                (*path, "text"),
                f"The message '{message.id}' cannot fill in '{{{name}}}'.",
                f"A message of the slot '{message.slot}' knows only: {listed}.",
            )


def messages_use_known_facts(unit: Unit) -> Iterator[Violation]:
    """A message's conditions are about facts of its slot."""
    for path, message in _with_paths(unit):
        for name in message.when:
            if name not in FACTS[message.slot]:
                yield Violation(
                    (*path, "when", name),
                    f"The slot '{message.slot}' has no fact '{name}'.",
                    f"Use one of: {', '.join(FACTS[message.slot])}.",
                )


def messages_can_be_reached(unit: Unit) -> Iterator[Violation]:
    """For every message there is a situation in which it is said, and for every situation a message."""
    if any(messages_use_known_facts(unit)):
        return
    for slot in SLOTS:
        messages = unit.feedback.of(slot)
        reached = set[str]()
        for situation in situations(unit, slot):
            applying = [message.id for message in messages if message.applies(situation)]
            if not applying and slot not in ALL_AT_ONCE:
                yield Violation(
                    ("feedback", "messages"),
                    f"The slot '{slot}' has nothing to say when {_in_words(situation)}.",
                    f"End the messages of '{slot}' with one without conditions.",
                )
                break
            reached.update(applying if slot in ALL_AT_ONCE else applying[:1])
        for path, message in _with_paths(unit):
            if message.slot == slot and message.id not in reached:
                yield Violation(
                    path,
                    f"The message '{message.id}' can never be said.",
                    "Loosen its conditions, or move it before the message that takes its place.",
                )


def situations(unit: Unit, slot: Slot) -> Iterator[Situation]:
    """Every combination of facts that can occur in a slot."""
    values = {name: _domain(unit, name) for name in FACTS[slot]}
    for combination in product(*values.values()):
        situation = dict(zip(values, combination, strict=True))
        if _can_occur(unit, situation):
            yield situation


def _domain(unit: Unit, fact: str) -> tuple[Fact, ...]:
    numbers = range(len(unit.marking_points) + 1)
    domains: dict[str, tuple[Fact, ...]] = {
        "status": ("met", "partial", "not"),
        "policy": get_args(FeedbackPolicy),
        "level": tuple(sorted({qualification.level for qualification in unit.qualifications})),
        "depth": ("descriptive", "mixed", "analytical"),
        "state": ("missing", "weak", "thin", "tip"),
        "matching": ("trained", "similarity"),
        "points_met": tuple(numbers),
        "points_partial": tuple(numbers),
        "points_not": tuple(numbers),
        "points_unsure": tuple(numbers),
    }
    return domains.get(fact, (True, False))


def _can_occur(unit: Unit, situation: Situation) -> bool:
    counts = [value for name, value in situation.items() if name in ("points_met", "points_partial", "points_not")]
    adds_up = not counts or sum(map(int, counts)) == len(unit.marking_points)
    # A depth above descriptive has sentences that reflect; a tip is about the whole text.
    reflects = situation.get("depth") == "descriptive" or situation.get("reflects", True) is True
    placed = situation.get("state") != "tip" or situation["place"] is False
    return adds_up and reflects and placed


def _with_paths(unit: Unit) -> Iterator[tuple[Path, Message]]:
    for index, message in enumerate(unit.feedback.messages):
        yield ("feedback", "messages", index), message


def _in_words(situation: Situation) -> str:
    return ", ".join(f"{name} is {value}" for name, value in situation.items())
