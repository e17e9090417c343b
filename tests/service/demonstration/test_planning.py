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
    ExerciseClosed,
    ExerciseMade,
    HandedIn,
    Referred,
    Reviewed,
    Sampled,
    ScriptMarked,
    Settled,
    StandardSet,
    Taken,
)
from service.demonstration.planning import Plan
from service.demonstration.specification import Specification
from service.storage.tables.analyses import Status
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
    assert len(wanted.cohorts) == 5
    assert sum(len(cohort.learners) for cohort in wanted.cohorts) == 58


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


def test_enough_scripts_are_marked_by_several_for_agreement_to_be_told(wanted: Specification, made: Plan) -> None:
    for entry in wanted.exercises:
        (begun,) = (event for event in in_exercise(made, entry.title) if isinstance(event, ExerciseMade))
        marked = Counter(event.who for event in in_exercise(made, entry.title) if isinstance(event, ScriptMarked))
        if entry.open:
            assert sorted(marked.values()) == [len(begun.learners) // 2, len(begun.learners)]
        else:
            assert set(marked.values()) == {len(begun.learners)}
            assert marked.keys() == {assessor.name for assessor in wanted.assessors}
            assert len(begun.learners) >= 10


def test_what_is_marked_was_decided_and_every_script_has_a_standard_once_marking_has_ended(made: Plan) -> None:
    settled = {event.learner: event.at for event in made.events if isinstance(event, Settled)}
    scripts: dict[str, tuple[str, ...]] = {}
    closed: set[str] = set()
    standards: Counter[str] = Counter()
    for event in made.events:
        if isinstance(event, ExerciseMade):
            assert all(settled[learner] < event.at for learner in event.learners)
            scripts[event.exercise] = event.learners
        if isinstance(event, ScriptMarked):
            assert event.exercise not in closed
            assert all((mark.status is Status.NOT) == (mark.evidence == ()) for mark in event.marks)
        if isinstance(event, ExerciseClosed):
            closed.add(event.exercise)
        if isinstance(event, StandardSet):
            assert event.exercise in closed
            standards[scripts[event.exercise][event.number - 1]] += 1
    assert set(standards.values()) == {8}
    assert standards.keys() == {learner for title in closed for learner in scripts[title]}
    assert len(standards) < sum(len(scripts[title]) for title in closed)


def test_the_more_severe_assessors_give_less_to_the_same_scripts(wanted: Specification, act: Act) -> None:
    given_by = mean_marks(wanted, act, {entry.title for entry in wanted.exercises if not entry.open})
    by_leniency = sorted(wanted.assessors, key=lambda one: one.severity - one.drift / 4)
    assert sorted(given_by, key=lambda name: -given_by[name]) == [assessor.name for assessor in by_leniency]


def test_who_drifts_gives_more_than_her_colleagues_in_the_end(wanted: Specification, act: Act) -> None:
    (drifting,) = (assessor.name for assessor in wanted.assessors if assessor.drift)
    first, *_, last = (entry.title for entry in wanted.exercises if not entry.open)
    beyond = []
    for title in (first, last):
        means = mean_marks(wanted, act, {title})
        beyond.append(means.pop(drifting) - sum(means.values()) / len(means))
    assert beyond[1] - beyond[0] > 0.1


def test_who_accepts_every_suggestion_that_she_sees(wanted: Specification, made: Plan) -> None:
    (hurried,) = (assessor for assessor in wanted.assessors if assessor.accepts == 1)
    texts: dict[str, Drafted] = {}
    seen = 0
    for event in made.events:
        if isinstance(event, Drafted):
            texts[event.learner] = event
        if isinstance(event, Decided) and event.who == hurried.name and event.at < made.blind_first_from:
            assert event.status is texts[event.learner].script.labels[event.point]
            seen += 1
    assert seen > 40
    words = Counter(event.comment for event in made.events if isinstance(event, Decided) and event.who == hurried.name)
    assert words[hurried.always_says] > words.total() / 2


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


def in_exercise(made: Plan, title: str) -> list[Event]:
    kinds = ExerciseMade | ScriptMarked | ExerciseClosed | StandardSet
    return [event for event in made.events if isinstance(event, kinds) and event.exercise == title]


def mean_marks(wanted: Specification, act: Act, titles: set[str]) -> dict[str, float]:
    """What each assessor gives on average in exercises of these titles, over some centres."""
    given_by: dict[str, list[int]] = defaultdict(list)
    worth = {Status.NOT: 0, Status.PARTIAL: 1, Status.MET: 2}
    for seed in range(12):
        made = act(wanted.model_copy(update={"seed": seed}), PRESENT)
        for event in made.events:
            if isinstance(event, ScriptMarked) and event.exercise in titles:
                given_by[event.who] += [worth[mark.status] for mark in event.marks]
    return {name: sum(worths) / len(worths) for name, worths in given_by.items()}
