"""The words of a script: sentence by sentence to cite from, and with the passages that people cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult, Extent, Text
from service.reports.account import account
from service.reports.context import Context
from service.reports.marks import Mark
from service.standardisation.schemas import Passage, ScriptText, ScriptView
from service.web.languages import gettext as _
from service.web.marked_text import MarkedText, marked_text

_DASH = re.compile(r"\s*[-–]\s*")
_NUMBERS = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: a sentence with its number, from 1, or what stands between sentences with 0."""

    number: int
    words: str


def pieces(text: ScriptText) -> list[list[Piece]]:
    """The paragraphs of a script, cut into its sentences; no character is lost."""
    numbered = list(enumerate(text.sentences, 1))
    return [list(_pieces(text.content, paragraph, numbered)) for paragraph in text.paragraphs]


def passages(typed: str, text: ScriptText) -> tuple[Passage, ...] | None:
    """The sentences that somebody names, such as ``3, 5-7``; None where that is not what she wrote.

    Sentences in one range are one passage.
    """
    found = []
    for part in _BETWEEN.split(_DASH.sub("-", typed.strip())):
        if not part:
            continue
        named = _NUMBERS.fullmatch(part)
        if named is None:
            return None
        first = int(named[1])
        last = int(named[2] or first)
        if not 1 <= first <= last <= len(text.sentences):
            return None
        found.append(Passage(start=text.sentences[first - 1][0], end=text.sentences[last - 1][1]))
    return tuple(dict.fromkeys(found))


def cited(text: ScriptText, script: ScriptView, unit: Unit, shown: frozenset[str] | None) -> MarkedText | None:
    """The script with the passages that each person cited for each marking point; None where nobody cited any.

    ``shown``: the numbers of the marking points whose passages are shown; by default that of the first on which people
    differ.
    """
    marks = list(_marks(script))
    if not marks:
        return None
    extents = tuple(Extent(start=start, end=end) for start, end in text.paragraphs)
    words = Text(content=text.content, words=script.words, paragraphs=extents, sentences=())
    nothing: dict[str, Any] = dict.fromkeys(
        ("marking_points", "flags", "checks", "constraints", "quality", "overlaps", "personal_data"), ()
    )
    result = AnalysisResult.model_construct(text=words, **nothing)
    context = Context(result, unit, _("Script %(number)s") % {"number": script.number}, "assessor")
    return marked_text(account(context, marks), unit, shown=shown or frozenset({_first(script, marks)}))


def _pieces(
    content: str, paragraph: tuple[int, int], numbered: Sequence[tuple[int, tuple[int, int]]]
) -> Iterator[Piece]:
    place, end = paragraph
    for number, (start, stop) in numbered:
        if start < place or start >= end:
            continue
        if start > place:
            yield Piece(0, content[place:start])
        yield Piece(number, content[start : min(stop, end)])
        place = min(stop, end)
    if place < end:
        yield Piece(0, content[place:end])


def _marks(script: ScriptView) -> Iterator[Mark]:
    for number, point in enumerate(script.points, 1):
        for one in point.marks:
            for passage in one.evidence:
                name = one.person.name
                meaning = _("%(point)s, by %(name)s") % {"point": point.marking_point, "name": name}
                yield Mark("found", f"{point.marking_point} {name}", meaning, None, passage.start, passage.end, number)


def _first(script: ScriptView, marks: Sequence[Mark]) -> str:
    cited_on = {mark.point for mark in marks}
    differing = (
        number
        for number, point in enumerate(script.points, 1)
        if number in cited_on and len({one.status for one in point.marks}) > 1
    )
    return str(next(differing, min(number for number in cited_on if number is not None)))
