"""What changed about the account as a whole: its depth, its flags, its checks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from criteria_bank.schema import Flag
from nlp.comparison.drafts import Draft, Drafts
from nlp.comparison.results import Change, CheckChange, ConstraintChange, DepthChange, FlagChange, FlagChangeKind
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
    drafts: Drafts, depth: DepthChange, constraints: Collection[ConstraintChange]
) -> tuple[FlagChange, ...]:
    """The flags of both drafts, in the unit's order; what came or went is told where the text explains it."""
    before = {flag.id: flag for flag in drafts.first.result.flags}
    after = {flag.id: flag for flag in drafts.second.result.flags}
    changes = []
    for flag in drafts.unit.flags:
        if flag.id in before and flag.id in after:
            changes.append(_flag_change(after[flag.id], "unchanged"))
        elif flag.id in before:
            explained = _explained(flag, drafts.first, before[flag.id], depth.change == "deeper")
            explained = explained or _constraint_moved(flag, constraints, "gained")
            changes.append(_flag_change(before[flag.id], "resolved" if explained else "uncertain", drafts.first))
        elif flag.id in after:
            explained = _explained(flag, drafts.second, after[flag.id], depth.change == "shallower")
            explained = explained or _constraint_moved(flag, constraints, "lost")
            changes.append(_flag_change(after[flag.id], "new" if explained else "uncertain", drafts.second))
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
            message=check.message,
            cites=check.cites,
        )
        for check in drafts.second.result.checks
        if check.id in before and check.status != before[check.id].status
    )


def _explained(flag: Flag, draft: Draft, finding: FlagFinding, depth_moved: bool) -> bool:
    """Whether the flag's own evidence changed, or the depth that raises it."""
    return depth_moved if flag.depth else bool(draft.changed_among(finding.evidence))


def _constraint_moved(flag: Flag, constraints: Collection[ConstraintChange], change: Change) -> bool:
    watched = [item for item in constraints if item.id in flag.constraints_overlooked]
    return any(item.change == change or (change == "lost" and item.after == "overlooked") for item in watched)


def _flag_change(finding: FlagFinding, change: FlagChangeKind, draft: Draft | None = None) -> FlagChange:
    sentences = draft.quote(draft.changed_among(finding.evidence)) if draft else ()
    return FlagChange(
        id=finding.id, severity=finding.severity, message=finding.message, change=change, sentences=sentences
    )


def _change_of_check(drafts: Drafts, before: CheckFinding, after: CheckFinding) -> Change:
    if before.status not in _RANKS or after.status not in _RANKS:
        return "uncertain"
    rises = _RANKS[after.status] > _RANKS[before.status]
    explained = drafts.second.touched(after.evidence) if rises else drafts.first.touched(before.evidence)
    if not explained:
        return "uncertain"
    return "gained" if rises else "lost"
