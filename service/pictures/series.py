"""Figures over time with control limits: weekly rates, EWMA, CUSUM."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from service.pictures.elements import drawing, element, line, shape, stretched, words
from service.pictures.figures import Form, Scale, cut, said, scale_over
from service.pictures.picture import Key, Picture, Table, nothing_to_draw
from service.spoken import gettext as _
from service.spoken import ngettext

_TOP = 0.8
_HEIGHT = 9.0
# Room for the numbers of the scale, and for a marker at the end.
_LEFT, _RIGHT = 0.12, 0.98
_MOST_NAMED = 5
_LABEL = 9.0
_MOST_DOTS = 60


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure at a moment, and the limits within which it is expected there; ``None`` is what is not known."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def out(self) -> bool:
        """Whether the figure lies beyond a limit."""
        if self.value is None:
            return False
        return (self.low is not None and self.value < self.low) or (self.high is not None and self.value > self.high)


def series(
    name: str,
    title: str,
    observations: Sequence[Observation],
    *,
    of: str,
    figure: str,
    form: Form,
    middle: tuple[str, float] | None = None,
    span: tuple[float, float] | None = None,
) -> Picture:
    """A line through the figures in order; it breaks where one is missing, and a diamond marks each out of limits.

    ``of``: what a row of the table is (``Week``); ``middle``: name and place of the line that the figures should keep
    to. Raises `ValueError` for a figure that is none.
    """
    known = [seen for seen in observations if seen.value is not None]
    if not known:
        return nothing_to_draw(name, title, _("There are no figures to draw yet."))
    everything = [value for seen in observations for value in (seen.value, seen.low, seen.high) if value is not None]
    scale = scale_over([*everything, *([middle[1]] if middle else [])], span)
    summary = _summary(known, form)
    parts = [
        *_ground(scale, form),
        stretched(_lines(observations, scale, middle), _TOP, _HEIGHT),
        *_marks(observations, scale, form),
        *_ends(observations),
    ]
    svg = drawing(name, title, summary, _TOP + _HEIGHT + 1.9, parts)
    return Picture(
        name, title, summary, svg, _key(observations, figure, form, middle), _table(observations, of, figure, form)
    )


def _across(place: int, total: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (place / (total - 1) if total > 1 else 0.5)


def _down(scale: Scale, value: float) -> float:
    return _TOP + _HEIGHT * (1 - scale.place(value))


def _ground(scale: Scale, form: Form) -> Iterator[Markup]:
    """Lines across at round numbers; each number stands on its line."""
    shown = {said(tick, form).removesuffix(".00"): tick for tick in scale.ticks()}
    for text, tick in shown.items():
        top = _down(scale, tick)
        yield line(_LEFT, top, 1, top, "hair")
        yield words(text, 0, top + 0.35, "words minor")
    yield line(_LEFT, _TOP + _HEIGHT, 1, _TOP + _HEIGHT, "axis")


def _lines(observations: Sequence[Observation], scale: Scale, middle: tuple[str, float] | None) -> Iterator[Markup]:
    if middle:
        yield _path([(100 * _LEFT, middle[1]), (100, middle[1])], scale, "reference")
    for limit in ([seen.low for seen in observations], [seen.high for seen in observations]):
        yield from (_path(run, scale, "limit") for run in _runs(limit))
    yield from (_path(run, scale, "figures") for run in _runs([seen.value for seen in observations]))


def _runs(values: Sequence[float | None]) -> Iterator[list[tuple[float, float]]]:
    """Places and values in a row, without what is missing."""
    run: list[tuple[float, float]] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append((100 * _across(place, len(values)), value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(points: Sequence[tuple[float, float]], scale: Scale, class_: str) -> Markup:
    places = "L".join(f"{left:.5g} {100 * (1 - scale.place(value)):.5g}" for left, value in points)
    return element("path", d=f"M{places}", class_=class_, vector_effect="non-scaling-stroke")


def _marks(observations: Sequence[Observation], scale: Scale, form: Form) -> Iterator[Markup]:
    """In a long series only what is out of limits, and what would be no line, has a marker."""
    for place, seen in enumerate(observations):
        if seen.value is None or not (seen.out or len(observations) <= _MOST_DOTS or _alone(observations, place)):
            continue
        tip = element("title", f"{seen.label}: {said(seen.value, form)}")
        left = _across(place, len(observations))
        yield shape("diamond" if seen.out else "dot", left, _down(scale, seen.value), tip)


def _alone(observations: Sequence[Observation], place: int) -> bool:
    return all(
        seen.value is None for seen in (*observations[max(place - 1, 0) : place], *observations[place + 1 : place + 2])
    )


def _ends(observations: Sequence[Observation]) -> Iterator[Markup]:
    baseline = _TOP + _HEIGHT + 1.4
    yield words(cut(observations[0].label, _LABEL), _LEFT, baseline, "words minor")
    if len(observations) > 1:
        yield words(cut(observations[-1].label, _LABEL), 1, baseline, "words minor", "end")


def _summary(known: Sequence[Observation], form: Form) -> str:
    values = [seen.value for seen in known if seen.value is not None]
    beyond = [seen.label for seen in known if seen.out]
    counted = ngettext("%(count)d figure", "%(count)d figures", len(known)) % {"count": len(known)}
    told = _("%(figures)s, from %(low)s to %(high)s; the last is %(last)s.") % {
        "figures": counted,
        "low": said(min(values), form),
        "high": said(max(values), form),
        "last": said(values[-1], form),
    }
    if beyond:
        more = _(" and %(count)d more") % {"count": len(beyond) - _MOST_NAMED} if len(beyond) > _MOST_NAMED else ""
        return f"{told} " + _("Out of limits: %(where)s.") % {"where": ", ".join(beyond[:_MOST_NAMED]) + more}
    limited = any(seen.low is not None or seen.high is not None for seen in known)
    return f"{told} " + _("None is out of limits.") if limited else told


def _key(
    observations: Sequence[Observation], figure: str, form: Form, middle: tuple[str, float] | None
) -> tuple[Key, ...]:
    shown = [Key(_stroke("figures"), figure)]
    if middle:
        shown.append(Key(_stroke("reference"), f"{middle[0]} {said(middle[1], form)}"))
    if any(seen.low is not None or seen.high is not None for seen in observations):
        shown.append(Key(_stroke("limit"), _("limits")))
    if any(seen.out for seen in observations):
        marker = shape("diamond", 0.5, 0.5)
        shown.append(Key(element("svg", marker, class_="swatch", aria_hidden="true"), _("out of limits")))
    return tuple(shown)


def _stroke(class_: str) -> Markup:
    drawn = element("line", x1="0", y1="50%", x2="100%", y2="50%", class_=class_)
    return element("svg", drawn, class_="swatch", aria_hidden="true", focusable="false")


def _table(observations: Sequence[Observation], of: str, figure: str, form: Form) -> Table:
    def cell(value: float | None) -> str:
        return "–" if value is None else said(value, form)

    head = (of, figure, _("Lower limit"), _("Upper limit"), _("Within limits"))
    return Table(
        head,
        tuple((seen.label, cell(seen.value), cell(seen.low), cell(seen.high), _within(seen)) for seen in observations),
    )


def _within(seen: Observation) -> str:
    if seen.value is None or (seen.low is None and seen.high is None):
        return "–"
    return _("no") if seen.out else _("yes")
