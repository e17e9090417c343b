"""What changed about the account as a whole: its depth, its flags, its checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from criteria_bank.schema import Flag, Unit
from nlp.comparison.drafts import Draft, Drafts
from nlp.comparison.results import (
    Change,
    CheckChange,
    ConstraintChange,
    DepthChange,
    FlagChange,
    FlagChangeKind,
    Quoted,
)
from nlp.results import CheckFinding, CheckStatus, FlagFinding

_RANKS: Mapping[CheckStatus, int] = {"missing": 0, "partly": 1, "found": 2}


def compare_depth(drafts: Drafts) -> DepthChange:
    """Whether the account reflects more, by enough to say so."""
    before, after = drafts.first.result.depth, drafts.second.result.depth
    rise = after.reflective_share - before.reflective_share
    if abs(rise) < drafts.unit.comparison.least_depth_change:
        return DepthChange(before=before, after=after, change="unchanged")
    return DepthChange(before=before, after=after, change="deeper" if rise > 0 else "shallower")


def compare_flags(
    drafts: Drafts, depth: DepthChange, constraints: Sequence[ConstraintChange]
) -> tuple[FlagChange, ...]:
    """The flags of both drafts, in the unit's order; what came or went is told where the text explains it."""
    before = {flag.id: flag for flag in drafts.first.result.flags}
    after = {flag.id: flag for flag in drafts.second.result.flags}
    changes = []
    for flag in drafts.unit.flags:
        if flag.id in before and flag.id in after:
            changes.append(_flag_change(drafts, after[flag.id], "unchanged", (True, True)))
        elif flag.id in before:
            told = depth.change == "deeper" if flag.depth else _is_settled(flag, constraints)
            sentences = _explaining(drafts.unit, before[flag.id], drafts.first, drafts.second)
            kind: FlagChangeKind = "resolved" if told or sentences else "uncertain"
            changes.append(_flag_change(drafts, before[flag.id], kind, (True, False), sentences))
        elif flag.id in after:
            told = depth.change == "shallower" if flag.depth else _is_called_for(flag, constraints)
            sentences = _explaining(drafts.unit, after[flag.id], drafts.second, drafts.first)
            kind = "new" if told or sentences else "uncertain"
            changes.append(_flag_change(drafts, after[flag.id], kind, (False, True), sentences))
    return tuple(changes)


def compare_checks(drafts: Drafts) -> tuple[CheckChange, ...]:
    """The checks whose status changed, in the unit's order."""
    before = {check.id: check for check in drafts.first.result.checks}
    return tuple(
        CheckChange(
            id=check.id,
            before=before[check.id].status,
            after=check.status,
            change=_change_of_check(drafts, before[check.id], check),
            message=drafts.worded(check.message),
            cites=check.cites,
        )
        for check in drafts.second.result.checks
        if check.id in before and check.status != before[check.id].status
    )


def _is_settled(flag: Flag, constraints: Sequence[ConstraintChange]) -> bool:
    """Whether a constraint that the flag watches is newly addressed."""
    return any(item.change == "gained" for item in constraints if item.id in flag.constraints_overlooked)


def _is_called_for(flag: Flag, constraints: Sequence[ConstraintChange]) -> bool:
    """Whether a constraint that the flag watches is no longer addressed, or newly applies and is not."""
    watched = [item for item in constraints if item.id in flag.constraints_overlooked]
    return any(
        item.change == "lost" or (item.before, item.after) == ("not_applicable", "overlooked") for item in watched
    )


def _explaining(unit: Unit, finding: FlagFinding, here: Draft, there: Draft) -> tuple[Quoted, ...]:
    """Sentences that raise the flag in the one draft, and what they became in the other does not show the mistake."""
    mistake = next(flag.mistake for flag in unit.flags if flag.id == finding.id)
    if mistake is None:
        return ()
    least = unit.comparison.least_change_of_wording

    def differs(index: int) -> bool:
        left = max((there.mistaken(partner, mistake) for partner in here.partners[index]), default=0.0)
        return index in here.own or here.mistaken(index, mistake) - left >= least

    return here.quote(index for index in here.changed_among(finding.evidence) if differs(index))


def _flag_change(
    drafts: Drafts,
    finding: FlagFinding,
    change: FlagChangeKind,
    raised: tuple[bool, bool],
    sentences: tuple[Quoted, ...] = (),
) -> FlagChange:
    before, after = raised
    return FlagChange(
        id=finding.id,
        severity=finding.severity,
        message=drafts.worded(finding.message),
        before=before,
        after=after,
        change=change,
        sentences=sentences,
    )


def _change_of_check(drafts: Drafts, before: CheckFinding, after: CheckFinding) -> Change:
    """Lost only where nothing of it is seen any more: what is said of a check that is partly met praises."""
    if before.status not in _RANKS or after.status not in _RANKS:
        return "uncertain"
    if _RANKS[after.status] > _RANKS[before.status]:
        return "gained" if drafts.second.touched(after.evidence) else "uncertain"
    return "lost" if after.status == "missing" and drafts.first.touched(before.evidence) else "uncertain"
