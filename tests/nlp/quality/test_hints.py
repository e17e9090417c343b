"""All hints together, in the unit's words."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from criteria_bank.quality import HINT_NAMES, Condition
from criteria_bank.schema import Unit
from nlp.documents import Document
from nlp.pipeline import fake_analyser
from nlp.quality.hints import in_words
from nlp.quality.noticed import Noticed
from nlp.readers import read_text

ANALYSER = fake_analyser()


def test_the_unit_words_every_condition(unit: Unit) -> None:
    assert unit.quality
    assert {hint.when for hint in unit.quality.hints} == set(get_args(Condition)) == set(HINT_NAMES)


@pytest.mark.parametrize("condition", HINT_NAMES)
def test_a_condition_fills_in_all_names_that_its_message_may_use(unit: Unit, condition: Condition) -> None:
    assert unit.quality
    names = dict.fromkeys(HINT_NAMES[condition], "something")
    (hint,) = in_words([Noticed(condition, names)], unit.quality)
    assert "{" not in hint.message
    assert hint.message[0].isupper()


def test_a_unit_without_hints_gives_none() -> None:
    plain = ANALYSER.loaded_unit.unit.model_copy(update={"quality": None})
    analyser = type(ANALYSER)(
        type(ANALYSER.loaded_unit)(plain, ANALYSER.loaded_unit.sha256), ANALYSER.classifier, ANALYSER.rules
    )
    assert analyser.analyse(read_text("Everyone says I am good.")).quality == ()


def test_the_day_is_an_argument() -> None:
    document = read_text("She rang on 3 May 2019, and I rang back.")
    ids = [hint.id for hint in ANALYSER.analyse(document).quality]
    assert "long_ago" not in ids
    assert "long_ago" in [hint.id for hint in ANALYSER.analyse(document, as_of=date(2026, 9, 1)).quality]


@given(st.text(max_size=300), st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_places_of_any_text_lie_in_it(text: str, as_of: date | None) -> None:
    document = Document.from_paragraphs([*text.split("\n\n"), "I rang her back."])
    result = ANALYSER.analyse(document, as_of=as_of)
    for hint in result.quality:
        assert len(hint.evidence) <= 3
        assert all(0 <= place.start < place.end <= len(document.text) for place in hint.evidence)


def test_a_twelve_year_old_can_read_what_hints_say(unit: Unit) -> None:
    """Reading age is the grade of Flesch and Kincaid (1975) plus five; no hint by itself is much harder."""
    assert unit.quality
    names = {"share": "Most", "first": "3 May", "last": "June", "months": "24", "day": "1 September"}
    names |= {"outcome": "LO1", "text": "", "found": "two", "parts": "seven", "paragraphs": "two"}
    messages = [hint.message.format(**names) for hint in unit.quality.hints]
    assert textstat.flesch_kincaid_grade(" ".join(messages)) <= 7
    assert all(textstat.flesch_kincaid_grade(message) <= 9 for message in messages)
