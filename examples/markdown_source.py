"""Sources of the examples: front matter and a small part of Markdown.

Blocks are parted by blank lines: ``# heading``, ``- bullet``, ``1. number``, ``| table |`` (its first row a header),
``[^1]: footnote``, or a paragraph on one line. Inside them: ``**bold**``, ``*italic*``, ``[^1]`` for a footnote, and a
tutor's tracked changes as in CriticMarkup, ``{++inserted++}`` and ``{--deleted--}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal, cast

import yaml

Style = Literal["plain", "bold", "italic", "inserted", "deleted", "footnote"]
BlockStyle = Literal["Heading 1", "Heading 2", "List Bullet", "List Number", "Normal"]

_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+?)\*|\{\+\+(?P<inserted>.+?)\+\+\}|\{--(?P<deleted>.+?)--\}"
    r"|\[\^(?P<footnote>\d+)\]"
)
_NOTE = re.compile(r"\[\^(\d+)\]: (.*)")
_PREFIXES: tuple[tuple[str, BlockStyle], ...] = (
    (r"## ", "Heading 2"),
    (r"# ", "Heading 1"),
    (r"- ", "List Bullet"),
    (r"\d+\. ", "List Number"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one style; for a footnote, its number."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or list item."""

    style: BlockStyle
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the header first."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One example as it was written."""

    author: str
    tutor: str
    written: datetime
    level: int
    workplace: str
    blocks: tuple[Paragraph | Table, ...]
    footnotes: dict[str, str] = field(default_factory=dict)


def read_source(path: Path) -> Source:
    """Read one source; raises KeyError where its front matter lacks a key."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", maxsplit=2)
    facts = yaml.safe_load(front)
    blocks: list[Paragraph | Table] = []
    footnotes: dict[str, str] = {}
    for chunk in body.strip().split("\n\n"):
        lines = chunk.strip().splitlines()
        if lines[0].startswith("|"):
            blocks.append(_table(lines))
            continue
        for line in lines:
            if note := _NOTE.fullmatch(line):
                footnotes[note[1]] = note[2]
            else:
                blocks.append(_paragraph(line))
    return Source(
        author=facts["author"],
        tutor=facts.get("tutor", "Tutor"),
        written=datetime.combine(facts["written"], time(9), UTC),
        level=facts["level"],
        workplace=facts["workplace"],
        blocks=tuple(blocks),
        footnotes=footnotes,
    )


def _table(lines: list[str]) -> Table:
    rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
    return Table(tuple(row for row in rows if set("".join(row)) != {"-"}))


def _paragraph(line: str) -> Paragraph:
    for prefix, style in _PREFIXES:
        if found := re.match(prefix, line):
            return Paragraph(style, _pieces(line[found.end() :]))
    return Paragraph("Normal", _pieces(line))


def _pieces(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    position = 0
    for found in _INLINE.finditer(text):
        pieces.append(Piece(text[position : found.start()]))
        style, inner = next((name, value) for name, value in found.groupdict().items() if value is not None)
        pieces.append(Piece(inner, cast("Style", style)))
        position = found.end()
    pieces.append(Piece(text[position:]))
    return tuple(piece for piece in pieces if piece.text)
