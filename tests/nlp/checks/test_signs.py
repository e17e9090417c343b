from __future__ import annotations

import pytest

from criteria_bank.checks import Sign
from nlp.checks.signs import count_signs
from tests.nlp.checks.checking import Bench


def count(bench: Bench, sign: Sign, text: str) -> int:
    return count_signs(sign, bench.own_words(text).of_sentence(0))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It rose from 61 to 78 per cent.", 2),
        ("It rose from 61% to 78%.", 2),
        ("Complaints fell from fourteen to 5.", 2),
        ("Our score is 4.4 out of 5.", 2),
        ("It is at 78 per cent now.", 1),
        ("We lost 1,250 of them.", 1),
        ("I work from 8am till 4pm.", 0),
        ("I rang at 4 on 12 May 2026.", 0),
        ("It took six weeks and three days.", 0),
        ("She sits at desk 3 in room 12.", 0),
        ("This is for AC 3.1 and LO 2.", 0),
        ("One of them left.", 0),
    ],
)
def test_figures_are_numbers_of_things_and_not_times_or_places(bench: Bench, text: str, figures: int) -> None:
    assert count(bench, "figure", text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "I will ring them by Friday.",
        "We start on 1 September.",
        "It will be done within six weeks.",
        "From next month I ring them all.",
        "It is finished by the 12th.",
        "We count again at the end of term.",
        "It must be ready before Easter.",
        "Ready by 30/06.",
        "I ring them every month.",
        "By May it is done.",
    ],
)
def test_a_deadline_is_a_time_that_something_is_set_for(bench: Bench, text: str) -> None:
    assert count(bench, "deadline", text) > 0


@pytest.mark.parametrize("text", ["I will ring them.", "I may ring them.", "Week is a word.", "We do it in future."])
def test_a_plan_without_a_time_has_no_deadline(bench: Bench, text: str) -> None:
    assert count(bench, "deadline", text) == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lorna will rewrite the letter.", 1),
        ("The letter is for Lorna to rewrite.", 1),
        ("Head office rewrites the letter.", 0),
        ("The letter goes out on Monday in May.", 0),
        ("I ask about the KPI.", 0),
    ],
)
def test_a_name_is_a_capital_that_begins_no_sentence(bench: Bench, text: str, names: int) -> None:
    assert count(bench, "name", text) == names
