"""Checks for the unit's common mistakes and misconceptions: whether one is seen, and whether what corrects it is."""

from __future__ import annotations

from criteria_bank.checks import MistakeCheck
from nlp.checks.account import Account, Outcome, listed


def check_mistake(check: MistakeCheck, account: Account) -> Outcome:
    """Found where only the correction is seen, missing where only the mistake is, partly where both are."""
    shown = account.parts_shown(check.instead)
    found = [label for label, sentences in shown.items() if sentences]
    corrected = len(found) >= check.needed
    fills: dict[str, str | int] = {"found": listed(found)}
    if mistaken := _mistaken(check, account):
        evidence = account.extents(mistaken)
        if corrected:
            return Outcome("partly", "partly", fills, evidence)
        return Outcome("missing", "missing", fills, evidence)
    if corrected:
        return Outcome("found", "found", fills, account.extents(index for label in found for index in shown[label]))
    return Outcome("not_applicable", "not_applicable", fills)


def _mistaken(check: MistakeCheck, account: Account) -> list[int]:
    """The sentences that show the mistake, surest first; none where it does not shape the account.

    It does where its flag is raised, or where the unit has no flag for it. A sentence that shows what corrects the
    mistake as well names it in order to correct it.
    """
    flags = {flag.id for flag in account.unit.flags if flag.mistake == check.mistake}
    if flags and not any(flag.id in flags for flag in account.flags):
        return []
    corrections = {label for part in check.instead for label in part.labels}
    probabilities = account.observations.labels[check.mistake]
    shown = account.carrying([check.mistake])
    return sorted(
        (index for index in shown if not any(account.carries(index, label) for label in corrections)),
        key=lambda index: -float(probabilities[index]),
    )
