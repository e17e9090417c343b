"""Dates as people in the United Kingdom write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.quality.dates import MONTH_NAMES, find_dates


@pytest.mark.parametrize(
    "written",
    [
        "12 March 2024",
        "12th March 2024",
        "12th of March, 2024",
        "12 mar 2024",
        "12 Mar. 2024",
        "12-Mar-2024",
        "March 12, 2024",
        "March 12th 2024",
        "12 March '24",
        "12 March ’24",
        "2024-03-12",
    ],
)
def test_a_day_in_words_or_iso(written: str) -> None:
    (found,) = find_dates(f"On Tue {written}, she rang me.")
    assert (found.earliest, found.latest) == (date(2024, 3, 12), date(2024, 3, 12))
    assert found.in_words() == "12 March 2024"


@pytest.mark.parametrize("written", ["25/03/24", "25.3.24", "25-03-2024", "25/3/2024"])
def test_a_day_in_figures(written: str) -> None:
    (found,) = find_dates(f"Rang her {written}.")
    assert (found.earliest, found.latest) == (date(2024, 3, 25), date(2024, 3, 25))


def test_figures_that_can_be_read_two_ways_are_both_days_and_most_likely_british() -> None:
    (found,) = find_dates("Rang her 03/04/24.")
    assert (found.earliest, found.latest, found.likely) == (date(2024, 3, 4), date(2024, 4, 3), date(2024, 4, 3))
    assert found.in_words() == "3 April 2024"


def test_another_date_of_the_same_text_settles_it() -> None:
    found, _ = find_dates("Rang her 03/04/24 and again 25/04/24.")
    assert found.earliest == found.latest == date(2024, 4, 3)
    found, _ = find_dates("Rang her 03/04/24 and again 04/25/24.")
    assert found.earliest != found.latest


def test_figures_that_can_only_be_american_are_read_so() -> None:
    (found,) = find_dates("Rang her 03/25/24.")
    assert found.likely == date(2024, 3, 25)


def test_a_month_is_any_day_of_it() -> None:
    (found,) = find_dates("In February 2024 she moved.")
    assert (found.earliest, found.latest) == (date(2024, 2, 1), date(2024, 2, 29))
    assert found.in_words() == "February 2024"


@pytest.mark.parametrize(
    "text",
    [
        "On 4 March she rang.",
        "Mon 4th Nov",
        "It was in May.",
        "5/11 Rang the depot.",
        "She came in april.",
        "- 5/11 Rang",
    ],
)
def test_a_date_without_a_year_is_known_to_have_none(text: str) -> None:
    (found,) = find_dates(text)
    assert found.likely is None
    assert not found.in_words()


@pytest.mark.parametrize(
    "text",
    [
        "We are open 24/7 for them.",
        "24/7 cover is what they want.",
        "She gave me 4/5 for it.",
        "9/10 said yes.".replace("9/10", "Nine out of ten"),
        "Version 12.3.24 of the form.",
        "Ring 07700 900123 or 020 7946 0123.",
        "Account 12-34-56 was closed.",
        "4.1 Complaints are logged.",
        "I may ring and they march off.",
        "It cost £12.50 on 31/31/24.",
        "On 30 February 2024 nothing happened.",
        "The Data Protection Act 25 May 2018 applies.",
        "Mrs Kaur, born 12/03/1961, rang.",
        "She has been with us since March 2011.",
        "D.O.B. 12.03.61",
    ],
)
def test_what_is_no_date_of_the_account(text: str) -> None:
    assert find_dates(text) == ()


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    month = MONTH_NAMES[day.month - 1]
    forms = [
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
    ]
    for form in forms:
        (found,) = find_dates(f"She rang on {form} and I wrote it down.")
        assert found.likely == day
        assert day in {found.earliest, found.latest}


@given(st.text(st.sampled_from("0123456789/.- :MarchJune'24thof\n"), max_size=60))
def test_dates_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = find_dates(text)
    ends = [one.span.end for one in found]
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    assert all(one.span.start >= end for one, end in zip(found[1:], ends, strict=False))


def test_the_full_stop_of_the_sentence_is_no_part_of_the_date() -> None:
    text = "I rang on 5 March. She rang on 6 Mar. 2024."
    assert [text[one.span.start : one.span.end] for one in find_dates(text)] == ["5 March", "6 Mar. 2024"]
