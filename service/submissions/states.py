"""The moves of a submission: from where to where, and who makes them. docs/submissions.md prints the table.

To sample, and to let a contest change an outcome, belong to `service.decisions`: they take more than a move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from service.access import Actor, Permission
from service.errors import Conflict, NotPermitted
from service.storage.tables.submissions import State


class Move(StrEnum):
    """What somebody can do with a submission."""

    HAND_IN = "hand_in"
    TAKE = "take"
    RELEASE = "release"
    REFER_BACK = "refer_back"
    DECIDE = "decide"


class Mover(StrEnum):
    """Who makes a move, besides having the permission for it."""

    LEARNER = "learner"
    """Whose submission it is."""
    ASSESSOR = "assessor"
    """The one it is allocated to; where it is allocated to nobody, any who may see it and has not written it."""
    HOLDER = "holder"
    """The assessor who has it in assessment."""
    HOLDER_OR_ALLOCATOR = "holder_or_allocator"
    """She, or somebody who allocates work, where she cannot go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """From which states a move leads to which, and who makes it."""

    before: frozenset[State]
    after: State
    permissions: frozenset[Permission]
    """Any of them will do."""
    mover: Mover


_ASSESS = frozenset({Permission.ASSESS})
RULES: Mapping[Move, Rule] = {
    Move.HAND_IN: Rule(
        before=frozenset({State.DRAFT, State.REFERRED_BACK}),
        after=State.SUBMITTED,
        permissions=frozenset({Permission.SUBMIT}),
        mover=Mover.LEARNER,
    ),
    Move.TAKE: Rule(
        before=frozenset({State.SUBMITTED}), after=State.IN_ASSESSMENT, permissions=_ASSESS, mover=Mover.ASSESSOR
    ),
    Move.RELEASE: Rule(
        before=frozenset({State.IN_ASSESSMENT}),
        after=State.SUBMITTED,
        permissions=_ASSESS | {Permission.ALLOCATE},
        mover=Mover.HOLDER_OR_ALLOCATOR,
    ),
    Move.REFER_BACK: Rule(
        before=frozenset({State.IN_ASSESSMENT}), after=State.REFERRED_BACK, permissions=_ASSESS, mover=Mover.HOLDER
    ),
    Move.DECIDE: Rule(
        before=frozenset({State.IN_ASSESSMENT}), after=State.DECIDED, permissions=_ASSESS, mover=Mover.HOLDER
    ),
}

WRITABLE = RULES[Move.HAND_IN].before
"""States in which the learner adds drafts."""
_WITH_ANOTHER = "The submission is with another assessor. Ask for it to be released or allocated to you."
_WHY_NOT: Mapping[Mover, str] = {
    Mover.LEARNER: "Only the learner makes this move.",
    Mover.ASSESSOR: f"{_WITH_ANOTHER} Nobody assesses her own work.",
    Mover.HOLDER: _WITH_ANOTHER,
    Mover.HOLDER_OR_ALLOCATOR: _WITH_ANOTHER,
}
_IN_WORDS: Mapping[State, str] = {
    State.DRAFT: "has not been handed in yet",
    State.SUBMITTED: "waits for an assessor",
    State.IN_ASSESSMENT: "is being assessed",
    State.REFERRED_BACK: "was referred back to the learner",
    State.DECIDED: "has been decided",
    State.SAMPLED: "was sampled for quality assurance",
}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a submission is: its state, the learner, and the assessor whose work it is."""

    state: State
    learner_id: UUID
    assessor_id: UUID | None


def possible(position: Position, actor: Actor) -> tuple[Move, ...]:
    """The moves that ``actor``, who may see the submission, can make now."""
    return tuple(
        move for move, rule in RULES.items() if position.state in rule.before and _is_mover(rule, position, actor)
    )


def require_permission(move: Move, position: Position, actor: Actor) -> Rule:
    """The rule of a move; raises NotPermitted unless it is one for ``actor``, who may see the submission, to make."""
    rule = RULES[move]
    someone_elses = rule.mover is Mover.LEARNER and actor.person_id != position.learner_id
    if someone_elses or not _has_permission(rule, actor):
        raise NotPermitted("Your roles, or the scopes of your token, do not allow this move.")
    return rule


def require_place(rule: Rule, position: Position, actor: Actor) -> None:
    """Raise unless a move, which is one for ``actor`` to make, leads on from where the submission is.

    Raises:
        Conflict: it does not.
        NotPermitted: it does, and the submission is another assessor's work.
    """
    require_state(position.state, rule.before)
    if not _is_mover(rule, position, actor):
        raise NotPermitted(_WHY_NOT[rule.mover])


def require_state(state: State, wanted: frozenset[State]) -> None:
    """Raise Conflict, which says where the submission is, unless that is a state ``wanted``."""
    if state not in wanted:
        raise Conflict(f"This cannot be done now: the submission {_IN_WORDS[state]}.")


def _is_mover(rule: Rule, position: Position, actor: Actor) -> bool:
    if not _has_permission(rule, actor):
        return False
    match rule.mover:
        case Mover.LEARNER:
            return actor.person_id == position.learner_id
        case Mover.ASSESSOR:
            return position.assessor_id in (None, actor.person_id) and actor.person_id != position.learner_id
        case Mover.HOLDER:
            return actor.person_id == position.assessor_id
        case Mover.HOLDER_OR_ALLOCATOR:
            allocates = actor.may(Permission.ALLOCATE) and actor.person_id != position.learner_id
            return allocates or actor.person_id == position.assessor_id


def _has_permission(rule: Rule, actor: Actor) -> bool:
    return any(actor.may(permission) for permission in rule.permissions)
