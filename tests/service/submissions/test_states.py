"""The table of moves: nothing leads out of it, and nobody makes a move that is not hers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from service.access import Actor
from service.errors import Conflict, NotPermitted, ServiceError
from service.storage.tables.people import Role
from service.storage.tables.submissions import State
from service.submissions.states import RULES, Move, Position, possible, require_permission, require_place

LEARNER, ASSESSOR, COLLEAGUE, IQA, ADMIN = (uuid4() for _ in range(5))
CENTRE = uuid4()
ROLES = {
    LEARNER: Role.LEARNER,
    ASSESSOR: Role.ASSESSOR,
    COLLEAGUE: Role.ASSESSOR,
    IQA: Role.IQA,
    ADMIN: Role.CENTRE_ADMIN,
}
# What the issue says of states, written down a second time and by hand.
MAY_FOLLOW = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.IN_ASSESSMENT},
    State.IN_ASSESSMENT: {State.SUBMITTED, State.REFERRED_BACK, State.DECIDED},
    State.REFERRED_BACK: {State.SUBMITTED},
    State.DECIDED: set(),
    State.SAMPLED: set(),
}


def person(identifier: UUID, *roles: Role) -> Actor:
    return Actor(
        person_id=identifier,
        centre_id=CENTRE,
        name="Somebody",
        roles=frozenset(roles or {ROLES[identifier]}),
        via="session",
        credential_id=uuid4(),
    )


def attempt(move: Move, position: Position, actor: Actor) -> State:
    rule = require_permission(move, position, actor)
    require_place(rule, position, actor)
    return rule.after


class Moving(RuleBasedStateMachine):
    """One submission, and five people who try whatever comes to their minds."""

    def __init__(self) -> None:
        super().__init__()
        self.position = Position(State.DRAFT, LEARNER, None)
        self.history: list[tuple[State, State, UUID]] = []

    @rule(move=st.sampled_from(Move), who=st.sampled_from(list(ROLES)))
    def tries(self, move: Move, who: UUID) -> None:
        before, actor = self.position, person(who)
        offered = move in possible(before, actor)
        try:
            after = attempt(move, before, actor)
        except ServiceError:
            assert not offered
            return
        assert offered
        assert after in MAY_FOLLOW[before.state]
        assessor = {Move.TAKE: who, Move.RELEASE: None}.get(move, before.assessor_id)
        self.position = Position(after, LEARNER, assessor)
        self.history.append((before.state, after, who))

    @invariant()
    def history_replays_to_the_present(self) -> None:
        state = State.DRAFT
        for before, after, _ in self.history:
            assert before is state
            state = after
        assert state is self.position.state

    @invariant()
    def nobody_decides_but_who_took_it(self) -> None:
        taken_by: UUID | None = None
        for _, after, who in self.history:
            if after is State.IN_ASSESSMENT:
                taken_by = who
            if after in (State.DECIDED, State.REFERRED_BACK):
                assert who == taken_by
                assert ROLES[who] is Role.ASSESSOR


TestMoving = Moving.TestCase


def every_position() -> Iterable[Position]:
    for state in State:
        for assessor in (None, ASSESSOR, COLLEAGUE):
            yield Position(state, LEARNER, assessor)


@given(
    st.sampled_from(list(every_position())),
    st.sampled_from(Move),
    st.sampled_from(list(ROLES)),
    st.sets(st.sampled_from([role for role in Role if role is not Role.SYSTEM_ADMIN]), min_size=1),
)
def test_what_is_offered_can_be_done_and_nothing_else(
    position: Position, move: Move, who: UUID, roles: set[Role]
) -> None:
    actor = person(who, *roles)
    if move in possible(position, actor):
        assert attempt(move, position, actor) is RULES[move].after
    else:
        with pytest.raises((NotPermitted, Conflict)):
            attempt(move, position, actor)


def test_nobody_assesses_her_own_work() -> None:
    everything = [role for role in Role if role is not Role.SYSTEM_ADMIN]
    learner, assessor, other = (person(identifier, *everything) for identifier in (LEARNER, ASSESSOR, IQA))
    waiting, decided = Position(State.SUBMITTED, LEARNER, None), Position(State.DECIDED, LEARNER, ASSESSOR)
    assert possible(waiting, learner) == ()
    assert possible(waiting, assessor) == (Move.TAKE,)
    assert possible(decided, learner) == possible(decided, assessor) == possible(decided, other) == ()


def test_every_state_is_reached_and_every_move_leads_on() -> None:
    assert {rule.after for rule in RULES.values()} == set(State) - {State.DRAFT, State.SAMPLED}
    assert {before: {rule.after for rule in RULES.values() if before in rule.before} for before in State} == MAY_FOLLOW


def test_who_may_not_is_told_before_it_is_said_where_the_submission_is() -> None:
    decided = Position(State.DECIDED, LEARNER, ASSESSOR)
    with pytest.raises(NotPermitted):
        require_permission(Move.TAKE, decided, person(LEARNER))
    with pytest.raises(Conflict, match="has been decided"):
        attempt(Move.TAKE, decided, person(ASSESSOR))
