"""Both drafts without personal data: what a comparison shows of them must not say again who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from nlp.comparison.results import Quoted, StandIn
from nlp.personal_data.redaction import replacements
from nlp.results import AnalysisResult, Extent, PersonalData

_PARTING = "\n\n"

StandIns = tuple[StandIn, ...]
Place = TypeVar("Place", bound=Extent)


def stand_ins(first: AnalysisResult, second: AnalysisResult) -> tuple[StandIns, StandIns]:
    """What is to stand in the place of personal data of each draft, in order, not overlapping.

    The drafts are pseudonymised as one text: a person has the same letter in both, and what is found in one of them for
    certain is replaced in the other too, wherever it stands.
    """
    found = [*_certain(first, 0)]
    offset = len(first.text.content) + len(_PARTING)
    found += _certain(second, offset)
    if not found:
        return (), ()
    items = [
        StandIn(kind=item.kind, start=item.start, end=item.end, text=item.text)
        for item in replacements(f"{first.text.content}{_PARTING}{second.text.content}", found)
    ]
    return (
        tuple(item for item in items if item.start < offset),
        tuple(_moved(item, -offset) for item in items if item.start >= offset),
    )


def pseudonymised(content: str, place: Extent, items: Sequence[StandIn]) -> Quoted:
    """The words at ``place``, with the stand-ins that belong there."""
    within = [item for item in items if item.start < place.end and place.start < item.end]
    pieces, reached = [], place.start
    for item in within:
        pieces += [content[reached : item.start], item.text]
        reached = min(item.end, place.end)
    text = "".join([*pieces, content[reached : place.end]])
    return Quoted(start=place.start, end=place.end, text=text, stand_ins=tuple(within))


def without_strings(message: str, strings: Sequence[tuple[str, str]]) -> str:
    """A message in which none of the strings stands any more; ``strings``: each with what replaces it."""
    if not strings:
        return message
    by_string = dict(strings)
    pattern = "|".join(re.escape(string) for string in sorted(by_string, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda match: by_string[match[0]], message)


def _certain(result: AnalysisResult, offset: int) -> Iterator[PersonalData]:
    return (_moved(item, offset) for item in result.personal_data if item.certainty == "strong")


def _moved(item: Place, offset: int) -> Place:
    return item.model_copy(update={"start": item.start + offset, "end": item.end + offset})
