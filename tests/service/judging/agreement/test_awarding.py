"""Who gives met more or less often than colleagues on the same scripts, and that honest people rarely seem to."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from service.judging.agreement.awarding import awarding
from service.judging.agreement.measuring import measure
from service.judging.agreement.pairing import first_decisions
from service.judging.agreement.results import Awarding
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from tests.service.judging.agreement.cases import ADA, JO, MARY, NAMES, a_table, decision


def of(found: tuple[Awarding, ...], name: str, point: str = "MP1") -> Awarding:
    return next(one for one in found if one.assessor.name == name and one.marking_point == point)


def test_somebody_who_gives_met_twice_as_often_is_told_with_the_scripts_to_discuss() -> None:
    rows = [decision(ADA, n, "met" if n < 24 else "not") for n in range(30)]
    rows += [decision(MARY, n, "met" if n < 12 else ("partial" if n < 22 else "not")) for n in range(30)]
    ada = of(measure(a_table(rows), NAMES).awarding, "Ada")
    assert ada.submissions == 30
    assert (ada.hers, ada.theirs) == pytest.approx((0.8, 0.4))
    assert ada.ratio.value == pytest.approx(2.0)
    assert ada.ratio.low is not None
    assert ada.ratio.high is not None
    assert 1.3 < ada.ratio.low < 2 < ada.ratio.high < 4
    assert ada.difference.value == pytest.approx(0.4)
    assert ada.probability == pytest.approx(binomtest(12, 12).pvalue), "of two people the test is McNemar's"
    assert ada.stands_out
    assert [one.submission for one in ada.discuss] == ["submission-23", "submission-22", "submission-21"]
    assert (ada.discuss[0].hers, ada.discuss[0].theirs) == ("met", ("not",))


def test_colleagues_on_one_script_count_one_together() -> None:
    rows = [decision(who, n, "met") for n in range(10) for who in (ADA, MARY)]
    rows += [decision(JO, n, "not") for n in range(10)]
    ada, jo = (of(measure(a_table(rows), NAMES).awarding, name) for name in ("Ada", "Jo"))
    assert (ada.hers, ada.theirs, jo.hers, jo.theirs) == (1.0, 0.5, 0.0, 1.0)
    assert jo.probability == pytest.approx(2 * (1 / 3) ** 10)
    assert jo.difference.value == -1.0
    assert jo.difference.high == pytest.approx(-0.7), "ten alike are no proof that all are"
    assert jo.ratio.why_not
    assert jo.discuss[0].theirs == ("met", "met")


def test_few_scripts_and_scripts_without_difference_say_so() -> None:
    rows = [decision(who, n, "met") for n in range(3) for who in (ADA, JO)]
    rows += [decision(who, n, "met", marking_point="MP2") for n in range(12) for who in (ADA, JO)]
    found = measure(a_table(rows), NAMES).awarding
    few, alike = of(found, "Ada"), of(found, "Ada", "MP2")
    assert few.difference.why_not
    assert (few.probability, few.adjusted, few.stands_out) == (None, None, False)
    assert (alike.difference.value, alike.difference.low, alike.difference.high) == (0.0, -0.25, 0.25)
    assert alike.ratio.why_not, "no proud 1.0"
    assert (alike.probability, alike.stands_out, alike.discuss) == (1.0, False, ())
    assert measure(a_table([]), {}).awarding == ()


def test_a_submission_judged_in_two_drafts_is_one() -> None:
    rows = [decision(who, n, "met", draft=f"{n}-{d}") for n in range(5) for d in (1, 2) for who in (ADA, JO)]
    assert of(measure(a_table(rows), NAMES).awarding, "Jo").submissions == 5


def test_of_honest_centres_at_most_one_in_twenty_is_pointed_to_anybody() -> None:
    centre = SimulatedCentre(tuple(SimulatedAssessor(name) for name in "abcd"), submissions=200, shared=0.5, points=5)
    centres = [awarding(first_decisions(simulate(centre, seed)), {}) for seed in range(40)]
    assert sum(any(one.stands_out for one in found) for found in centres) <= 2


def test_somebody_severe_on_one_point_alone_is_found_on_that_point() -> None:
    people = (*(SimulatedAssessor(name) for name in "abc"), SimulatedAssessor("d", points={"MP4": -2.5}))
    table = simulate(SimulatedCentre(people, submissions=600, shared=0.5, points=6), seed=3)
    pointed = [one for one in measure(table, {}).awarding if one.stands_out]
    assert (pointed[0].assessor.id, pointed[0].marking_point) == ("d", "MP4")
    assert pointed[0].hers > pointed[0].theirs
