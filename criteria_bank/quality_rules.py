"""What must hold between the hints of a unit and the rest of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from criteria_bank.quality import HINT_NAMES
from criteria_bank.references import Violation
from criteria_bank.schema import Unit
from criteria_bank.templates import fields


def hints_are_told_apart(unit: Unit) -> Iterator[Violation]:
    """Hints have ids of their own, and no condition has two."""
    for key in ("id", "when"):
        seen = set[str]()
        for position, hint in enumerate(unit.quality.hints if unit.quality else ()):
            value = getattr(hint, key)
            if value in seen:
                yield Violation(
                    ("quality", "hints", position, key),
                    f"The {key} '{value}' is used twice.",
                    "Keep one of the two hints.",
                )
            seen.add(value)


def hints_use_known_names(unit: Unit) -> Iterator[Violation]:
    """The names in braces of a hint's message are among those that its condition fills in."""
    for position, hint in enumerate(unit.quality.hints if unit.quality else ()):
        path, known = ("quality", "hints", position, "message"), HINT_NAMES[hint.when]
        try:
            unknown = fields(hint.message).difference(known)
        except ValueError:
            yield Violation(path, f"The braces of the hint '{hint.id}' do not pair up.", "Close every '{' with '}'.")
            continue
        listed = ", ".join(f"{{{one}}}" for one in known) or "no names"
        for name in sorted(unknown):
            yield Violation(path, f"The hint '{hint.id}' cannot fill in '{{{name}}}'.", f"It knows only: {listed}.")


def event_elements_resolve(unit: Unit) -> Iterator[Violation]:
    """The elements that tell of an event are the unit's."""
    known = {element.id for element in unit.elements}
    for position, name in enumerate(unit.quality.event_elements if unit.quality else ()):
        if name not in known:
            yield Violation(
                ("quality", "event_elements", position),
                f"'{name}' is not an id of an element.",
                f"Use one of: {', '.join(sorted(known))}.",
            )


def shares_are_in_order(unit: Unit) -> Iterator[Violation]:
    """Words for shares go from the highest share down."""
    shares = unit.quality.shares if unit.quality else ()
    for position, (higher, lower) in enumerate(pairwise(shares), 1):
        if lower.at_least >= higher.at_least:
            yield Violation(
                ("quality", "shares", position, "at_least"),
                "This share is not below the one before it.",
                "Order the shares from the highest down.",
            )


QUALITY_RULES = (hints_are_told_apart, hints_use_known_names, event_elements_resolve, shares_are_in_order)
