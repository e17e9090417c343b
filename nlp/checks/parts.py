"""Checks that look for the parts of something: a cycle, a plan, an example."""

from __future__ import annotations

from criteria_bank.checks import PartsCheck
from nlp.checks.account import Account, Outcome, listed


def check_parts(check: PartsCheck, account: Account) -> Outcome:
    """Found where enough of the parts are shown, partly where some are."""
    among = None if check.within is None else set(account.shown(check.within))
    shown = account.parts_shown(check.parts, among)
    found = [label for label, sentences in shown.items() if sentences]
    essential = {part.label for part in check.parts if part.essential}
    fills: dict[str, str | int] = {
        "found": listed(found),
        "missing": listed(label for label in shown if label not in found),
        "count": len(found),
        "needed": check.needed,
    }
    evidence = account.extents(sentence for label in found for sentence in shown[label])
    if len(found) >= check.needed and essential.issubset(found):
        return Outcome("found", "found", fills, evidence)
    if found and essential.issubset(found):
        return Outcome("partly", "partly", fills, evidence)
    return Outcome("missing", "missing", fills)
