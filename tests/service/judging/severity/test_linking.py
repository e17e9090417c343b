"""Groups that scripts in common hold together: as large as can be, and none that hangs by a thread."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from service.judging.severity.comparisons import people_compared
from service.judging.severity.linking import groups_of, held_together, weakest_cut
from tests.service.judging.severity.centres import table

Floats = NDArray[np.float64]
LEAST = 3.0


@st.composite
def graphs(draw: st.DrawFn) -> Floats:
    """How many scripts link each two of up to six."""
    size = draw(st.integers(1, 6))
    above = np.triu(
        np.array(draw(st.lists(st.integers(0, 4), min_size=size**2, max_size=size**2)), float).reshape(size, size), 1
    )
    both: Floats = above + above.T
    return both


@given(graphs())
@settings(deadline=None)
def test_no_group_can_be_cut_by_few_scripts_and_no_two_make_one(links: Floats) -> None:
    groups = [set(group.tolist()) for group in held_together(links, LEAST)]
    assert sorted(member for group in groups for member in group) == list(range(len(links)))
    assert all(least_cut(links, group) >= LEAST for group in groups)
    for count in range(2, len(groups) + 1):
        for some in combinations(groups, count):
            assert least_cut(links, set.union(*some)) < LEAST


@given(graphs())
@settings(deadline=None)
def test_the_weakest_cut_is_the_weakest_of_all(links: Floats) -> None:
    side, cut = weakest_cut(links)
    assert cut == least_cut(links, set(range(len(links))))
    if len(links) > 1:
        assert 0 < side.sum() < len(links)
        assert links[side][:, ~side].sum() == cut


def test_without_a_least_groups_are_the_connected_ones() -> None:
    links = np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 2], [0, 0, 2, 0]], float)
    assert sorted(group.tolist() for group in held_together(links, 0)) == [[0, 1], [2, 3]]


def test_who_only_ever_gives_more_is_linked_but_not_measured() -> None:
    links = np.full((3, 3), 9.0) - 9 * np.eye(3)
    higher = np.array([[0, 5, 5], [0, 0, 4], [0, 4, 0]], float)
    (group,) = groups_of(links, higher, LEAST)
    assert group.members.tolist() == [0, 1, 2]
    assert group.measured.tolist() == [1, 2]


def test_a_script_that_many_judge_counts_once_for_each_of_them() -> None:
    everybody = [(person, script, "MP1", "met") for script in ("s1", "s2") for person in "ABCDE"]
    compared = people_compared(table(everybody))
    assert compared.links().sum(0).tolist() == [2.0] * 5
    assert len(compared.left) == 20


def least_cut(links: Floats, members: set[int]) -> float:
    """The weakest of all divisions in two, by trying each."""
    inside = sorted(members)
    if len(inside) < 2:
        return float("inf")
    first, rest = inside[0], inside[1:]
    divisions = ([first, *some] for count in range(len(rest)) for some in combinations(rest, count))
    return min(float(links[np.ix_(side, [one for one in inside if one not in side])].sum()) for side in divisions)
