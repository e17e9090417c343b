from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.readers.reflow import split_paragraphs

PROSE = (
    "I work on the front desk of a yard that hires boats, and most people who ring us have never steered one before. "
    "One family asked three times whether the river was safe, which told me that our leaflet had not answered them. "
    "So I slowed down and asked what worried them most."
)


@pytest.mark.parametrize("width", [60, 72, 78, 100])
def test_wrapped_lines_are_joined(width: int) -> None:
    text = "\n\n".join([textwrap.fill(PROSE, width)] * 3)
    assert split_paragraphs(text) == [PROSE] * 3


def test_unwrapped_lines_are_paragraphs() -> None:
    assert split_paragraphs(f"{PROSE}\n{PROSE}\nShort.") == [PROSE, PROSE, "Short."]


def test_log_entries_keep_a_paragraph_each() -> None:
    log = [
        "Mon 3 May: rang Mrs Hale about the late return",
        "Tue 4 May: she rang back, calmer",
        "Wed 5 May: wrote it up",
    ]
    assert split_paragraphs("\n".join(log)) == log


def test_list_items_keep_a_paragraph_each_and_their_continuation() -> None:
    text = "My plan:\n- ring every hirer\n  who returned late\n- write it down\n1) tell Sam\n(b) tell Jo"
    assert split_paragraphs(text) == [
        "My plan:",
        "- ring every hirer who returned late",
        "- write it down",
        "1) tell Sam",
        "(b) tell Jo",
    ]


def test_a_heading_over_wrapped_lines_stays_apart() -> None:
    assert split_paragraphs(f"What happened\n{textwrap.fill(PROSE, 72)}") == ["What happened", PROSE]


def test_a_number_in_the_middle_of_a_sentence_opens_no_item() -> None:
    text = (
        "The engineer was booked for the day after, and would come between 8 and\n"
        "1. I asked whether somebody would be at home, and he said that his wife\n"
        "would be, so I wrote her name on the card and told him to expect a call."
    )
    assert split_paragraphs(text) == [text.replace("\n", " ")]


@given(st.text(alphabet="ab .-\n\t1)", max_size=300))
def test_no_word_is_lost_or_altered(text: str) -> None:
    assert " ".join(split_paragraphs(text)).split() == text.split()
