"""Where and why people differ who marked the same scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.judging.columns import STATUSES, Status
from service.judging.scripts.differing import Mark, Span, differences

NAMES = {"a": "Ada", "b": "Bea", "c": "Caro"}


def a_mark(who: str, status: Status, *passages: Span, script: str = "1", point: str = "MP1") -> Mark:
    return Mark(script=script, marking_point=point, assessor=who, status=status, passages=passages)


def test_where_all_give_the_same_there_is_nothing_to_discuss() -> None:
    found = differences([a_mark("a", "met"), a_mark("b", "met")], {}, NAMES)
    (only,) = found.scripts
    assert (only.spread, only.disagreeing, only.rests) == (0, 0.0, None)
    assert only.sentence == "Met by Ada and Bea."
    assert found.discuss == ()


@pytest.mark.parametrize(
    ("hers", "other", "rests", "common"),
    [
        ([(0, 10)], [(0, 10)], "same", 1.0),
        ([(0, 10)], [(4, 10)], "same", 0.6),
        ([(0, 10)], [(8, 20)], "partly", 0.1),
        ([(0, 10)], [(30, 40)], "different", 0.0),
        ([(0, 10)], [], "one_sided", None),
        ([], [], "none", None),
    ],
)
def test_passages_tell_why(hers: list[Span], other: list[Span], rests: str, common: float | None) -> None:
    (only,) = differences([a_mark("a", "met", *hers), a_mark("b", "not", *other)], {}, NAMES).discuss
    assert (only.rests, only.common) == (rests, common)
    assert only.sentence.startswith("Met by Ada; not met by Bea. ")


def test_what_people_are_farthest_apart_on_is_discussed_first_and_what_is_agreed_is_not() -> None:
    two_and_one: tuple[Status, ...] = ("met", "met", "partial")
    far_apart: tuple[Status, ...] = ("met", "not", "not")
    marks = [
        a_mark(who, status, script=script)
        for script, statuses in (("1", two_and_one), ("2", far_apart), ("3", far_apart))
        for who, status in zip("abc", statuses, strict=True)
    ]
    found = differences(marks, {("3", "MP1"): "met"}, NAMES)
    assert [one.script for one in found.discuss] == ["2", "1"]
    assert [one.script for one in found.apart] == ["2", "3", "1"]
    (point,) = found.points
    assert (point.scripts, point.differing, point.far_apart) == (3, 3, 2)


def test_each_person_is_laid_beside_the_standard_and_beside_her_colleagues() -> None:
    marks = [a_mark("a", "met"), a_mark("b", "partial"), a_mark("c", "partial")]
    people = {one.assessor.name: one for one in differences(marks, {("1", "MP1"): "partial"}, NAMES).people}
    assert list(people) == ["Ada", "Bea", "Caro"]
    assert people["Ada"].standard.model_dump() == {"compared": 1, "same": 0, "more": 1, "less": 0}
    assert people["Bea"].colleagues.model_dump() == {"compared": 2, "same": 1, "more": 0, "less": 1}


def test_a_script_that_one_person_has_marked_says_nothing_of_differences() -> None:
    found = differences([a_mark("a", "met")], {}, NAMES)
    assert (found.scripts, found.points) == ((), ())
    assert found.people[0].colleagues.compared == 0


@given(st.lists(st.sampled_from(STATUSES), min_size=2, max_size=6))
def test_what_one_gives_more_somebody_else_gives_less(statuses: list[Status]) -> None:
    found = differences([a_mark(f"p{place}", status) for place, status in enumerate(statuses)], {}, {})
    beside = [one.colleagues for one in found.people]
    assert sum(one.more for one in beside) == sum(one.less for one in beside)
    assert (found.scripts[0].spread == 0) == (len(set(statuses)) == 1)
    assert sum(len(people) for people in found.scripts[0].given.values()) == len(statuses)
