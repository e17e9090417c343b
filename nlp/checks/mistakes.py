"""Checks for the unit's common mistakes and misconceptions: whether one is seen, and whether what corrects it is."""

from __future__ import annotations

from criteria_bank.checks import MistakeCheck
from nlp.checks.account import Account, Outcome, listed


def check_mistake(check: MistakeCheck, account: Account) -> Outcome:
    """Found where only the correction is seen, missing where only the mistake is, partly where both are."""
    mistaken = _mistaken(check, account)
    shown = {
        label: [sentence for sentence in sentences if sentence not in mistaken]
        for label, sentences in account.parts_shown(check.instead).items()
    }
    found = [label for label, sentences in shown.items() if sentences]
    corrected = len(found) >= check.needed
    fills: dict[str, str | int] = {"found": listed(found)}
    if mistaken:
        evidence = account.extents(mistaken)
        if corrected:
            return Outcome("partly", "partly", fills, evidence)
        return Outcome("missing", "missing", fills, evidence)
    if corrected:
        return Outcome("found", "found", fills, account.extents(index for label in found for index in shown[label]))
    return Outcome("not_applicable", "not_applicable", fills)


def _mistaken(check: MistakeCheck, account: Account) -> list[int]:
    """The sentences that show the mistake, surest first; none where it does not shape the account.

    It does where its flag is raised, or where the unit has no flag for it. A sentence that more surely shows what
    corrects the mistake names it in order to correct it.
    """
    flags = {flag.id for flag in account.unit.flags if flag.mistake == check.mistake}
    if flags and not any(flag.id in flags for flag in account.flags):
        return []
    labels = account.observations.labels
    sure = labels[check.mistake]
    corrections = {label for part in check.instead for label in part.labels}
    shown = [
        index
        for index in account.carrying([check.mistake])
        if not any(account.carries(index, label) and labels[label][index] >= sure[index] for label in corrections)
    ]
    return sorted(shown, key=lambda index: -float(sure[index]))
