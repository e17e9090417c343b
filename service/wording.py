"""Small pieces of plain English that the terminal, the reports and the pages share."""

from __future__ import annotations

import textwrap

ELLIPSIS = "…"
SURE = 0.8
FAIRLY_SURE = 0.5


def shorten(text: str, length: int) -> str:
    """``text`` on one line, or as many of its first words as fit into ``length`` characters with an ellipsis."""
    line = " ".join(text.split())
    short = textwrap.shorten(line, length, placeholder=f" {ELLIPSIS}")
    return short if short != ELLIPSIS else f"{line[: length - 1]}{ELLIPSIS}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 sentence``, ``2 sentences``."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def sentence_case(text: str) -> str:
    """``text`` with a capital at its start and otherwise as it is."""
    return text[:1].upper() + text[1:]


def certainty(probability: float) -> str:
    """How sure the program is, in words: a bare number would be taken for a mark."""
    if probability >= SURE:
        return "sure"
    return "fairly sure" if probability >= FAIRLY_SURE else "not sure"
