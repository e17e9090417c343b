"""How often each of a few ranges occurs, and how something went, very small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from service.pictures.elements import box, drawing, element, line, shape, stretched, words
from service.pictures.figures import COUNT, Form, cut, said, scale_over
from service.pictures.fills import paint, patterns
from service.pictures.picture import Picture, Table, nothing_to_draw
from service.spoken import gettext as _

_TOP = 1.4
_HEIGHT = 7.0
_GAP = 0.16
_LABEL = 9.0
_MOST_NUMBERS = 12
_SMALL = 2.2


@dataclass(frozen=True, slots=True)
class Bin:
    """A range, or a day, and how often it occurs."""

    label: str
    count: int


def histogram(name: str, title: str, bins: Sequence[Bin], *, of: str, counted: str) -> Picture:
    """A bar for each bin in the order given; of few bins each bar has its number on top.

    ``of``: what a bin is (``Days waiting``); ``counted``: what is counted (``Submissions``). Raises `ValueError` for a
    count below 0.
    """
    if any(each.count < 0 for each in bins):
        raise ValueError("A count is 0 or more.")
    most = max((each.count for each in bins), default=0)
    if not most:
        return nothing_to_draw(name, title, _("There is nothing to count yet."))
    total = sum(each.count for each in bins)
    fullest = next(each for each in bins if each.count == most)
    summary = _("%(total)s in all; the most, %(most)s, in “%(where)s”.") % {
        "total": f"{total:,}",
        "most": f"{most:,}",
        "where": fullest.label,
    }
    parts = [patterns(name, ["solid"]), *_bars(name, bins, most), *_ends(bins)]
    svg = drawing(name, title, summary, _TOP + _HEIGHT + 1.9, parts)
    table = Table((of, counted), tuple((each.label, f"{each.count:,}") for each in bins))
    return Picture(name, title, summary, svg, (), table)


def sparkline(
    name: str, title: str, values: Sequence[tuple[str, float]], *, of: str, figure: str, form: Form = COUNT
) -> Picture:
    """A small line through labelled ``values`` with a dot on the last; raises `ValueError` for one that is none."""
    if not values:
        return nothing_to_draw(name, title, _("There are no figures to draw yet."))
    scale = scale_over([value for _label, value in values], (0, 0))
    total = len(values)
    places = [
        (0.02 + 0.94 * (place / (total - 1) if total > 1 else 1), value) for place, (_label, value) in enumerate(values)
    ]
    path = "L".join(f"{100 * left:.5g} {100 * (1 - scale.place(value)):.5g}" for left, value in places)
    drawn = element("path", d=f"M{path}", class_="figures", vector_effect="non-scaling-stroke")
    last = places[-1]
    summary = _("From %(first)s to %(last)s, at most %(most)s.") % {
        "first": said(values[0][1], form),
        "last": said(last[1], form),
        "most": said(max(value for _label, value in values), form),
    }
    dot = shape("dot", last[0], 0.4 + (_SMALL - 0.8) * (1 - scale.place(last[1])))
    parts = [line(0, _SMALL, 1, _SMALL, "hair"), stretched([drawn], 0.4, _SMALL - 0.8), dot]
    table = Table((of, figure), tuple((label, said(value, form)) for label, value in values))
    return Picture(name, title, summary, drawing(name, title, summary, _SMALL, parts), (), table, little=True)


def _bars(name: str, bins: Sequence[Bin], most: int) -> list[Markup]:
    drawn = [line(0, _TOP + _HEIGHT, 1, _TOP + _HEIGHT, "axis")]
    for place, each in enumerate(bins):
        height = _HEIGHT * each.count / most
        left, top = (place + _GAP / 2) / len(bins), _TOP + _HEIGHT - height
        tip = element("title", f"{each.label}: {each.count:,}")
        if each.count:
            drawn.append(box(left, top, (1 - _GAP) / len(bins), height, tip, fill=paint(name, "solid")))
        if len(bins) <= _MOST_NUMBERS:
            drawn.append(words(f"{each.count:,}", (place + 0.5) / len(bins), top - 0.3, "words minor", "middle"))
    return drawn


def _ends(bins: Sequence[Bin]) -> list[Markup]:
    """Labels of the first and the last bin; the rest would not fit on a phone, and the table has them."""
    baseline = _TOP + _HEIGHT + 1.4
    if len(bins) == 1:
        return [words(cut(bins[0].label, 2 * _LABEL), 0.5, baseline, "words minor", "middle")]
    first, last = bins[0].label, bins[-1].label
    return [
        words(cut(first, _LABEL), 0, baseline, "words minor"),
        words(cut(last, _LABEL), 1, baseline, "words minor", "end"),
    ]
