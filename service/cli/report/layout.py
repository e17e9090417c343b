"""The few shapes that the report is made of. Nothing is told by colour or by symbol alone."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

FAINT = "dim"
MARK_WIDTH = 12


def section(title: str, *parts: RenderableType) -> RenderableType:
    """A headed part of the report, set off by an empty line."""
    return Group(Text(), Text(title, style="bold cyan"), *(Padding(part, (0, 0, 0, 2)) for part in parts))


def marked(rows: Iterable[tuple[Text, RenderableType]], width: int = MARK_WIDTH, *, airy: bool = False) -> Table:
    """Rows of a short mark and what it is about; long text stays to the right of the mark."""
    gap = int(airy)
    table = Table.grid(padding=(gap, 2, gap, 0), pad_edge=False)
    table.add_column(width=width)
    table.add_column(overflow="fold")
    for mark, body in rows:
        table.add_row(mark, body)
    return table


def listed(label: str, names: Iterable[str], style: str = FAINT) -> Text:
    """``Label: one, two`` as one line of small print; empty where there are no names."""
    joined = ", ".join(names)
    return Text(f"{label}: {joined}", style=style) if joined else Text()


def left_out(number: int) -> list[RenderableType]:
    """A line that says how many entries of a list are not shown, where any are."""
    return [Text(f"And {number} more, for assessors.", style=FAINT)] if number else []


def stacked(*parts: Text | None) -> Group:
    """Lines under each other, without those that hold nothing."""
    return Group(*(part for part in parts if part))


def parted(parts: Iterable[RenderableType]) -> list[RenderableType]:
    """The parts with an empty line between them."""
    return [line for part in parts for line in (Text(), part)][1:]


def quoted(words: str, note: str = "") -> Group:
    """The learner's words, and in small print what they are evidence of."""
    return stacked(Text(words, style="italic"), Text(note, style=FAINT))
