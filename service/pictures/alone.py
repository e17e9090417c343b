"""A drawing without a page around it: for what knows neither the page's style sheets nor its width, as a PDF does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from markupsafe import Markup

from service.pictures import STYLE_SHEET

_EMS = re.compile(r'(-?[\d.]+)em"')
_HEIGHT = re.compile(r'^<svg[^>]*? height="([\d.]+)"')
_NESTED = re.compile(r"@[a-z-]+[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(r"var\(--([a-z0-9-]+)\)")
_RULE = re.compile(r"[^{}]+\{[^{}]*\}")
# Without a page, the words of a picture that is wide.
_WIDE = ".when-narrow { display: none } .when-wide { display: inline }"


def alone(drawing: Markup, colours: Mapping[str, str], *, width: float, height: float, em: float, font: str) -> str:
    """``drawing`` as a file of SVG, ``width`` by ``height`` with letters of the size ``em``, all in the same unit.

    ``colours``: of the style sheet's custom properties, by their names without dashes.
    """
    sized = _EMS.sub(lambda found: f'{float(found[1]) * em:.5g}"', str(drawing))
    space = (
        f'xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    )
    opened = re.sub(r' height="[^"]*"', "", sized.partition(">")[0], count=1)
    style = f"<style>{_style(tuple(sorted(colours.items())))}</style>"
    start = opened.replace("<svg", f'<svg {space} font-family="{font}" font-size="{em:g}"', 1)
    return f"{start}>{style}{sized.partition('>')[2]}"


def height_of(drawing: Markup, em: float) -> float:
    """How high a drawing is with letters of the size ``em``."""
    found = _HEIGHT.match(_EMS.sub(lambda each: f'{float(each[1]) * em:.5g}"', str(drawing)))
    return float(found[1]) if found else em


@cache
def _style(colours: tuple[tuple[str, str], ...]) -> str:
    """What the style sheet says of drawings, with the colours themselves and without what only a page has."""
    known = dict(colours)
    plain = _NESTED.sub("", _COMMENT.sub("", STYLE_SHEET.read_text(encoding="utf-8")))
    rules = [rule.replace(".picture ", "").replace(".drawing ", "") for rule in _RULE.findall(plain)]
    drawn = [rule for rule in rules if re.search(r"\b(fill|stroke)\b|\.group\b", rule)]
    return _COLOUR.sub(lambda found: known.get(found[1], "#000000"), "".join(drawn)).replace("\n", " ") + _WIDE
