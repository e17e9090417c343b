"""Small pieces of plain English."""

from __future__ import annotations

from service.wording import ELLIPSIS, certainty, count, sentence_case, shorten

__all__ = ["ELLIPSIS", "certainty", "count", "sentence_case", "shorten"]
