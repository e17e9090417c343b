"""What happens at the demonstration centre, whatever the dice say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from service.demonstration.events import (
    Contested,
    Decided,
    Deed,
    Drafted,
    Event,
    HandedIn,
    Referred,
    Reviewed,
    RolesChanged,
    Sampled,
    Settled,
    Taken,
)
from service.demonstration.planning import Plan
from service.demonstration.specification import Specification
from service.storage.tables.analyses import Status
from service.storage.tables.people import Role
from service.storage.tables.submissions import State
from service.submissions.states import RULES, Move
from tests.service.demonstration.conftest import Act

PRESENT = datetime(2026, 3, 20, 15, 0, tzinfo=UTC)
MOVES: Mapping[type[Event], Move] = {
    HandedIn: Move.HAND_IN,
    Taken: Move.TAKE,
    Referred: Move.REFER_BACK,
    Settled: Move.DECIDE,
}


@pytest.fixture(scope="module")
def made(wanted: Specification, act: Act) -> Plan:
    return act(wanted, PRESENT)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), present=st.datetimes(datetime(2026, 1, 1), timezones=st.just(UTC)))
def test_everything_happens_in_an_order_that_the_service_allows(
    wanted: Specification, act: Act, seed: int, present: datetime
) -> None:
    made = act(wanted.model_copy(update={"seed": seed}), present)
    assert [event.at for event in made.events] == sorted(event.at for event in made.events)
    assert all(made.founded < event.at < present for event in made.events)
    assert set(final_states(made.events).values()) == set(State)


def test_the_same_seed_makes_the_same_plan(wanted: Specification, act: Act, made: Plan) -> None:
    assert act(wanted, PRESENT) == made


def test_there_are_as_many_people_as_were_promised(wanted: Specification) -> None:
    assert len(wanted.assessors) == 3
    assert len(wanted.cohorts) == 3
    assert sum(len(cohort.learners) for cohort in wanted.cohorts) == 40


def test_some_second_drafts_follow_a_referral(made: Plan) -> None:
    by_learner = in_order(made.events)
    again = [kinds for kinds in by_learner.values() if Referred in kinds and Drafted in kinds[kinds.index(Referred) :]]
    assert len(again) >= 3


def test_what_was_met_on_an_earlier_draft_is_not_decided_again(made: Plan) -> None:
    met: dict[str, set[str]] = defaultdict(set)
    earlier: dict[str, set[str]] = defaultdict(set)
    for event in made.events:
        if isinstance(event, Drafted):
            earlier[event.learner] |= met[event.learner]
        if isinstance(event, Decided) and not event.beside:
            assert event.point not in earlier[event.learner]
            if event.status is Status.MET:
                met[event.learner].add(event.point)
    assert any(earlier.values())


def test_one_decision_is_contested_and_another_contest_is_resolved(made: Plan) -> None:
    contested = {event.learner for event in made.events if isinstance(event, Contested)}
    reviewed = [event for event in made.events if isinstance(event, Reviewed)]
    assert len(contested) == 2
    assert [event.learner in contested for event in reviewed] == [True]
    deciders = {event.learner: event.decider for event in made.events if isinstance(event, Contested)}
    assert all(event.who != deciders[event.learner] for event in reviewed)


def test_some_decide_blind_and_some_with_the_suggestion_in_sight(made: Plan) -> None:
    when = Counter(event.at >= made.blind_first_from for event in made.events if isinstance(event, Decided))
    assert min(when[True], when[False]) > 40


def test_enough_scripts_are_marked_by_several_for_agreement_to_be_told(made: Plan) -> None:
    deciders = defaultdict(set)
    for event in made.events:
        if isinstance(event, Decided):
            deciders[event.learner, event.point].add(event.who)
    assert sum(len(who) >= 3 for who in deciders.values()) >= 5 * 8


def test_assessors_decide_beside_each_other_only_while_they_have_the_role(wanted: Specification, made: Plan) -> None:
    assuring = {wanted.iqa}
    for event in made.events:
        if isinstance(event, RolesChanged):
            (assuring.add if Role.IQA in event.roles else assuring.remove)(event.whose)
        if isinstance(event, Decided) and event.beside:
            assert event.who in assuring
    assert assuring == {wanted.iqa}


def test_the_more_severe_assessors_give_less_to_the_same_scripts(wanted: Specification, act: Act) -> None:
    given_by: dict[str, list[int]] = defaultdict(list)
    worth = {Status.NOT: 0, Status.PARTIAL: 1, Status.MET: 2}
    for seed in range(12):
        made = act(wanted.model_copy(update={"seed": seed}), PRESENT)
        for events in shared(made.events):
            for event in events:
                given_by[event.who].append(worth[event.status])
    means = {name: sum(worths) / len(worths) for name, worths in given_by.items()}
    by_leniency = sorted(wanted.assessors, key=lambda assessor: assessor.severity)
    assert sorted(means, key=lambda name: -means[name]) == [assessor.name for assessor in by_leniency]


def test_what_a_decision_rests_on_lies_in_the_draft(made: Plan) -> None:
    texts: dict[str, str] = {}
    origins: Counter[str] = Counter()
    for event in made.events:
        if isinstance(event, Drafted):
            texts[event.learner] = event.script.document.text
        if isinstance(event, Decided | Reviewed):
            assert (event.status is Status.NOT) == (event.evidence == ())
            assert all(0 <= one.span.start < one.span.end <= len(texts[event.learner]) for one in event.evidence)
            origins.update(one.origin for one in event.evidence)
    assert set(origins) == {"program", "changed", "own"}


def test_a_file_whose_courses_do_not_fit_its_learners_is_refused(wanted: Specification) -> None:
    content = wanted.model_dump()
    content["courses"] = content["courses"][1:]
    with pytest.raises(ValidationError, match="more or fewer learners"):
        Specification.model_validate(content)


def final_states(events: Sequence[Event]) -> dict[str, State]:
    """Where each submission ends; an assertion fails where somebody does what she cannot."""
    states: dict[str, State] = {}
    for event in (event for event in events if isinstance(event, Deed)):
        match event:
            case Drafted():
                assert states.setdefault(event.learner, State.DRAFT) in RULES[Move.HAND_IN].before
            case Contested() | Reviewed():
                assert states[event.learner] is State.DECIDED
            case Decided():
                assert states[event.learner] is (State.SAMPLED if event.beside else State.IN_ASSESSMENT)
            case Sampled():
                assert states[event.learner] is State.DECIDED
                states[event.learner] = State.SAMPLED
            case _:
                rule = RULES[MOVES[type(event)]]
                assert states[event.learner] in rule.before
                states[event.learner] = rule.after
    return states


def in_order(events: Sequence[Event]) -> dict[str, list[type[Event]]]:
    kinds: dict[str, list[type[Event]]] = defaultdict(list)
    for event in (event for event in events if isinstance(event, Deed)):
        kinds[event.learner].append(type(event))
    return kinds


def shared(events: Sequence[Event]) -> list[list[Decided]]:
    """Decisions on marking points that all three assessors decided on."""
    groups: dict[tuple[str, str], list[Decided]] = defaultdict(list)
    for event in events:
        if isinstance(event, Decided) and event.who != "Winifred Steelyard":
            groups[event.learner, event.point].append(event)
    return [group for group in groups.values() if len({event.who for event in group}) == 3]
