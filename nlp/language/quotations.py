"""Pairs of quotation marks in the tokens of one paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.language.words import APOSTROPHE

OPENING = frozenset("\N{LEFT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}«")
CLOSING = frozenset(f"\N{RIGHT DOUBLE QUOTATION MARK}{APOSTROPHE}»")
STRAIGHT = frozenset("\"'`")
QUOTES = OPENING | CLOSING | STRAIGHT

_SINGLE = frozenset(f"'`\N{LEFT SINGLE QUOTATION MARK}{APOSTROPHE}")
_GUILLEMETS = frozenset("«»")


def quotation_pairs(words: Sequence[str], spaces: Sequence[bool]) -> dict[int, int]:
    """Index of each closing mark, with that of the mark it closes.

    ``spaces``: whether white space follows each word. A straight mark opens before a word and closes after one. Marks
    without a partner are left out: one forgotten mark must not turn the rest of the paragraph into speech, and
    an apostrophe (``the drivers' room``) closes nothing that was not opened.
    """
    pairs: dict[int, int] = {}
    if QUOTES.isdisjoint(words):
        return pairs
    opened: dict[str, int] = {}
    for index, word in enumerate(words):
        if word not in QUOTES:
            continue
        kind = _kind(word)
        detached = index == 0 or spaces[index - 1]
        if kind in opened and word not in OPENING and (word in CLOSING or not detached or spaces[index]):
            pairs[index] = opened.pop(kind)
        elif word in OPENING or (word in STRAIGHT and not spaces[index]):
            opened[kind] = index
    return pairs


def _kind(mark: str) -> str:
    return "single" if mark in _SINGLE else "guillemets" if mark in _GUILLEMETS else "double"


def inside_quotation(pairs: dict[int, int], length: int) -> list[bool]:
    """Whether each of ``length`` words stands between the marks of a pair."""
    if not pairs:
        return [False] * length
    depth_changes = [0] * (length + 1)
    for closing, opening in pairs.items():
        depth_changes[opening] += 1
        depth_changes[closing] -= 1
    inside: list[bool] = []
    depth = 0
    for change in depth_changes[:length]:
        depth += change
        inside.append(depth > 0)
    return inside
