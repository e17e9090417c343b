"""When it was, and how long ago."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nlp.quality.conftest import Judge

TODAY = date(2026, 9, 1)
EVENT = {"rang": "3.interaction"}
DATED = {"dates_span", "one_date", "year_missing", "no_date", "long_ago", "date_to_come"}


def test_the_span_of_the_dates_is_told(judge: Judge) -> None:
    hint = judge("She rang on 3 May 2025. I rang her back on 28/04/25. In June 2025 she moved.", EVENT)["dates_span"]
    assert hint.message == "The dates you give run from 28 April 2025 to June 2025."
    assert hint.places == ("28/04/25", "June 2025")


def test_one_day_is_no_span(judge: Judge) -> None:
    assert "3 May 2025" in judge("She rang on 3 May 2025.", EVENT)["one_date"].message


def test_without_a_day_to_judge_by_nothing_is_old_or_to_come(judge: Judge) -> None:
    assert judge("She rang on 3 May 1999. I rang back on 4 May 2099.", EVENT).ids & DATED == {"dates_span"}


def test_an_account_whose_latest_date_is_long_ago(judge: Judge) -> None:
    hint = judge("She rang on 3 May 2022. I rang back on 9 June 2022.", EVENT, as_of=TODAY)["long_ago"]
    assert "9 June 2022" in hint.message
    assert "24 months" in hint.message


def test_one_later_date_makes_it_current(judge: Judge) -> None:
    assert "long_ago" not in judge("She rang on 3 May 2022. I rang back on 9 June 2026.", EVENT, as_of=TODAY).ids


@pytest.mark.parametrize(
    ("written", "old"),
    [("30 August 2024", True), ("1 September 2024", False), ("09/08/24", False), ("September 2024", False)],
)
def test_whatever_day_it_may_have_been_it_is_too_long_ago(judge: Judge, written: str, old: bool) -> None:
    assert ("long_ago" in judge(f"She rang on {written}.", EVENT, as_of=TODAY).ids) is old


def test_something_told_as_done_on_a_day_to_come(judge: Judge) -> None:
    hint = judge("She rang on 3 October 2026.", EVENT, as_of=TODAY)["date_to_come"]
    assert hint.places == ("3 October 2026",)
    assert "1 September 2026" in hint.message


def test_an_entry_of_a_day_to_come(judge: Judge) -> None:
    log = "Mon 3 October 2026\n\nRang her.\n\nPlan until 3 May 2027\n\nShe rang."
    hint = judge(log, headings=("Mon", "Plan"), as_of=TODAY)["date_to_come"]
    assert hint.places == ("3 October 2026",)


@pytest.mark.parametrize(
    "text",
    [
        "By 3 October 2026 I will ring all of them.",
        "I rang him. We are going to meet on 3 October 2026.",
        "I would ring her on 3 October 2026.",
        "She rang on 09/01/26.",
        "She rang in September 2026.",
    ],
)
def test_plans_and_days_that_may_have_come_are_nothing_to_ask_about(judge: Judge, text: str) -> None:
    assert "date_to_come" not in judge(text, as_of=TODAY).ids


def test_days_without_a_year(judge: Judge) -> None:
    hint = judge("Mon 4 March\n\nRang her.\n\nTues 5 March\n\nShe rang me.", EVENT)["year_missing"]
    assert hint.places == ("4 March", "5 March")


def test_an_event_without_any_date(judge: Judge) -> None:
    assert judge("She rang about her kettle. I like my work.", EVENT)["no_date"].places == (
        "She rang about her kettle.",
    )


def test_where_nothing_happens_no_date_is_asked_for(judge: Judge) -> None:
    assert judge("She rings when she likes. I like my work.").ids.isdisjoint(DATED)


def test_the_day_of_an_assessors_question_counts_as_a_date_of_the_discussion(judge: Judge) -> None:
    text = "Professional discussion, 3 May 2025\n\nAssessor: What happened?\n\nLearner: She rang about her kettle."
    assert "one_date" in judge(text, EVENT, headings=("Professional",)).ids


@given(as_of=st.dates())
def test_any_day_can_be_judged_by(judge: Judge, as_of: date) -> None:
    ids = judge("On 3 May 2019 she rang. I rang her back on 4 March 2031.", as_of=as_of).ids
    assert ("long_ago" in ids) == (as_of >= date(2033, 4, 1))
    assert ("date_to_come" in ids) == (as_of < date(2031, 3, 4))
