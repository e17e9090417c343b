"""How a table row becomes text, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence


def row_paragraphs(cells: Sequence[Sequence[str]]) -> list[str]:
    """One paragraph with tabs between the cells; the cells' own paragraphs where a cell has several (a page layout)."""
    filled = [[stripped for text in cell if (stripped := text.strip())] for cell in cells]
    if all(len(cell) <= 1 for cell in filled):
        return ["\t".join(text for cell in filled for text in cell)]
    return [text for cell in filled for text in cell]
