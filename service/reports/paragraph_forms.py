"""Which paragraphs of the account are headings, and which are rows of a table, so that a report can keep their form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from nlp.results import Extent, Sentence
from service.reports.context import Context

ParagraphForm = Literal["text", "heading", "row"]

CELL_END = "\t"
LONGEST_HEADING = 12
_END_MARKS = ".!?…:;,"
_CLOSING = "\"'”’)]"
_FEWEST_ROWS = 2


def paragraph_forms(context: Context) -> tuple[ParagraphForm, ...]:
    """The form of each paragraph: readers part the cells of a row by tabs, and say nothing of headings.

    Rows come two or more together. A heading has up to `LONGEST_HEADING` words and no end mark, and none of its
    sentences is of a stage that counts as content.
    """
    text = context.result.text
    words = [text.content[extent.start : extent.end] for extent in text.paragraphs]
    rows = _rows(words)
    silent = {stage.id for stage in context.unit.stages if not stage.content}
    stages = _stages(text.paragraphs, text.sentences)
    return tuple(
        "row" if row else "heading" if _may_head(each) and there and there <= silent else "text"
        for each, row, there in zip(words, rows, stages, strict=True)
    )


def _rows(paragraphs: Sequence[str]) -> list[bool]:
    rows: list[bool] = []
    for parted, group in groupby(CELL_END in each and "\n" not in each for each in paragraphs):
        number = len(list(group))
        rows += [parted and number >= _FEWEST_ROWS] * number
    return rows


def _may_head(paragraph: str) -> bool:
    return len(paragraph.split()) <= LONGEST_HEADING and not paragraph.rstrip(_CLOSING).endswith(tuple(_END_MARKS))


def _stages(paragraphs: Sequence[Extent], sentences: Sequence[Sentence]) -> list[set[str]]:
    """The stages of the sentences that begin in each paragraph; both come in reading order."""
    found: list[set[str]] = []
    remaining = iter(sentences)
    sentence = next(remaining, None)
    for paragraph in paragraphs:
        stages: set[str] = set()
        while sentence is not None and sentence.start < paragraph.end:
            stages.add(sentence.stage.label)
            sentence = next(remaining, None)
        found.append(stages)
    return found
