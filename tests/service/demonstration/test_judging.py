"""How invented assessors decide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.demonstration.judging import draw, probabilities
from service.demonstration.specification import Assessor, Specification
from service.storage.tables.analyses import Status

statuses = st.sampled_from(Status)
severities = st.floats(-3, 3)
EVEN = Assessor(name="Even", severity=0.0)


def expected(likely: dict[Status, float]) -> float:
    return likely[Status.PARTIAL] + 2 * likely[Status.MET]


@given(label=statuses, seen=st.none() | statuses, severity=severities)
def test_the_three_decisions_share_the_whole_probability(
    wanted: Specification, label: Status, seen: Status | None, severity: float
) -> None:
    likely = probabilities(wanted.judging, Assessor(name="A", severity=severity), "MP1", label, seen)
    assert math.isclose(sum(likely.values()), 1)
    assert all(probability > 0 for probability in likely.values())


@given(label=statuses, severity=severities, more=st.floats(0.1, 2))
def test_whoever_is_more_severe_gives_less(wanted: Specification, label: Status, severity: float, more: float) -> None:
    lenient, severe = Assessor(name="A", severity=severity), Assessor(name="B", severity=severity + more)
    given_by = [expected(probabilities(wanted.judging, one, "MP1", label)) for one in (lenient, severe)]
    assert given_by[0] > given_by[1]


def test_some_are_more_severe_on_one_point_than_on_others(wanted: Specification) -> None:
    strict = Assessor(name="A", severity=0.0, points={"MP4": 1.5})
    on_others, on_it = (expected(probabilities(wanted.judging, strict, point, Status.MET)) for point in ("MP1", "MP4"))
    assert on_it < on_others


@pytest.mark.parametrize("seen", [Status.NOT, Status.MET])
def test_a_suggestion_draws_whoever_sees_it(wanted: Specification, seen: Status) -> None:
    alone = probabilities(wanted.judging, EVEN, "MP1", Status.PARTIAL)
    drawn = probabilities(wanted.judging, EVEN, "MP1", Status.PARTIAL, seen)
    assert drawn[seen] > alone[seen]


def test_an_even_assessor_mostly_decides_as_the_corpus_does(wanted: Specification) -> None:
    for label in Status:
        likely = probabilities(wanted.judging, EVEN, "MP1", label)
        assert 0.6 < likely[label] < 0.95


def test_severities_can_be_found_again_in_the_decisions(wanted: Specification) -> None:
    random = Random(7)  # noqa: S311 - repeatable on purpose
    for assessor in wanted.assessors:
        plain = Assessor(name=assessor.name, severity=assessor.severity)
        labels = [random.choice(list(Status)) for _ in range(600)]
        decided = [draw(random, probabilities(wanted.judging, plain, "MP1", label)) for label in labels]
        assert most_likely_severity(wanted, labels, decided) == pytest.approx(assessor.severity, abs=0.25)


def most_likely_severity(wanted: Specification, labels: Sequence[Status], decided: Sequence[Status]) -> float:
    def likelihood(severity: float) -> float:
        assessor = Assessor(name="A", severity=severity)
        of_label = {label: probabilities(wanted.judging, assessor, "MP1", label) for label in Status}
        return sum(math.log(of_label[label][status]) for label, status in zip(labels, decided, strict=True))

    return max((step / 20 for step in range(-60, 61)), key=likelihood)
