"""Find personal data in a text: rules and word lists only, so that it costs neither a model nor a second to start."""

from __future__ import annotations

from nlp.personal_data.candidates import Candidate, without_overlaps
from nlp.personal_data.matching import find_shapes
from nlp.personal_data.names import find_full_names
from nlp.results import PersonalData

_IDENTIFYING = ("phone", "email", "postal_address")


def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """The strings that identify a customer or another third party, in order, not overlapping.

    Kinds: `nlp.personal_data.candidates.Kind`. First names alone, titles with a surname alone and names of
    organisations are not among them.
    """
    return tuple(
        PersonalData(kind=item.kind, start=item.span.start, end=item.span.end) for item in find_candidates(text)
    )


def find_candidates(text: str) -> list[Candidate]:
    """As `find_personal_data`, with the recogniser that found each string and its explanation."""
    shapes = without_overlaps(find_shapes(text))
    identifier_starts = {_opening(text, item.span.start) for item in shapes if item.kind in _IDENTIFYING}
    return without_overlaps([*shapes, *find_full_names(text, identifier_starts)])


def _opening(text: str, start: int) -> int:
    """Where what encloses the string begins: its bracket, if it stands in one."""
    return start - 1 if text[start - 1 : start] == "(" else start
