"""Pieces of text that know which node of a document they were read from, so that a writer finds the place again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

CELL_BREAK = "\t"


class Piece(NamedTuple):
    """Text as it was read from one node.

    ``text`` is the node's own text from character ``start`` on, or the one character that it stands for (a tab, a
    symbol); ``node`` is None for what the reader adds, the tab between two cells.
    """

    text: str
    node: etree._Element | None
    start: int = 0


Paragraph = list[Piece]


def text_of(paragraph: Sequence[Piece]) -> str:
    """The words of a paragraph."""
    return "".join(piece.text for piece in paragraph)


def stripped(paragraph: Sequence[Piece]) -> Paragraph:
    """A paragraph without white space at its ends; without any piece where there is nothing else."""
    pieces = [piece for piece in paragraph if piece.text]
    while pieces and not pieces[0].text.strip():
        del pieces[0]
    while pieces and not pieces[-1].text.strip():
        del pieces[-1]
    if pieces:
        first = pieces[0]
        kept = first.text.lstrip()
        pieces[0] = first._replace(text=kept, start=first.start + len(first.text) - len(kept))
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip())
    return pieces


def joined(cells: Sequence[Sequence[Piece]]) -> Paragraph:
    """The cells of a row on one line."""
    line: Paragraph = []
    for cell in cells:
        if line:
            line.append(Piece(CELL_BREAK, None))
        line += cell
    return line
