"""Colours of pictures against WCAG 2.2: drawings 3:1 (1.4.11), words 4.5:1 (1.4.3), in light and in dark."""

from __future__ import annotations

import re

import pytest

from service.pictures import STYLE_SHEET
from service.pictures.fills import FILLS
from tests.pages.test_contrast import SCHEMES
from tests.service.reports.test_contrast import contrast

STYLE = STYLE_SHEET.read_text(encoding="utf-8").partition("@media")[0]


def colour(selector: str, of: str) -> str:
    found = re.search(rf"{re.escape(selector)} \{{[^}}]*\b{of}: var\(--([a-z-]+)\)", STYLE)
    assert found, f"{selector} has no {of}"
    return found[1]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize(
    ("selector", "of"),
    [
        (".picture .axis", "stroke"),
        (".picture .reference", "stroke"),
        (".picture .limit", "stroke"),
        (".picture .figures", "stroke"),
        (".picture .interval", "fill"),
        (".picture .mark-dot", "fill"),
        (".picture .mark-diamond", "fill"),
        (".ground-solid", "fill"),
        ('.picture rect[fill$="-empty)"]', "stroke"),
    ],
)
def test_drawings_stand_out_from_the_page(scheme: str, ground: str, selector: str, of: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[colour(selector, of)], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("fill", [fill for fill in FILLS if fill not in {"solid", "empty"}])
def test_patterns_stand_out_from_their_ground_and_from_the_page(scheme: str, fill: str) -> None:
    colours = SCHEMES[scheme]
    lines = colours[colour(f".lines-{fill}", "stroke")]
    assert contrast(lines, colours[colour(f".ground-{fill}", "fill")]) >= 3
    assert contrast(lines, colours["paper"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("selector", [".drawing .words", ".drawing .minor"])
def test_words_can_be_read(scheme: str, selector: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[colour(selector, "fill")], colours["paper"]) >= 4.5


def test_no_colour_stands_in_the_style_sheet_itself() -> None:
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", STYLE)
