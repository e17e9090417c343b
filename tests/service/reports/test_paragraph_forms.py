"""Headings and rows of tables among the paragraphs of an account."""

from __future__ import annotations

import pytest

from criteria_bank.schema import Unit
from nlp.pipeline import Analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult
from service.reports.context import Context
from service.reports.paragraph_forms import LONGEST_HEADING, paragraph_forms


def of_stage(result: AnalysisResult, stage: str) -> AnalysisResult:
    """The result with every sentence of one stage."""
    sentences = tuple(
        sentence.model_copy(update={"stage": sentence.stage.model_copy(update={"label": stage})})
        for sentence in result.text.sentences
    )
    return result.model_copy(update={"text": result.text.model_copy(update={"sentences": sentences})})


def forms(analyser: Analyser, text: str, stage: str) -> list[str]:
    result = of_stage(analyser.analyse(read_text(text)), stage)
    return list(paragraph_forms(Context(result, analyser.unit, "a.txt")))


def silent_stage(unit: Unit) -> str:
    return next(stage.id for stage in unit.stages if not stage.content)


@pytest.mark.parametrize(
    ("paragraph", "form"),
    [
        ("My reflective account – customer relations", "heading"),
        ("Part 2", "heading"),
        ("That is my evidence.", "text"),
        ("“That is my evidence.”", "text"),
        ("What I will do now:", "text"),
        ("Is that all?", "text"),
        (" ".join(["word"] * LONGEST_HEADING), "heading"),
        (" ".join(["word"] * (LONGEST_HEADING + 1)), "text"),
    ],
)
def test_a_heading_is_short_has_no_end_mark_and_tells_nothing(
    analyser: Analyser, unit: Unit, paragraph: str, form: str
) -> None:
    assert forms(analyser, paragraph, silent_stage(unit)) == [form]


def test_what_tells_something_is_no_heading(analyser: Analyser, unit: Unit) -> None:
    telling = next(stage.id for stage in unit.stages if stage.content)
    assert forms(analyser, "Rang her back", telling) == ["text"]


def test_rows_come_two_or_more_together(analyser: Analyser, unit: Unit) -> None:
    text = "Week\tSent\n\n9 March\t300\n\nI wrote it down.\n\n1.\tI rang her.\n\nThat was all."
    assert forms(analyser, text, silent_stage(unit)) == ["row", "row", "text", "text", "text"]


def test_a_row_is_a_row_whatever_it_tells(analyser: Analyser, unit: Unit) -> None:
    telling = next(stage.id for stage in unit.stages if stage.content)
    assert forms(analyser, "Mon\tI rang her.\n\nTue\tShe came.", telling) == ["row", "row"]
