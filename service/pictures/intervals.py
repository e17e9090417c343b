"""Rates or kappas with their 95 % intervals, row by row, and a line to compare them with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from service.pictures.elements import across, down, drawing, element, label, line, shape, words
from service.pictures.figures import Form, Scale, cut, said, scale_over
from service.pictures.picture import Key, Picture, Table, nothing_to_draw
from service.spoken import gettext as _

_ROW = 2.6
_WIDE = 0.64
_NAME = 7.5
_EDGE = 0.02


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, its 95 % interval and how many observations (``n``) it rests on."""

    label: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A row of which nothing can be said, and why: too few decisions, all of them alike."""

    label: str
    reason: str
    n: int


def intervals(
    name: str,
    title: str,
    rows: Sequence[Interval | Unknown],
    *,
    of: str,
    figure: str,
    form: Form,
    reference: tuple[str, float] | None = None,
    span: tuple[float, float] | None = None,
) -> Picture:
    """One row for each; a row whose interval leaves out the reference has a diamond in place of a dot.

    ``of``: what a row is (``Assessor``); ``figure``: what is drawn (``Kappa``). ``reference``: the name and place of
    the line. ``span``: what the scale shows at least, such as 0 to 1. Raises `ValueError` where a figure lies outside
    its own interval or is none.
    """
    known = [row for row in rows if isinstance(row, Interval)]
    if any(not row.low <= row.value <= row.high for row in known):
        raise ValueError("A figure lies within its interval.")
    if not rows:
        return nothing_to_draw(name, title, _("There is nothing to compare yet."))
    table = _table(rows, of=of, figure=figure, form=form)
    summary = _summary(known, rows, form, reference)
    if not known:
        return Picture(name, title, summary, Markup(), (), table)
    held = [value for row in known for value in (row.low, row.high)]
    scale = scale_over([*held, *([reference[1]] if reference else [])], span)
    top = 2.0 if reference else 0.3
    bottom = top + _ROW * len(rows)
    parts = [*_ground(scale, form, top, bottom)]
    if reference:
        parts += _reference(reference, scale, form, bottom)
    for place, row in enumerate(rows):
        parts += _row(row, top + _ROW * place, scale, form, reference)
    svg = drawing(name, title, summary, bottom + 1.6, parts)
    return Picture(name, title, summary, svg, _key(known, reference), table)


def _left(scale: Scale, value: float) -> float:
    """Across: room on both sides, so that a marker at the end of the scale is whole."""
    return _EDGE + (_WIDE - 2 * _EDGE) * scale.place(value)


def _ground(scale: Scale, form: Form, top: float, bottom: float) -> list[Markup]:
    drawn = [line(0, bottom, _WIDE, bottom, "axis")]
    ticks = scale.ticks()
    for place, tick in enumerate(ticks):
        left = _left(scale, tick)
        drawn.append(line(left, top, left, bottom, "hair"))
        if place in (0, len(ticks) - 1) or len(ticks) <= 3:  # noqa: PLR2004
            anchor = "start" if left < 0.1 else "middle"  # noqa: PLR2004
            drawn.append(
                words(said(tick, form), left if anchor == "middle" else 0, bottom + 1.2, "words minor", anchor)
            )
    return drawn


def _reference(reference: tuple[str, float], scale: Scale, form: Form, bottom: float) -> list[Markup]:
    called, value = reference
    left = _left(scale, value)
    anchor = "end" if left > 0.5 else "start"  # noqa: PLR2004 - towards the wider side
    text = f"{cut(called, _NAME)} {said(value, form)}"
    return [line(left, 1.3, left, bottom, "reference"), words(text, left, 1, "words minor", anchor)]


def _row(
    row: Interval | Unknown, top: float, scale: Scale, form: Form, reference: tuple[str, float] | None
) -> list[Markup]:
    middle = top + 1.75
    named = label(row.label, top + 1)
    count = words(f"n {row.n:,}", 1, middle + 0.35, "words minor", "end")
    if isinstance(row, Unknown):
        return [named, words(_("not estimable"), 0, middle + 0.35, "words minor"), count]
    tip = element("title", f"{row.label}: {_said(row, form)}")
    left, right = _left(scale, row.low), _left(scale, row.high)
    figure = words(said(row.value, form), 0.68, middle + 0.35, "words")
    bar = element(
        "rect",
        tip,
        x=across(left),
        y=down(middle - 0.15),
        width=across(right - left),
        height=down(0.3),
        class_="interval",
    )
    kind = "diamond" if _apart(row, reference) else "dot"
    return [named, bar, shape(kind, _left(scale, row.value), middle, tip), figure, count]


def _apart(row: Interval, reference: tuple[str, float] | None) -> bool:
    return reference is not None and not row.low <= reference[1] <= row.high


def _said(row: Interval, form: Form) -> str:
    return _("%(value)s (95%% interval %(low)s to %(high)s)") % {
        "value": said(row.value, form),
        "low": said(row.low, form),
        "high": said(row.high, form),
    }


def _summary(
    known: Sequence[Interval],
    rows: Sequence[Interval | Unknown],
    form: Form,
    reference: tuple[str, float] | None,
) -> str:
    sentences = []
    if known:
        lowest, highest = min(row.value for row in known), max(row.value for row in known)
        sentences.append(
            _("From %(low)s to %(high)s over %(rows)d rows, with 95%% intervals.")
            % {"low": said(lowest, form), "high": said(highest, form), "rows": len(known)}
        )
    if reference and known:
        apart = sum(_apart(row, reference) for row in known)
        sentences.append(
            _("The interval leaves out %(reference)s (%(value)s) in %(count)d of them.")
            % {"reference": reference[0], "value": said(reference[1], form), "count": apart}
        )
    if missing := len(rows) - len(known):
        sentences.append(
            _("Not estimable: %(count)d of %(rows)d rows; the table says why.") % {"count": missing, "rows": len(rows)}
        )
    return " ".join(sentences)


def _key(known: Sequence[Interval], reference: tuple[str, float] | None) -> tuple[Key, ...]:
    shown = [Key(_swatch("dot"), _("figure with its 95% interval"))]
    if any(_apart(row, reference) for row in known):
        shown.append(Key(_swatch("diamond"), _("the interval leaves out the line")))
    return tuple(shown)


def _swatch(kind: str) -> Markup:
    bar = element("rect", x="0", y="35%", width="100%", height="30%", class_="interval")
    return element("svg", bar, shape(kind, 0.5, 0.5), class_="swatch", aria_hidden="true", focusable="false")


def _table(rows: Sequence[Interval | Unknown], *, of: str, figure: str, form: Form) -> Table:
    head = (of, figure, _("95% interval"), _("Observations"))
    return Table(
        head,
        tuple(
            (row.label, _("not estimable: %(reason)s") % {"reason": row.reason}, "–", f"{row.n:,}")
            if isinstance(row, Unknown)
            else (
                row.label,
                said(row.value, form),
                _("%(low)s to %(high)s") % {"low": said(row.low, form), "high": said(row.high, form)},
                f"{row.n:,}",
            )
            for row in rows
        ),
    )
