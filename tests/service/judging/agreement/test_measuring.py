"""From decisions to agreement: whose decisions count, and what follows from them."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.judging.agreement.measuring import measure
from service.judging.agreement.pairing import first_decisions, in_one_order, pairs_of_people, tables_of
from service.judging.columns import Source
from service.judging.estimating.estimation import estimation
from tests.service.judging.agreement.cases import ADA, JO, MARY, MONDAY, NAMES, a_table, decision

LEAST = estimation().least_submissions.count


def test_only_what_both_judged_is_compared_and_only_their_first_word() -> None:
    table = a_table(
        [
            decision(ADA, 1, "met"),
            decision(ADA, 2, "met"),
            decision(MARY, 1, "not", source="sampling"),
            decision(MARY, 1, "met", source="sampling"),  # she had seen by then what Ada thought
            decision(MARY, 3, "met"),
            decision(MARY, 2, "met", draft="draft-77"),  # another draft
            decision(MARY, 2, "met", marking_point="MP2"),
        ]
    )
    overall = measure(table, NAMES).between_people.overall
    assert (overall.submissions, overall.pairs) == (1, 1)
    assert overall.table == ((0, 0, 0), (0, 0, 0), (1, 0, 0))
    assert overall.sources == {Source.SAMPLING: 1}
    assert overall.agreement.why_not == f"It takes {LEAST} submissions that both have judged; so far: 1."


def test_three_who_judge_the_same_are_compared_two_by_two() -> None:
    rows = [decision(who, number, "met") for number in range(12) for who in (MARY, JO, ADA)]
    found = measure(a_table(rows), NAMES).between_people
    assert found.overall.pairs == 36
    assert [tuple(one.name for one in pair.assessors) for pair in found.pairs] == [
        ("Ada", "Mary"),
        ("Ada", "Jo"),
        ("Mary", "Jo"),
    ] or len(found.pairs) == 3
    assert found.overall.agreement.value == 1.0
    assert found.overall.agreement.low == pytest.approx(0.75)
    assert found.overall.kappa.why_not


def test_only_hidden_suggestions_count_and_the_others_are_told_apart() -> None:
    rows = [decision(ADA, number, "met", knowledge="hidden", suggestion="partial") for number in range(3)]
    rows += [decision(ADA, 3 + number, "met", knowledge="shown", suggestion="met") for number in range(4)]
    found = measure(a_table(rows), NAMES).with_program
    assert (found.overall.pairs, found.seen, found.seen_same) == (3, 4, 4)
    assert found.overall.table[2] == (0, 3, 0)
    assert [one.assessor.name for one in found.assessors] == ["Ada"]


def test_what_to_mark_twice_is_what_tells_most() -> None:
    rows = [decision(ADA, number, "met", decided_on=MONDAY + timedelta(days=number)) for number in range(20)]
    rows.append(decision(ADA, 4, "not", marking_point="MP2", decided_on=MONDAY))
    rows.append(decision(JO, 19, "met", source="sampling"))
    (wanted,) = measure(a_table(rows), NAMES).mark_twice
    assert (wanted.assessor.name, wanted.compared, wanted.missing) == ("Ada", 1, LEAST - 1)
    assert [key[-2:] for key in wanted.submissions] == ["04", "18", "17", "16", "15", "14", "13"]


def test_nothing_at_all_is_said_of_nothing() -> None:
    found = measure(a_table([]), {})
    assert (found.decisions, found.submissions, found.mark_twice) == (0, 0, ())
    assert found.between_people.overall.kappa.why_not == "Nobody has judged the same work twice yet."


@given(
    st.lists(
        st.tuples(st.sampled_from([ADA, MARY, JO]), st.integers(1, 6), st.sampled_from(["not", "partial", "met"])),
        max_size=30,
    )
)
@settings(max_examples=60, deadline=None)
def test_pairs_are_of_two_people_and_their_order_does_not_matter(judged: list[tuple[str, int, str]]) -> None:
    first = first_decisions(a_table([decision(*one) for one in judged]))
    pairs = pairs_of_people(first)
    people = first.groupby("submission")["assessor"].nunique()
    assert len(pairs) == int((people * (people - 1) / 2).sum())
    assert (pairs["assessor"] != pairs["other"]).all()
    ordered = in_one_order(pairs)
    assert (ordered["assessor"].astype(str) <= ordered["other"].astype(str)).all()
    assert np.trace(tables_of(pairs).sum(0)) == np.trace(tables_of(ordered).sum(0))
