"""What the installed unit's own words must be like, beyond what lint asks of every unit."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from criteria_bank.entries import Asking
from criteria_bank.schema import Unit

GUIDE = Path(__file__).parents[2] / "models" / "corpus" / "GUIDE.md"
GRADES = re.compile(r"\b(?:grade[sd]?|merit|distinction|pass(?:ed)?|fail(?:ed|s)?|marks)\b", re.IGNORECASE)
LONGEST_SENTENCE = 25


def section(number: int) -> str:
    starts = [match.start() for match in re.finditer(r"^## ", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)]
    begin, end = list(pairwise(starts))[number - 1]
    return GUIDE.read_text(encoding="utf-8")[begin:end]


def first_column(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def words_for_learners(unit: Unit) -> list[str]:
    spoken = [text for element in unit.elements for text in (element.strength, element.question)]
    spoken += [constraint.question for constraint in unit.constraints]
    spoken += [text for flag in unit.flags for text in (flag.message, flag.question, flag.correction) if text]
    asking: list[Asking] = [*unit.elements, *unit.constraints, *unit.flags]
    spoken += [text for one in asking for text in one.question_at_level.values()]
    spoken += [mistake.correction for mistake in unit.common_mistakes]
    spoken += [text for one in unit.misconceptions for text in (one.advice, *one.advice_at_level.values()) if text]
    spoken += [text for tip in unit.guidance for text in (tip.plain, tip.question) if text]
    spoken += [text for check in unit.checks for text in check.messages.model_dump(exclude_none=True).values()]
    return spoken + [message.text for message in (*unit.feedback.messages, *unit.comparison.messages)]


def test_labels_are_those_of_the_labelling_guide_in_its_order(unit: Unit) -> None:
    assert [stage.id for stage in unit.stages] == first_column(section(1))
    assert [element.id for element in unit.elements] == first_column(section(2))
    assert [one.id for one in unit.constraints] == re.findall(r"`(\w+)` \(", section(3))
    assert [one.id for one in unit.mistakes] == first_column(section(4))


def test_each_element_stands_under_the_marking_point_of_its_number(unit: Unit) -> None:
    for number, point in enumerate(unit.marking_points, start=1):
        assert {element.id.split(".")[0] for element in point.elements} == {str(number)}


def test_every_learning_outcome_is_assessed_by_two_marking_points(unit: Unit) -> None:
    assert Counter(point.outcome for point in unit.marking_points) == {one.id: 2 for one in unit.learning_outcomes}


def test_elements_are_illustrated(unit: Unit) -> None:
    for element in unit.elements:
        assert len(element.examples) >= 3, element.id
        assert len(element.counter_examples) >= 2, element.id


def test_no_sentence_illustrates_two_elements(unit: Unit) -> None:
    uses = Counter(text for element in unit.elements for text in (*element.examples, *element.counter_examples))
    assert max(uses.values()) == 1


def test_every_question_asks(unit: Unit) -> None:
    asked = [element.question for element in unit.elements]
    asked += [constraint.question for constraint in unit.constraints]
    asked += [flag.question for flag in unit.flags]
    assert [question for question in asked if not question.endswith("?")] == []


def test_no_grade_is_named(unit: Unit) -> None:
    assert [text for text in words_for_learners(unit) if GRADES.search(text)] == []


def test_sentences_for_learners_are_short(unit: Unit) -> None:
    sentences = [sentence for text in words_for_learners(unit) for sentence in re.split(r"(?<=[.?!])\s", text)]
    assert [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_every_mistake_and_constraint_can_be_raised(unit: Unit) -> None:
    assert {flag.mistake for flag in unit.flags} - {None} == {mistake.id for mistake in unit.mistakes}
    watched = {name for flag in unit.flags for name in flag.constraints_overlooked}
    assert watched == {constraint.id for constraint in unit.constraints}


def test_named_models_have_a_source(unit: Unit) -> None:
    sources = {entry.term: entry.source for entry in unit.glossary if entry.source}
    assert {"SERVQUAL", "Kano model", "Transactional analysis", "Gibbs' reflective cycle"} <= set(sources)
    undated = [term for term, source in sources.items() if not re.search(r"\b\d{4}\b", source)]
    assert undated == ["LAST"]
