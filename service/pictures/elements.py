"""SVG elements as safe markup. Positions across are percentages of the width; those down are in em."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from service.pictures.figures import cut
from service.reports.characters import presentable

SHAPE_SIDE = 16
# Of a picture's width in em: on a phone of 320 px, and where pictures.css calls it wide.
_NARROW, _WIDE = 19.0, 40.0
_SHAPES = {
    "dot": "M-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1-9 0z",
    "diamond": "M0-8L8 0L0 8L-8 0z",
}


def element(tag: str, *inside: str, **attributes: object) -> Markup:
    """``<tag>`` with escaped attributes (``class_`` is ``class``, ``stroke_width`` is ``stroke-width``) and content."""
    written = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), presentable(str(value)))
        for name, value in attributes.items()
        if value is not None
    )
    if not inside:
        return Markup("<{}{}/>").format(Markup(tag), written)  # noqa: S704 - a tag of ours
    content = Markup("").join(part if isinstance(part, Markup) else presentable(part) for part in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), written, content)  # noqa: S704 - a tag of ours


def across(share: float) -> str:
    """A place across or a width, from 0 to 1, as an attribute."""
    return f"{round(100 * share, 3):g}%"


def down(ems: float) -> str:
    """A place down or a height as an attribute."""
    return f"{round(ems, 3):g}em"


def box(left: float, top: float, width: float, height: float, *inside: str, fill: str, class_: str = "block") -> Markup:
    """A filled rectangle; ``fill`` is `service.pictures.fills.paint`."""
    return element(
        "rect", *inside, x=across(left), y=down(top), width=across(width), height=down(height), fill=fill, class_=class_
    )


def line(left: float, top: float, right: float, bottom: float, class_: str) -> Markup:
    """A straight line."""
    return element("line", x1=across(left), y1=down(top), x2=across(right), y2=down(bottom), class_=class_)


def words(text: str, left: float, baseline: float, class_: str = "words", anchor: str | None = None) -> Markup:
    """Words on ``baseline``; ``anchor``: ``end`` or ``middle`` where they do not start at ``left``."""
    return element("text", text, x=across(left), y=down(baseline), class_=class_, text_anchor=anchor)


def label(text: str, top: float, class_: str = "words") -> Markup:
    """The name of a row, over the whole width: cut where it is long, and cut later where the picture is wide."""
    short, whole = cut(text, _NARROW), cut(text, _WIDE)
    if short == whole:
        return words(whole, 0, top, class_)
    return words(short, 0, top, f"{class_} when-narrow") + words(whole, 0, top, f"{class_} when-wide")


def shape(kind: str, left: float, top: float, *inside: str) -> Markup:
    """A marker with its middle at a place; it keeps its size at every width."""
    outline = element("path", *inside, d=_SHAPES[kind], class_=f"mark-{kind}")
    return element(
        "svg",
        outline,
        x=across(left),
        y=down(top),
        width="1em",
        height="1em",
        viewBox=f"0 0 {SHAPE_SIDE} {SHAPE_SIDE}",
        overflow="visible",
    )


def stretched(parts: Iterable[Markup], top: float, height: float) -> Markup:
    """Paths drawn on a ground of 100 by 100, stretched over the whole width and ``height`` em from ``top`` down."""
    return element(
        "svg",
        *parts,
        x="0",
        y=down(top),
        width="100%",
        height=down(height),
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
        overflow="visible",
    )


def drawing(
    name: str, title: str, summary: str, height: float, parts: Iterable[Markup], *, with_links: bool = False
) -> Markup:
    """The whole picture, ``height`` em high, named by its title and described by its summary."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", summary, id=f"{name}-desc"),
        *parts,
        class_="drawing",
        role="group" if with_links else "img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        height=down(height),
        focusable="false",
    )
