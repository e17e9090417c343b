"""Colours against WCAG 2.2: text 4.5:1 (criterion 1.4.3), marks and drawings 3:1 (1.4.11), in light and in dark."""

from __future__ import annotations

import re

import pytest

from service.reports.marks import KINDS
from service.reports.wording import TEMPLATES

STYLE = (TEMPLATES / "report.css").read_text(encoding="utf-8")
TYPESET = (TEMPLATES / "report.typ").read_text(encoding="utf-8")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


BLOCKS = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
LIGHT = tokens(BLOCKS[0])
SCHEMES = {"light": LIGHT, "dark": tokens(BLOCKS[1]), "print": {**LIGHT, **tokens(BLOCKS[2])}}
TEXT = ["ink", "muted", "link", "accent", *KINDS]


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2, glossary)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_sets_every_colour(scheme: str) -> None:
    assert set(SCHEMES[scheme]) == set(LIGHT)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("text", TEXT)
def test_text_can_be_read(scheme: str, ground: str, text: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_marked_text_and_the_line_under_it_can_be_seen(scheme: str, kind: str) -> None:
    colours = SCHEMES[scheme]
    tint = colours[f"{kind}-tint"]
    assert contrast(colours["ink"], tint) >= 4.5
    assert contrast(colours[kind], tint) >= 3
    assert contrast(colours[kind], colours["paper"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_drawings_stand_out_from_their_ground(scheme: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours["line"], colours["panel"]) >= 3
    assert contrast(colours["accent"], colours["panel"]) >= 3


def test_every_kind_of_mark_has_a_line_of_its_own() -> None:
    lines = {kind: re.search(rf"mark\.{kind} \{{.*?underline ([^;]*);", STYLE) for kind in KINDS}
    styles = {kind: found[1].replace(f"var(--{kind})", "").strip() for kind, found in lines.items() if found}
    assert len(set(styles.values())) >= len(KINDS) - 1, styles


def test_the_pdf_has_the_colours_of_the_page() -> None:
    for kind, colour, tint in re.findall(r'(\w+): \(rgb\("(#\w+)"\), rgb\("(#\w+)"\)\)', TYPESET):
        assert (LIGHT[kind], LIGHT[f"{kind}-tint"]) == (colour, tint)
    for name, token in {
        "ink": "ink",
        "muted": "muted",
        "line-colour": "line",
        "hair": "hair",
        "panel": "panel",
    }.items():
        assert f'#let {name} = rgb("{LIGHT[token]}")' in TYPESET
