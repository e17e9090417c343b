"""Severities: known ones are found again, and what cannot be known is said so."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.judging.estimates import Estimate
from service.judging.table import complete
from tests.service.judging.severity.centres import KNOWN, a_centre, by_id, decisions, measured, table


def test_known_severities_are_found_again() -> None:
    severity = measured(decisions(a_centre()))
    found = [by_id(severity)[key].measure for key in "ABCD"]
    assert [one.value for one in found] == pytest.approx(KNOWN, abs=0.15)
    assert all(low <= truth <= high for truth, (low, high) in zip(KNOWN, map(ends, found), strict=True))
    assert [one.assessor.id for one in severity.assessors] == ["D", "C", "B", "A"]
    assert severity.thresholds == pytest.approx((-1, 1), abs=0.15)
    assert severity.linked
    assert not severity.links_wanted
    assert severity.reliability is not None
    assert severity.reliability > 0.9
    assert sum(one.value or 0 for one in found) == pytest.approx(0)
    for one in severity.assessors:
        assert one.infit == pytest.approx(1, abs=0.2)
        assert one.outfit == pytest.approx(1, abs=0.25)


def test_hard_points_are_told_from_easy_ones_by_work_that_one_person_judged_too() -> None:
    alone = measured(decisions(a_centre((0,), submissions=300, shared=0)))
    assert alone.why_not == "Nobody has judged the same work as a colleague yet."
    hardest, easiest = alone.points[0], alone.points[-1]
    assert ends(hardest.measure)[0] > 0 > ends(easiest.measure)[1]
    assert sum(one.measure.value or 0 for one in alone.points) == pytest.approx(0)
    assert hardest.decisions == hardest.submissions == 300


def test_severity_is_said_in_shares_of_met_too() -> None:
    severity = measured(decisions(a_centre()))
    severe, lenient = severity.assessors[0], severity.assessors[-1]
    assert severe.met_by_all == lenient.met_by_all
    assert severe.met_by_all is not None
    assert ends(severe.met)[1] < severe.met_by_all < ends(lenient.met)[0]
    same = severe.same_work
    assert same.met is not None
    assert same.colleagues_met is not None
    # What the model expects on typical work is close to what was counted on the same.
    counted = same.colleagues_met - same.met
    assert counted > 0
    assert lenient.met.value is not None
    assert severe.met.value is not None
    assert lenient.met.value - severe.met.value == pytest.approx(counted, abs=0.12)


def test_which_work_somebody_gets_makes_nobody_severe() -> None:
    rows = decisions(a_centre((0, 0, 0), submissions=240, shared=0.6))
    quality = rows.groupby("submission", observed=True)["status"].transform(lambda given: given.cat.codes.mean())
    worst = rows["submission"].isin(rows.loc[quality < 0.7, "submission"])
    # The first colleague judges alone on poor work only.
    single = rows.groupby("submission", observed=True)["assessor"].transform("nunique") == 1
    chosen = rows[~(single & (rows["assessor"] == "A") & ~worst)]
    first = by_id(measured(chosen))["A"]
    assert ends(first.measure)[0] < 0 < ends(first.measure)[1]


def test_two_teams_that_share_too_little_are_not_compared_until_they_follow_the_advice() -> None:
    both = two_teams(shared=3)
    severity = measured(both)
    assert not severity.linked
    assert {key: one.group for key, one in by_id(severity).items()} == {"A": 0, "B": 0, "C": 1, "D": 1}
    # Within each team people are compared, about a mean of 0 of their own.
    assert all(one.measure.value is not None for one in severity.assessors)
    (link,) = severity.links_wanted
    assert link.missing == 5
    assert len(link.submissions) == 5
    leading = {one.id for one in link.assessors}
    again = both[both["submission"].isin(link.submissions)]
    seconds = [again.assign(assessor=other) for other in leading]
    followed = pd.concat([both, *seconds]).drop_duplicates(["assessor", "submission", "marking_point"])
    assert measured(complete(followed)).linked


def test_somebody_who_only_gives_met_has_no_finite_measure() -> None:
    rows = decisions(a_centre())
    kind = rows.assign(status=rows["status"].mask(rows["assessor"] == "A", "met"))
    severity = measured(kind)
    one = by_id(severity)["A"]
    assert one.measure.value is None
    assert one.standard_error is None
    assert "more lenient, but by how much cannot be told" in (one.measure.why_not or "")
    assert one.met.why_not == one.measure.why_not
    assert one.same_work.met == 1
    others = [by_id(severity)[key].measure.value for key in "BCD"]
    assert others == pytest.approx(np.array(KNOWN[1:]) - np.mean(KNOWN[1:]), abs=0.2)
    assert severity.linked


def test_where_everything_is_met_nothing_is_estimated() -> None:
    rows = decisions(a_centre())
    severity = measured(rows.assign(status="met").astype({"status": rows["status"].dtype}))
    assert severity.why_not == "Nobody can be compared yet; each assessor's row says why."
    assert all("Never differed" in (one.measure.why_not or "") for one in severity.assessors)
    assert all("same status" in (one.measure.why_not or "") for one in severity.points)
    assert severity.thresholds == ()
    assert severity.reliability is None


def test_a_status_that_nobody_uses_leaves_no_gap() -> None:
    rows = decisions(a_centre())
    binary = measured(rows[rows["status"] != "partial"])
    assert binary.thresholds == (0.0,)
    found = [by_id(binary)[key].measure.value for key in "ABCD"]
    assert found == sorted(found, key=lambda value: value or 0)
    assert by_id(binary)["A"].met.value is not None
    lower = measured(rows[rows["status"] != "met"])
    assert by_id(lower)["A"].measure.value is not None
    assert by_id(lower)["A"].met.why_not == "Nobody has given met on the same work, or nobody anything else."


def test_few_scripts_in_common_are_said_to_be_few() -> None:
    severity = measured(decisions(a_centre((0, 1), submissions=5)))
    assert {one.measure.why_not for one in severity.assessors} == {
        "It takes 8 submissions that colleagues have judged too; so far: 5."
    }
    assert [link.missing for link in severity.links_wanted] == [3]


def test_one_point_and_gaps_are_enough() -> None:
    rows = decisions(a_centre((-0.8, 0.8), submissions=300))
    one = measured(rows[rows["marking_point"] == "MP1"])
    assert ends(by_id(one)["B"].measure)[0] > 0
    assert by_id(one)["B"].infit is None
    assert one.points[0].measure.why_not == "No other point was decided in the same drafts."
    gaps = measured(rows.sample(frac=0.6, random_state=1).sort_index())
    assert by_id(gaps)["B"].measure.value == pytest.approx(0.8, abs=0.2)


def test_nothing_is_said_of_nothing() -> None:
    nothing = measured(table([]))
    assert (nothing.decisions, nothing.assessors, nothing.points, nothing.linked) == (0, (), (), True)
    single = measured(table([("A", "s1", "MP1", "met")]))
    assert single.assessors[0].measure.why_not == "Nobody has judged the same work as a colleague yet."
    assert single.linked


def test_a_later_decision_of_the_same_person_does_not_count() -> None:
    rows = decisions(a_centre((-0.5, 0.5), submissions=40))
    later = rows.assign(status="met", decided_on=rows["decided_on"] + pd.Timedelta(days=400))
    changed = complete(pd.concat([rows.astype({"status": str}), later]))
    assert measured(changed).assessors == measured(rows).assessors


DECISIONS = st.tuples(
    st.sampled_from("ABCD"),
    st.sampled_from([f"s{number}" for number in range(12)]),
    st.sampled_from(["MP1", "MP2", "MP3"]),
    st.sampled_from(["not", "partial", "met"]),
)


@given(st.lists(DECISIONS, max_size=150))
@settings(max_examples=30, deadline=None)
def test_any_table_has_an_answer(rows: list[tuple[str, str, str, str]]) -> None:
    severity = measured(table(rows))
    for one in (*severity.assessors, *severity.points):
        value = one.measure
        assert (value.value is None) == (value.why_not is not None) == (one.standard_error is None)
        if value.value is not None:
            assert abs(value.value) < 20
            assert ends(value)[0] <= value.value <= ends(value)[1]
    assert {one.assessor.id for one in severity.assessors} == {row[0] for row in rows}
    if severity.links_wanted:
        assert not severity.linked


def ends(estimate: Estimate) -> tuple[float, float]:
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low, estimate.high


def two_teams(*, shared: int) -> pd.DataFrame:
    """A with B, and C with D, on forty submissions each; B and C on some."""
    pairs = (("A", "B", 40), ("C", "D", 40), ("B", "C", shared))
    parts = []
    for seed, (one, other, count) in enumerate(pairs):
        rows = decisions(a_centre((-0.3, 0.3), submissions=count), seed=seed, prefix=one)
        parts.append(rows.assign(assessor=rows["assessor"].map({"A": one, "B": other}).astype(str)))
    return complete(pd.concat(parts, ignore_index=True).astype({"status": str}))
