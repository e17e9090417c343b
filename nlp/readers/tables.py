"""How a table row becomes text, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_Text = TypeVar("_Text")


def row_paragraphs(cells: Sequence[Sequence[str]]) -> list[str]:
    """One paragraph with tabs between the cells; the cells' own paragraphs where a cell has several (a page layout)."""
    filled = [[stripped for text in cell if (stripped := text.strip())] for cell in cells]
    return ["\t".join(line) for line in row_lines(filled)]


def row_lines(cells: Sequence[Sequence[_Text]]) -> list[list[_Text]]:
    """Which paragraphs of a row's cells stand together on a line; there are no empty ones among them."""
    if all(len(cell) <= 1 for cell in cells):
        return [[text for cell in cells for text in cell]]
    return [[text] for cell in cells for text in cell]
