"""Learners can read what a comparison says: plain English, measured as feedback is."""

from __future__ import annotations

import re

import pytest
import textstat

from criteria_bank.comparison import COMPARISON_NAMES, ComparisonMessage
from criteria_bank.loader import default_unit_id, load_unit
from tests.nlp.feedback.test_reading_age import AMERICAN, GRADE_AT_12, GRADES

UNIT = load_unit(default_unit_id()).unit
WORDS = {
    "gained": f"{UNIT.elements[0].label}; {UNIT.elements[1].label}",
    "lost": f"{UNIT.elements[2].label}; {UNIT.elements[3].label}",
    "points": "MP1, MP2",
    "quote": "this",
}


@pytest.mark.parametrize("message", UNIT.comparison.messages, ids=lambda message: message.id)
def test_every_message_reads_at_twelve(message: ComparisonMessage) -> None:
    names = {name: WORDS.get(name, "3") for name in COMPARISON_NAMES[message.slot]}
    said = re.sub(r"“.*?”", "this", message.text.format(**names))

    assert textstat.flesch_kincaid_grade(said) <= GRADE_AT_12
    assert not AMERICAN.search(said)
    assert not GRADES.search(said)
