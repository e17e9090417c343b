"""Learners can read what they are told: plain English for a reading age of about 12, by textstat.

The Flesch-Kincaid grade (Kincaid et al., 1975) is a year of American school; a child of 12 is in grade 6 or 7.
"""

from __future__ import annotations

import re

import pytest
import textstat

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.results import Feedback
from tests.nlp.feedback.findings import all_points, cite, depth, element, feedback, findings, point, raised

GRADE_AT_12 = 7.0
HARDEST_SENTENCE = 11.0
AMERICAN = re.compile(r"behavior|color|center\b|organiz|analyz|realiz|recogniz|customiz|personaliz", re.IGNORECASE)
GRADES = re.compile(r"\b(?:grade[sd]?|merit|distinction|pass(?:ed)?|fail(?:ed|s)?|score)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


def own_words_of_the_program(composed: Feedback) -> str:
    """All that a learner reads but for her own words in quotation marks."""
    parts = [composed.summary, *(item.text for item in composed.strengths)]
    parts += [text for step in composed.next_steps for text in (step.text, step.question, step.tip or "")]
    parts += [text for item in composed.corrections for text in (item.text, item.question, item.correction or "")]
    return re.sub(r"“.*?”", "this", " ".join([*parts, *composed.cautions]))


def accounts(unit: Unit) -> list[Feedback]:
    one, two, *others = unit.marking_points
    found = [element(item.id, cite(number, 0.9)) for number, item in enumerate(one.elements)]
    some = [
        point(one, "partial", *found[:2]),
        point(two, "partial", element(two.elements[0].id, cite(3, 0.6)), unsure=True),
        *(point(other, "not") for other in others),
    ]
    flags = [raised(unit, flag.id, cite(1, 0.8)) for flag in unit.flags]
    sets = [flags[start : start + 3] for start in range(0, len(flags), 3)]
    told = [findings(some, depth("descriptive", 0.1), chosen) for chosen in sets]
    told += [findings(all_points(unit, "not"), depth("mixed"), chosen) for chosen in sets]
    for open_point in unit.marking_points:
        points = [point(one, "partial" if one is open_point else "met") for one in unit.marking_points]
        told.append(findings(points, depth("analytical", 0.7)))
    return [feedback(unit, one_account, level) for one_account in told for level in (3, 4)]


def test_feedback_reads_at_twelve(unit: Unit) -> None:
    grades = [textstat.flesch_kincaid_grade(own_words_of_the_program(composed)) for composed in accounts(unit)]
    assert max(grades) <= GRADE_AT_12, sorted(grades)


def test_no_single_text_is_much_harder(unit: Unit) -> None:
    texts = {text for composed in accounts(unit) for text in own_words_of_the_program(composed).split("\n")}
    texts |= {one.strength for one in unit.elements} | {one.question for one in unit.elements}
    texts |= {text for one in unit.elements for text in one.question_at_level.values()}
    texts |= {one.question for one in (*unit.constraints, *unit.flags)}
    texts |= {tip.plain for tip in unit.guidance if tip.plain}
    hard = {text: grade for text in texts if (grade := textstat.flesch_kincaid_grade(text)) > HARDEST_SENTENCE}
    assert hard == {}


def test_spelling_is_british_and_no_grade_is_named(unit: Unit) -> None:
    for composed in accounts(unit):
        words = own_words_of_the_program(composed)
        assert not AMERICAN.search(words)
        assert not GRADES.search(words)
