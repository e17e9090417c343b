"""What every picture is: a drawing, what it shows in a sentence, its key, and its data."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

Cell = str | Markup
"""Words, which the template escapes, or markup of ours such as links."""


@dataclass(frozen=True, slots=True)
class Table:
    """Every datum of a picture; the first cell of each row names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What one fill or shape means."""

    swatch: Markup
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and its equivalents.

    ``name``: unique on its page, the start of every id. ``summary``: what the picture shows in a sentence or two;
    where there are no data, ``svg`` is empty and the summary stands in its place. ``little``: it is no wider than a
    word or two.
    """

    name: str
    title: str
    summary: str
    svg: Markup
    key: tuple[Key, ...]
    table: Table
    little: bool = False


def nothing_to_draw(name: str, title: str, summary: str) -> Picture:
    """A picture without data: a sentence, and no drawing."""
    return Picture(name, title, summary, Markup(), (), Table((), ()))
