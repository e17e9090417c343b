"""Seven fills that differ in pattern as well as in colour."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from service.pictures.elements import element
from service.pictures.picture import Key

_SIDE = 6
# Each on a square of 6 by 6 that repeats: the path that is stroked on the fill's pale ground.
_LINES = {
    "solid": "",
    "slanted": "M-1 1l2-2M0 6l6-6M5 7l2-2",
    "empty": "",
    "dotted": "M1.5 1.5h.01M4.5 4.5h.01",
    "crossed": "M0 3h6M3 0v6",
    "striped": "M1.5 0v6M4.5 0v6",
    "leaning": "M-1 5l2 2M0 0l6 6M5-1l2 2",
}
FILLS = tuple(_LINES)
MOST = len(FILLS)


def patterns(name: str, fills: Sequence[str]) -> Markup:
    """The definitions of ``fills`` for the picture ``name``: ids are of a page, so each picture has its own."""
    return element("defs", *(_pattern(name, fill) for fill in fills))


def paint(name: str, fill: str) -> str:
    """The ``fill`` attribute that uses a pattern of the picture ``name``."""
    return f"url(#{name}-{fill})"


def key(name: str, fills: Sequence[str], labels: Sequence[str]) -> tuple[Key, ...]:
    """What each fill stands for; the swatches use the patterns that the drawing of ``name`` defines."""
    return tuple(Key(_swatch(name, fill), label) for fill, label in zip(fills, labels, strict=True))


def _pattern(name: str, fill: str) -> Markup:
    ground = element("rect", width=_SIDE, height=_SIDE, class_=f"ground-{fill}")
    lines = element("path", d=_LINES[fill], class_=f"lines-{fill}") if _LINES[fill] else Markup()
    return element(
        "pattern", ground, lines, id=f"{name}-{fill}", width=_SIDE, height=_SIDE, patternUnits="userSpaceOnUse"
    )


def _swatch(name: str, fill: str) -> Markup:
    block = element("rect", width="100%", height="100%", fill=paint(name, fill), class_="block")
    return element("svg", block, class_="swatch", aria_hidden="true", focusable="false")
