"""Find personal data in a text: rules and word lists only, so that it costs neither a model nor a second to start."""

from __future__ import annotations

from nlp.personal_data.candidates import Candidate, without_overlaps
from nlp.personal_data.matching import find_shapes
from nlp.personal_data.names import NameFinder
from nlp.personal_data.titled_surnames import find_titled_surnames
from nlp.results import PersonalData

_IDENTIFYING = ("phone", "email", "postal_address")


def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """The strings that identify a customer or another third party, in order, not overlapping.

    Kinds: `nlp.personal_data.candidates.Kind`. First names alone and names of organisations are not among them. Those
    of certainty `weak` (titles with a surname alone, dates in words) identify somebody only beside other facts.
    """
    return tuple(
        PersonalData(kind=item.kind, start=item.span.start, end=item.span.end, certainty=item.certainty)
        for item in find_candidates(text)
    )


def find_candidates(text: str) -> list[Candidate]:
    """As `find_personal_data`, with the recogniser that found each string and its explanation."""
    shapes = without_overlaps(find_shapes(text))
    identifier_starts = {_opening(text, item.span.start) for item in shapes if item.kind in _IDENTIFYING}
    names = NameFinder(text, frozenset(identifier_starts))
    return without_overlaps([*shapes, *names.find(), *find_titled_surnames(text, names.words, names.own_surnames)])


def _opening(text: str, start: int) -> int:
    """Where what encloses the string begins: its bracket, if it stands in one."""
    return start - 1 if text[start - 1 : start] == "(" else start
