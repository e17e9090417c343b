"""How far something was reached, as stacked bars: marking points by status, in whole or cohort by cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from service.pictures.elements import box, drawing, element, label, line, words
from service.pictures.fills import FILLS, MOST, key, paint, patterns
from service.pictures.picture import Picture, Table, nothing_to_draw
from service.spoken import gettext as _

_BAR = 1.1
_ROW = 2.6
_HEADING = 2.0
_WIDE = 0.76


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a count for each part."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars under one heading, such as the cohorts of one marking point; no heading where ``label`` is empty."""

    label: str
    bars: tuple[Bar, ...]


def coverage(name: str, title: str, *, of: str, parts: Sequence[str], groups: Sequence[BarGroup]) -> Picture:
    """Stacked bars, each as wide as all others and divided by its counts; its first part and its total beside it.

    ``of``: what a row of the table is, such as ``Marking point``. ``parts``: what the counts count, at most as many as
    there are fills. Raises `ValueError` for a bar with other than one count of 0 or more for each part.
    """
    bars = [bar for group in groups for bar in group.bars]
    if not 1 <= len(parts) <= MOST:
        raise ValueError(f"A bar has 1 to {MOST} parts.")
    if any(len(bar.counts) != len(parts) or min(bar.counts) < 0 for bar in bars):
        raise ValueError("Give each bar one count of 0 or more for each part.")
    if not any(sum(bar.counts) for bar in bars):
        return nothing_to_draw(name, title, _("There is nothing to count yet."))
    fills = FILLS[: len(parts)]
    drawn, height = _groups(name, fills, parts, groups)
    summary = _("%(total)d in all: %(counts)s. Each bar shows the shares of one row.") % {
        "total": sum(sum(bar.counts) for bar in bars),
        "counts": _counted(parts, [sum(bar.counts[place] for bar in bars) for place in range(len(parts))]),
    }
    svg = drawing(name, title, summary, height, [patterns(name, fills), *drawn])
    return Picture(name, title, summary, svg, key(name, fills, parts), _table(of, parts, groups))


def _groups(
    name: str, fills: Sequence[str], parts: Sequence[str], groups: Sequence[BarGroup]
) -> tuple[list[Markup], float]:
    drawn: list[Markup] = []
    top = 0.0
    for group in groups:
        if group.label:
            drawn.append(label(group.label, top + 1.4, "words group"))
            top += _HEADING
        for bar in group.bars:
            drawn += [label(bar.label, top + 1), *_bar(name, fills, parts, bar, top + 1.35)]
            top += _ROW + 0.3
        top += 0.4 if group.label else 0
    return drawn, top


def _bar(name: str, fills: Sequence[str], parts: Sequence[str], bar: Bar, top: float) -> list[Markup]:
    total = sum(bar.counts)
    if not total:
        return [line(0, top + _BAR / 2, _WIDE, top + _BAR / 2, "hair"), _beside(_("none"), top)]
    drawn, before = [], 0
    for fill, part, count in zip(fills, parts, bar.counts, strict=True):
        if count:
            tip = element("title", f"{bar.label}, {part}: {count}")
            drawn.append(
                box(
                    _WIDE * before / total, top, _WIDE * count / total, _BAR, tip, fill=paint(name, fill), class_="part"
                )
            )
        before += count
    return [*drawn, _beside(_("%(count)d of %(total)d") % {"count": bar.counts[0], "total": total}, top)]


def _beside(text: str, top: float) -> Markup:
    return words(text, 1, top + 0.9, "words", "end")


def _counted(parts: Sequence[str], counts: Sequence[int]) -> str:
    return ", ".join(f"{part} {count}" for part, count in zip(parts, counts, strict=True))


def _table(of: str, parts: Sequence[str], groups: Sequence[BarGroup]) -> Table:
    rows = tuple(
        (f"{group.label}: {bar.label}" if group.label else bar.label, *(str(count) for count in bar.counts))
        for group in groups
        for bar in group.bars
    )
    return Table((of, *parts), rows)
