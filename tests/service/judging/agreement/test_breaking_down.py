"""Agreement by unit, cohort and group, and over time; small groups are left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from service.judging.agreement.measuring import measure
from service.judging.agreement.results import Breakdown
from service.judging.estimating.estimation import estimation
from tests.service.judging.agreement.cases import ADA, MARY, MONDAY, NAMES, a_table, decision

FEW = estimation().least_learners.count - 1


def by_both(number: int, **other: Any) -> list[dict[str, Any]]:
    """A submission of a learner of its own that both have judged, differently every third time."""
    hers = "partial" if number % 3 == 0 else ("met", "not")[number % 2]
    of_it = {"learner": f"learner {number}"} | other
    return [decision(ADA, number, ("met", "not")[number % 2], **of_it), decision(MARY, number, hers, **of_it)]


def broken_down(rows: list[dict[str, Any]], by: str) -> Breakdown | None:
    people = measure(a_table(rows), NAMES | {"c1": "Autumn"}).between_people
    return next((one for one in people.breakdowns if one.by == by), None)


def test_each_cohort_goes_by_its_name_and_who_is_in_none_comes_last() -> None:
    rows = [row for n in range(30) for row in by_both(n, cohort=(None, "c1", "c2")[n % 3])]
    found = broken_down(rows, "cohort")
    assert found is not None
    assert [(one.group, one.name, one.submissions) for one in found.groups] == [
        ("c1", "Autumn", 10),
        ("c2", "c2", 10),
        (None, None, 10),
    ]
    assert found.groups[2].agreement.value == 0.0
    assert found.groups[0].agreement.value == 1.0
    assert broken_down(rows, "unit") is None, "all are of one"


def test_groups_of_few_learners_are_left_out_and_never_one_alone() -> None:
    level = "group.level_of_english"
    sizes = {"A2": FEW, "B1": FEW + 3, "B2": 30, "C1": 40}
    numbered = list(enumerate(group for group, size in sizes.items() for _ in range(size)))
    found = broken_down([row for n, group in numbered for row in by_both(n, **{level: group})], "level_of_english")
    assert found is not None
    assert ([one.group for one in found.groups], found.too_small) == (["B2", "C1"], 2)


def test_a_learner_with_much_work_is_no_group() -> None:
    rows = [row for n in range(60) for row in by_both(n, learner=f"{n % 15}", **{"group.form": "ab"[n % 15 < 3]})]
    found = broken_down(rows, "form")
    assert found is not None
    assert (found.groups, found.too_small) == ((), 2)


def test_time_goes_by_month_where_months_have_enough_and_otherwise_by_quarter() -> None:
    def over_time(per_month: int) -> list[tuple[str | None, int]]:
        rows = [
            row
            for n in range(6 * per_month)
            for row in by_both(n, decided_on=MONDAY + timedelta(days=30.4 * (n // per_month)))
        ]
        found = measure(a_table(rows), NAMES).between_people.over_time
        return [] if found is None else [(one.group, one.submissions) for one in found.groups]

    assert over_time(10) == [(f"2026-{month:02}", 10) for month in (3, 4, 5, 6, 7, 8)]
    assert over_time(4) == [("2026-Q1", 4), ("2026-Q2", 12), ("2026-Q3", 8)]


def test_midnight_is_that_of_london() -> None:
    late = MONDAY.replace(month=5, day=31, hour=23, minute=30)
    rows = [row for n in range(20) for row in by_both(n, decided_on=late - timedelta(days=n % 2))]
    found = measure(a_table(rows), NAMES).between_people.over_time
    assert found is not None
    assert [one.group for one in found.groups] == ["2026-05", "2026-06"]


def test_the_program_is_broken_down_too_and_nothing_is_made_of_nothing() -> None:
    rows = [
        decision(ADA, n, "met", knowledge="hidden", suggestion="partial", cohort="ab"[n % 2], learner=f"{n}")
        for n in range(20)
    ]
    program = measure(a_table(rows), NAMES).with_program
    assert [(one.by, len(one.groups)) for one in program.breakdowns] == [("cohort", 2)]
    assert program.over_time is None
    assert measure(a_table([]), {}).between_people.breakdowns == ()
