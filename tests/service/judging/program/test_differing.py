"""Differences between groups: found where the program makes them, not where the work differs, and told of nobody."""

from __future__ import annotations

from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.judging.program.comparing import compared
from service.judging.program.differing import dimensions
from service.judging.program.results import Dimension, GroupFigures
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.simulation.groups import SimulatedGroup

ASSESSORS = tuple(SimulatedAssessor(f"a{number}") for number in range(4))


def found(table: pd.DataFrame) -> dict[str, Dimension]:
    return {one.dimension: one for one in dimensions(compared(table))}


def group_of(table: pd.DataFrame, dimension: str, name: str | None) -> GroupFigures:
    (group,) = [one for one in found(table)[dimension].groups if one.group == name]
    return group


def a_table(*groups: SimulatedGroup, submissions: int = 300, seed: int = 1) -> pd.DataFrame:
    centre = SimulatedCentre(ASSESSORS, submissions=submissions, shared=0.0, groups=groups)
    return simulate(centre, seed)


SUBMISSIONS = 120
TABLE = a_table(submissions=SUBMISSIONS)


def labelled(labels: list[str]) -> pd.DataFrame:
    """A table whose learners belong to these groups, one each."""
    named = {f"l{number}": label for number, label in enumerate(labels)}
    return TABLE.assign(**{"protected.ethnicity": TABLE["learner"].astype(str).map(named).astype("category")})


def test_a_program_that_sees_the_work_of_a_group_as_worse_than_it_is_stands_out() -> None:
    unfair = SimulatedGroup("english", "second language", 0.25, favour=-0.7)
    group = group_of(a_table(unfair), "english", "second language")
    assert group.stands_out
    assert group.difference.high is not None
    assert group.difference.high < 0


def test_weaker_work_alone_makes_no_difference() -> None:
    """Compared with all others and not with work as good, this fair program would lean towards the group."""
    weaker = SimulatedGroup("english", "second language", 0.25, quality=-2.0)
    seeds = range(6)
    groups = [group_of(a_table(weaker, seed=seed), "english", "second language") for seed in seeds]
    assert abs(np.mean([group.difference.value or 0.0 for group in groups])) < 0.05
    assert sum(group.stands_out for group in groups) <= 1


def test_a_fair_program_seldom_stands_out_among_many_groups() -> None:
    """By chance one centre in twenty has a group that does at most, so that of twelve four are one in five hundred."""
    groups = [SimulatedGroup(dimension, name, 0.3) for dimension in ("english", "sector") for name in "abc"]
    tables = [a_table(*groups, submissions=150, seed=seed) for seed in range(12)]
    marked = [any(group.stands_out for one in found(table).values() for group in one.groups) for table in tables]
    assert sum(marked) <= 3


def test_a_small_group_has_no_figures_and_neither_has_the_one_that_would_give_it_away() -> None:
    table = a_table(SimulatedGroup("english", "second language", 0.2), submissions=100)
    small = table["learner"].isin([f"l{number}" for number in range(4)])
    table["group.english"] = table["group.english"].astype(object).mask(small, "deaf").astype("category")
    (english,) = dimensions(compared(table))
    assert {one.group: one.suppressed for one in english.groups} == {
        "deaf": True, "others": False, "second language": True,
    }  # fmt: skip
    hidden = english.groups[0]
    assert hidden.submissions is None
    for estimate in (hidden.agreement, hidden.leaning, hidden.difference):
        assert estimate.value is estimate.low is estimate.high is None
        assert estimate.why_not is not None
        assert "Fewer than 10 learners" in estimate.why_not
    assert (english.groups[1].submissions or 0) % 5 == 0


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_nothing_that_is_shown_depends_on_who_is_in_which_small_group(sizes: list[int], random: Random) -> None:
    """So no figure of a small group can be worked out from what is shown, by whatever sum."""
    labels = [f"small {place}" for place, size in enumerate(sizes) for _ in range(size)]
    labels += ["middle"] * 12 + ["large"] * (SUBMISSIONS - len(labels) - 12)
    in_small = sum(sizes)
    # Where the small ones are too few together, the middle group is left out with them.
    hidden = in_small if in_small >= 10 else in_small + 12
    mixed = labels[:hidden]
    random.shuffle(mixed)
    assert dimensions(compared(labelled(labels))) == dimensions(compared(labelled(mixed + labels[hidden:])))


def test_whom_nothing_is_recorded_of_are_a_group_of_their_own() -> None:
    table = a_table(SimulatedGroup("english", "second language", 0.4))
    unknown = table["learner"].isin([f"l{number}" for number in range(50)])
    table["group.english"] = table["group.english"].where(~unknown)
    groups = found(table)["english"].groups
    assert [one.group for one in groups] == ["others", "second language", None]
    assert groups[-1].submissions == 50


def test_one_group_alone_is_no_dimension() -> None:
    table = a_table(submissions=30)
    assert found(table.assign(**{"group.form": pd.Series("account", table.index).astype("category")})) == {}
    assert dimensions(compared(table.iloc[:0])) == ()


def test_a_program_that_never_differs_has_nothing_to_tell_from() -> None:
    table = a_table(SimulatedGroup("english", "second language", 0.4), submissions=60)
    table["suggestion"] = table["status"]
    group = group_of(table, "english", "second language")
    assert (group.agreement.value, group.agreement.high) == (1.0, 1.0)
    assert group.agreement.low is not None
    assert 0.8 < group.agreement.low < 1.0
    assert group.difference.why_not is not None
    assert "never differed" in group.difference.why_not


def test_a_group_without_others_whose_work_is_as_good_is_not_compared() -> None:
    table = a_table(SimulatedGroup("english", "second language", 0.5), submissions=80)
    best = table["group.english"] == "second language"
    for column, status in (("status", "met"), ("suggestion", "met")):
        table[column] = table[column].mask(best, status).mask(~best, "not")
    table.loc[table.index[best][:5], "suggestion"] = "partial"
    group = group_of(table, "english", "second language")
    assert group.difference.why_not is not None
    assert "nobody to compare with" in group.difference.why_not


def test_contested_decisions_and_those_that_saw_the_suggestion_are_left_out() -> None:
    table = a_table(submissions=40)
    table.loc[table.index[:16], "source"] = "contest"
    table.loc[table.index[16:32], "knowledge"] = "shown"
    assert len(compared(table)) == len(table) - 32


def test_a_suggestion_counts_once_however_many_decided() -> None:
    table = a_table(submissions=40)
    again = table.assign(assessor="another", source="sampling")
    twice = pd.concat([table, again.astype({"source": table["source"].dtype})], ignore_index=True)
    assert len(compared(twice)) == len(compared(table))


@pytest.mark.parametrize("name", ["group.english", "protected.english"])
def test_what_the_law_protects_is_told_apart(name: str) -> None:
    table = a_table(SimulatedGroup("english", "second language", 0.4)).rename(columns={"group.english": name})
    assert found(table)["english"].protected is name.startswith("protected")
