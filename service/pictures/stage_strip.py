"""The stages of reflection, sentence by sentence, along the text: the higher a block, the deeper it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from service.pictures.elements import box, drawing, element, line
from service.pictures.fills import key, paint, patterns
from service.pictures.picture import Picture, Table, nothing_to_draw
from service.reports.depth import DepthView, StageRow
from service.spoken import gettext as _
from service.spoken import ngettext

MOST_BLOCKS = 240
_HEIGHT = 4.0
_LOWEST = 0.7
_GAP = 0.12
# Told and reflected differ in the first place, so their fills come from the two ends.
_TELLING = ("empty", "dotted", "leaning")
_REFLECTING = ("slanted", "crossed", "solid", "striped")


@dataclass(frozen=True, slots=True)
class _Look:
    label: str
    fill: str
    height: float


def stage_strip(name: str, title: str, profile: DepthView, *, anchors: Sequence[str] = ()) -> Picture:
    """The strip of ``profile``; ``anchors`` are the ids of its sentences on the page, where they have some.

    In a text of more than `MOST_BLOCKS` sentences a block stands for several, and shows the stage that most of them
    carry out. A block that leads to its sentence is for the mouse: the table has the same links for everybody.
    Raises `ValueError` where there are anchors for some sentences only.
    """
    if anchors and len(anchors) != len(profile.cells):
        raise ValueError("Give an anchor for every sentence, or none.")
    if not profile.cells:
        return nothing_to_draw(name, title, _("There are no sentences to draw."))
    looks = _looks(profile.rows)
    size = -(-len(profile.cells) // MOST_BLOCKS)
    summary = _summary(profile, size)
    blocks = [
        _block(name, profile.cells, range(start, min(start + size, len(profile.cells))), looks, anchors)
        for start in range(0, len(profile.cells), size)
    ]
    fills = [looks[row.id].fill for row in profile.rows]
    parts = [patterns(name, list(dict.fromkeys(fills))), line(0, _HEIGHT, 1, _HEIGHT, "axis"), *blocks]
    svg = drawing(name, title, summary, _HEIGHT + 0.1, parts, with_links=bool(anchors))
    return Picture(
        name, title, summary, svg, key(name, fills, [_named(row) for row in profile.rows]), _table(profile, anchors)
    )


def _looks(rows: Sequence[StageRow]) -> dict[str, _Look]:
    """How each stage is drawn: higher from stage to stage, and with a pattern that its neighbours do not have."""
    telling = sorted((row for row in rows if not row.reflective), key=lambda row: row.content)
    reflecting = [row for row in rows if row.reflective]
    ladder = [*telling, *reflecting]
    step = (_HEIGHT - _LOWEST) / max(len(ladder) - 1, 1)
    said_first = sorted(telling, key=lambda row: not row.content)
    fills = {row.id: _TELLING[place % len(_TELLING)] for place, row in enumerate(said_first)}
    fills |= {row.id: _REFLECTING[place % len(_REFLECTING)] for place, row in enumerate(reflecting)}
    return {row.id: _Look(row.label, fills[row.id], _LOWEST + step * place) for place, row in enumerate(ladder)}


def _block(name: str, cells: Sequence[str], covered: range, looks: dict[str, _Look], anchors: Sequence[str]) -> Markup:
    look = looks[Counter(cells[place] for place in covered).most_common(1)[0][0]]
    start, length = covered.start, len(covered)
    where = f"{start + 1}" if length == 1 else f"{start + 1}–{start + length}"
    tip = element("title", f"{where}: {look.label}")
    left, width = start / len(cells), (1 - _GAP) * length / len(cells)
    drawn = box(left, _HEIGHT - look.height, width, look.height, tip, fill=paint(name, look.fill))
    if not anchors:
        return drawn
    return element("a", drawn, href=f"#{anchors[start]}", tabindex="-1", aria_hidden="true")


def _summary(profile: DepthView, size: int) -> str:
    reflecting = sum(row.count for row in profile.rows if row.reflective)
    total = len(profile.cells)
    counted = ngettext(
        "%(count)d of %(total)d sentence reflects.", "%(count)d of %(total)d sentences reflect.", total
    ) % {"count": reflecting, "total": total}
    blocks = (
        _("Each block is a sentence, from the start of the account to its end; higher blocks go deeper.")
        if size == 1
        else _("Each block stands for %(size)d sentences, from the start of the account to its end.") % {"size": size}
    )
    return f"{counted} {blocks}"


def _named(row: StageRow) -> str:
    return _("%(stage)s (reflects)") % {"stage": row.label} if row.reflective else row.label


def _table(profile: DepthView, anchors: Sequence[str]) -> Table:
    head = (_("Kind of sentence"), _("Which sentences"), _("Sentences"))
    return Table(head, tuple((_named(row), _where(row, anchors), str(row.count)) for row in profile.rows))


def _where(row: StageRow, anchors: Sequence[str]) -> str:
    if not row.runs:
        return _("None")
    if not anchors:
        return row.spoken
    numbers = row.spoken.split(", ")
    return Markup(", ").join(
        element("a", number, href=f"#{anchors[run.start]}") for number, run in zip(numbers, row.runs, strict=True)
    )
