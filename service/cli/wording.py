"""Small pieces of plain English."""

from __future__ import annotations

from service.wording import ELLIPSIS, count, sentence_case, shorten

__all__ = ["ELLIPSIS", "certainty", "count", "sentence_case", "shorten"]

SURE = 0.8
FAIRLY_SURE = 0.5


def certainty(probability: float) -> str:
    """How sure the program is, in words: a bare number would be taken for a mark."""
    if probability >= SURE:
        return "sure"
    return "fairly sure" if probability >= FAIRLY_SURE else "not sure"
