"""What must hold of the messages of a unit's comparison: they ask for facts and names that their slots have."""

from __future__ import annotations

from collections.abc import Iterator

from criteria_bank.comparison import COMPARISON_FACTS, COMPARISON_NAMES
from criteria_bank.references import Violation
from criteria_bank.schema import Unit
from criteria_bank.templates import fields


def comparison_messages_use_known_names(unit: Unit) -> Iterator[Violation]:
    """The names in braces of a message are among those that its slot fills in."""
    for index, message in enumerate(unit.comparison.messages):
        path = ("comparison", "messages", index, "text")
        known = COMPARISON_NAMES[message.slot]
        try:
            used = fields(message.text)
        except ValueError:
            yield Violation(
                path, f"The braces of the message '{message.id}' do not pair up.", "Close every '{' with '}'."
            )
            continue
        for name in sorted(used.difference(known)):
            listed = ", ".join(f"{{{one}}}" for one in known) or "none"
            yield Violation(
                path,
                f"The message '{message.id}' cannot fill in '{{{name}}}'.",
                f"A message of the slot '{message.slot}' knows only: {listed}.",
            )


def comparison_messages_use_known_facts(unit: Unit) -> Iterator[Violation]:
    """A message's conditions are about facts of its slot."""
    for index, message in enumerate(unit.comparison.messages):
        for name in message.when:
            if name not in COMPARISON_FACTS[message.slot]:
                yield Violation(
                    ("comparison", "messages", index, "when", name),
                    f"The slot '{message.slot}' has no fact '{name}'.",
                    f"Use one of: {', '.join(COMPARISON_FACTS[message.slot])}.",
                )
