"""What a comment on a document is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on ``text[start:end]`` of a document as `nlp.readers` reads it.

    ``text``: what it says, a paragraph a line. ``date``: when it was written; None for a comment without a date.
    """

    start: int
    end: int
    text: str
    author: str = "Tallymark"
    initials: str = "TM"
    date: datetime | None = None
