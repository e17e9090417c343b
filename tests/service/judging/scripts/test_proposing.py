"""Scripts that show how those who mark them differ: which are proposed, and whether it is worth it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.standardisation_scripts import at_random, chosen, told, work
from service.judging.columns import STATUSES
from service.judging.scripts.information import information, likely_statuses
from service.judging.scripts.proposing import propose

NOBODY = (0, 0, 0)
CLEAR, OPEN = (0.01, 0.01, 0.98), (0.02, 0.49, 0.49)
shares = st.lists(st.floats(0.01, 1), min_size=3, max_size=3).map(lambda one: np.array(one) / sum(one))


def candidates(
    *scripts: tuple[str, tuple[float, ...], tuple[int, ...]], points: tuple[str, ...] = ("MP1", "MP2")
) -> pd.DataFrame:
    """Scripts of which all points have the same probabilities (not, partial, met) and decisions."""
    return pd.DataFrame(
        {
            "submission": name,
            "marking_point": point,
            **dict(zip([f"probability_{status}" for status in STATUSES], held, strict=True)),
            **dict(zip([f"given_{status}" for status in STATUSES], given, strict=True)),
        }
        for name, held, given in scripts
        for point in points
    )


@given(held=shares, given=st.lists(st.integers(0, 5), min_size=3, max_size=3))
def test_information_is_nothing_where_all_is_known_and_never_more_than_one(
    held: np.ndarray[tuple[int], np.dtype[np.float64]], given: list[int]
) -> None:
    likely = likely_statuses(held, np.array(given, dtype=float))
    assert likely.sum() == pytest.approx(1)
    assert 0 <= information(likely) <= 1
    assert information(np.array([0.0, 0.0, 1.0])) == 0
    assert information(np.array([0.5, 0.0, 0.5])) == 1


def test_people_who_agree_make_a_script_clear_and_people_who_differ_make_it_open() -> None:
    held = np.array([0.1, 0.2, 0.7])
    alone, agreed, differed = (
        float(information(likely_statuses(held, np.array(given, dtype=float))))
        for given in (NOBODY, (0, 0, 3), (2, 0, 1))
    )
    assert agreed < alone < differed


def test_where_there_is_no_suggestion_people_decide() -> None:
    nothing = (np.nan,) * 3
    found = propose(candidates(("same", nothing, (0, 0, 4)), ("apart", nothing, (2, 0, 2))), 1)
    assert [one.submission for one in found.scripts] == ["apart"]
    assert found.scripts[0].differed == ("MP1", "MP2")
    assert "People have differed on MP1 and MP2." in found.scripts[0].why


def test_borderline_scripts_come_first_and_some_clear_ones_are_among_them() -> None:
    offered = [(f"clear{number}", CLEAR, NOBODY) for number in range(20)]
    offered += [(f"open{number}", OPEN, NOBODY) for number in range(20)]
    found = propose(candidates(*offered), 12).scripts
    assert [one.kind for one in found].count("clear") == 2
    assert found[0].kind == "clear"
    assert found[0].why == "Clear, mostly met: it shows whether easy work is given the same."
    assert found[1].why == "Open on MP1 and MP2: partly met and met are about as likely."
    assert all(one.submission.startswith(one.kind if one.kind == "clear" else "open") for one in found)


def test_every_point_is_covered_where_scripts_are_open_on_one_only() -> None:
    rows = [
        candidates((f"{point}-{number}", OPEN, NOBODY), points=(point,))
        for point in ("MP1", "MP2", "MP3")
        for number in range(10)
    ]
    found = propose(pd.concat(rows, ignore_index=True), 6)
    told_of = {point: sum(point in one.open_points for one in found.scripts) for point in ("MP1", "MP2", "MP3")}
    assert min(told_of.values()) >= 1
    assert [point.marking_point for point in found.points] == ["MP1", "MP2", "MP3"]


def test_statuses_that_no_other_script_has_are_looked_for() -> None:
    high = [(f"high{number}", (0.0, 0.45, 0.55), NOBODY) for number in range(20)]
    found = propose(candidates(*high, ("low", (0.55, 0.45, 0.0), NOBODY)), 6)
    assert "low" in {one.submission for one in found.scripts}
    assert found.points[0].expected["not"] > 0.4


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), count=st.integers(0, 15))
def test_nothing_is_proposed_twice_and_no_more_than_there_is(seed: int, count: int) -> None:
    offered = work(seed, submissions=10, points=3).candidates
    found = [one.submission for one in propose(offered, count).scripts]
    assert len(set(found)) == len(found) == min(count, 10)
    assert found == [one.submission for one in propose(offered, count).scripts]


def test_nothing_comes_of_nothing() -> None:
    assert propose(candidates(), 12).scripts == ()


def test_chosen_scripts_tell_a_lenient_from_a_severe_assessor_better_than_as_many_at_random() -> None:
    both = []
    for seed in range(12):
        made = work(seed)
        both.append([told(made, one, 0.4, seed) for one in (chosen(made, 12), at_random(made, 12, seed))])
    ours, theirs = ([pair[side] for pair in both] for side in (0, 1))
    assert np.mean([one.right for one in ours]) > np.mean([one.right for one in theirs]) + 0.03
    assert sum(one.information for one in ours) > 1.4 * sum(one.information for one in theirs)
