"""What the installed unit says of two drafts: every message can be said, and the manual names what they may use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from criteria_bank.comparison import (
    COMPARISON_FACTS,
    COMPARISON_NAMES,
    COMPARISON_SLOTS,
    ComparisonRules,
    ComparisonSlot,
)
from criteria_bank.conditions import Fact
from criteria_bank.schema import Unit

COUNTS = (0, 1, 2, 6)
DOMAINS: dict[str, tuple[Fact, ...]] = {
    "policy": ("full", "signpost", "off"),
    "related": (True, False),
    "left_out": (True, False),
    "depth": ("deeper", "shallower", "unchanged"),
    "outcome": ("taken", "tried", "open"),
    "about": ("element", "tip"),
    "matching": ("trained", "similarity"),
}


def situations(slot: ComparisonSlot) -> Iterator[dict[str, Fact]]:
    """Combinations of facts that can occur."""
    facts = COMPARISON_FACTS[slot]
    for values in product(*(DOMAINS.get(fact, COUNTS) for fact in facts)):
        situation = dict(zip(facts, values, strict=True))
        if "changed" not in situation or _adds_up(situation):
            yield situation


def _adds_up(situation: dict[str, Fact]) -> bool:
    changed, rewritten, added, removed = (int(situation[name]) for name in ("changed", "rewritten", "added", "removed"))
    return changed >= rewritten >= added + removed


@pytest.mark.parametrize("slot", COMPARISON_SLOTS)
def test_every_message_can_be_said(unit: Unit, slot: ComparisonSlot) -> None:
    said = {message.id for one in situations(slot) if (message := unit.comparison.choose(slot, one))}

    assert said == {message.id for message in unit.comparison.messages if message.slot == slot}


@pytest.mark.parametrize("slot", ["opening", "step"])
def test_there_is_always_an_opening_and_something_to_say_of_a_step(unit: Unit, slot: ComparisonSlot) -> None:
    assert all(unit.comparison.choose(slot, situation) for situation in situations(slot))


def test_every_message_fills_in(unit: Unit) -> None:
    for message in unit.comparison.messages:
        assert "{" not in message.text.format(**dict.fromkeys(COMPARISON_NAMES[message.slot], "3"))


def test_a_unit_may_leave_comparison_out(unit: Unit) -> None:
    plain = Unit.model_validate({**unit.model_dump(mode="json"), "comparison": {}})

    assert plain.comparison == ComparisonRules()
    assert plain.comparison.choose("opening", next(situations("opening"))) is None


def test_the_installed_bounds_are_the_documented_defaults(unit: Unit) -> None:
    assert unit.comparison.model_copy(update={"messages": ()}) == ComparisonRules()


def test_the_manual_names_the_facts_and_names_of_every_slot(manual: str) -> None:
    table = manual.split("## Comparing drafts", 1)[1]
    inherited = set(COMPARISON_FACTS["opening"])
    for slot in COMPARISON_SLOTS:
        (facts, names) = re.findall(rf"^\| `{slot}`[^|]*\| ([^|]*)\| ([^|]*)\|$", table, re.MULTILINE)[0]
        named = set(re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", facts)))
        if named >= {"opening"}:
            named = named - {"opening"} | inherited
        assert named == set(COMPARISON_FACTS[slot])
        assert set(re.findall(r"`\{(\w+)\}`", names)) == set(COMPARISON_NAMES[slot])
