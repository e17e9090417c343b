"""What must hold of a unit's checks, beyond what their schema says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from criteria_bank.checks import MistakeCheck, PartsCheck, part_labels, sought_by
from criteria_bank.references import Violation
from criteria_bank.schema import Unit
from criteria_bank.source import Path
from criteria_bank.templates import fields


def advice_is_checked(unit: Unit) -> Iterator[Violation]:
    """Where a unit has checks at all, each tip, common mistake and misconception is behind at least one of them."""
    cited = {name for check in unit.checks for name in check.cites}
    for kind in ("guidance", "common_mistakes", "misconceptions"):
        for index, entry in enumerate(getattr(unit, kind)):
            if unit.checks and entry.id not in cited:
                yield Violation(
                    (kind, index),
                    f"No check cites '{entry.id}'.",
                    "Add it to 'cites' of a check, or add a check for it.",
                )


def checks_are_of_one_kind(unit: Unit) -> Iterator[Violation]:
    """A check is about advice or about mistakes: readers are told which."""
    tips = {tip.id for tip in unit.guidance}
    for index, check in enumerate(unit.checks):
        if len({name in tips for name in check.cites}) > 1:
            yield Violation(
                ("checks", index, "cites"),
                f"The check '{check.id}' cites both tips and mistakes.",
                "Make two checks of it.",
            )


def checks_can_be_satisfied(unit: Unit) -> Iterator[Violation]:
    """A check asks for no more parts than it has; parts of the same label are one."""
    for index, check in enumerate(unit.checks):
        if not isinstance(check, PartsCheck | MistakeCheck):
            continue
        parts = check.parts if isinstance(check, PartsCheck) else check.instead
        if check.needed > len(part_labels(parts)):
            yield Violation(
                ("checks", index, "needed"),
                f"The check '{check.id}' needs {check.needed} parts and has {len(part_labels(parts))}.",
                "Lower 'needed', or add parts with labels of their own.",
            )


def something_is_sought(unit: Unit) -> Iterator[Violation]:
    """Whatever a check looks for is described by at least one key; nothing would fit every sentence."""
    for index, check in enumerate(unit.checks):
        for place, sought in sought_by(check):
            if not (sought.labels or sought.stages or sought.words or sought.signs):
                yield Violation(
                    ("checks", index, *place),
                    f"This part of the check '{check.id}' says nothing to look for.",
                    "Give it 'labels', 'stages', 'words' or 'signs'.",
                )


def check_messages_use_known_names(unit: Unit) -> Iterator[Violation]:
    """The names in braces of a check's message are among those that its kind fills in."""
    for index, check in enumerate(unit.checks):
        for key, known in check.fills.items():
            template = getattr(check.messages, key)
            if template is not None:
                yield from _unknown_names(("checks", index, "messages", key), template, known)


def _unknown_names(path: Path, template: str, known: Sequence[str]) -> Iterator[Violation]:
    try:
        used = fields(template)
    except ValueError:
        yield Violation(path, f"The braces of the message '{path[-1]}' do not pair up.", "Close every '{' with '}'.")
        return
    listed = ", ".join(f"{{{one}}}" for one in known) or "no names"
    for name in sorted(used.difference(known)):
        yield Violation(path, f"The message '{path[-1]}' cannot fill in '{{{name}}}'.", f"It knows only: {listed}.")


CHECK_RULES = (
    advice_is_checked,
    checks_are_of_one_kind,
    checks_can_be_satisfied,
    something_is_sought,
    check_messages_use_known_names,
)
