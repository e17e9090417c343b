"""The check for descriptive writing, and the places where saying why would pay most."""

from __future__ import annotations

from criteria_bank.checks import DepthCheck
from nlp.checks.account import Account, Outcome
from nlp.language.sentences import Person
from nlp.results import CheckStatus, DepthLabel

REACH = 2
"""Sentences within which, in the same paragraph, a reflective one already explains an action."""

_STATUSES: dict[DepthLabel, CheckStatus] = {"descriptive": "missing", "mixed": "partly", "analytical": "found"}
_OWN_ACTION: dict[Person, float] = {"first_singular": 1.0, "first_plural": 0.5, "other": 0.0}
"""How far a sentence tells of the writer's own action, by the person of its actor."""


def check_depth(check: DepthCheck, account: Account) -> Outcome:
    """Found in an analytical account, partly in a mixed one, missing in a descriptive one."""
    status = _STATUSES[account.depth.label]
    places = [] if status == "found" else places_for_why(check, account)
    reflective = {stage.id: stage.reflective for stage in account.unit.stages if stage.content}
    kinds = [reflective[stage] for stage in account.stages if stage in reflective]
    fills: dict[str, str | int] = {
        "share": round(100 * account.depth.reflective_share),
        "telling": kinds.count(False),
        "reflecting": kinds.count(True),
        "places": len(places),
    }
    return Outcome(status, status, fills, tuple(account.extent(index) for index in places))


def places_for_why(check: DepthCheck, account: Account) -> list[int]:
    """The sentences after which a "why" would pay most, in the order of their worth.

    Candidates tell of an action of the writer's (I or we; they carry one of ``check.actions``), do not reflect, and
    have no reflective sentence within `REACH` after them. Worth is the product of how surely the sentence carries the
    action, how surely it does not reflect itself, and how far the action is the writer's own. No two lie within `REACH`
    of each other.
    """
    reflective = {stage.id for stage in account.unit.stages if stage.reflective}
    candidates = [
        index
        for index in account.carrying(check.actions)
        if account.stages[index] not in reflective
        and _OWN_ACTION[account.observations.sentences[index].grammar.person]
        and not _is_explained(account, index, reflective)
    ]
    chosen: list[int] = []
    for index in sorted(candidates, key=lambda index: (-_worth(check, account, index), index)):
        if all(abs(index - other) > REACH for other in chosen):
            chosen.append(index)
    return chosen[: check.places]


def _is_explained(account: Account, index: int, reflective: set[str]) -> bool:
    sentences = account.observations.sentences
    after = range(index + 1, min(index + 1 + REACH, len(sentences)))
    return any(
        account.stages[other] in reflective and sentences[other].paragraph == sentences[index].paragraph
        for other in after
    )


def _worth(check: DepthCheck, account: Account, index: int) -> float:
    seen = account.observations
    action = max(float(seen.labels[label][index]) for label in check.actions)
    return action * float(1.0 - seen.reflective[index]) * _OWN_ACTION[seen.sentences[index].grammar.person]
