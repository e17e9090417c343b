"""All pictures on one page in Chromium: accessible, narrow, with words that can be read, and in forced colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from service.pictures import (
    STYLE_SHEET,
    Bar,
    BarGroup,
    Bin,
    Interval,
    Observation,
    Unknown,
    coverage,
    histogram,
    intervals,
    series,
    sparkline,
    stage_strip,
)
from service.web.assets import STATIC
from service.web.rendering import environment
from tests.pages.accessibility import check_accessible
from tests.pages.pictures.drawn import profile

_PAGE = """{% from "macros/picture.html.j2" import picture %}<!DOCTYPE html><html lang="en"><head>
<meta name="viewport" content="width=device-width"><title>Pictures</title><style>{{ style | safe }}</style></head>
<body><main class="page"><h1>Pictures</h1>{% for each in pictures %}{{ picture(each, "A caption.") }}{% endfor %}</main>
</body></html>"""
_LONG = "Maria-Magdalena Wiśniewska-Featherstonehaugh of the northern campus מחזור אביב"
_WORDS = """() => [...document.querySelectorAll(".drawing text")].filter((text) => text.getClientRects().length)
.map((text) => [text.textContent, text.getBoundingClientRect().left, text.getBoundingClientRect().right,
parseFloat(getComputedStyle(text).fontSize)])"""


@pytest.fixture(scope="module")
def page_of_pictures() -> str:
    stages = ["description", "feelings", "other", "evaluation", "analysis", "conclusion", "action_plan"] * 6
    points = (Bar(_LONG, (31, 12, 3)), Bar("2 Limits", (0, 1, 2)), Bar("3", (0, 0, 0)))
    agreement: list[Interval | Unknown] = [
        Interval(_LONG, 0.62, 0.48, 0.74, 1140),
        Interval("Sam", 0.2, -0.1, 0.4, 31),
        Unknown("Jo", "2 only", 2),
    ]
    weeks = [Observation(f"{day} March 2026", 0.5 + (day == 20) / 3, 0.3, 0.7) for day in range(1, 27)]
    pictures = [
        stage_strip("strip", "Stages", profile(stages), anchors=[f"s{place}" for place in range(len(stages))]),
        coverage("cover", _LONG, of="Point", parts=["met", "partly", "not"], groups=[BarGroup(_LONG, points)]),
        intervals(
            "agree", "Agreement", agreement, of="Assessor", figure="Kappa", form="decimal", reference=(_LONG, 0.7)
        ),
        series("drift", "Drift", weeks, of="Week", figure="Met", form="percent", middle=("aim", 0.5)),
        histogram("bins", "Waiting", [Bin(f"{day} days", day * 7) for day in range(10)], of="Days", counted="Waiting"),
        sparkline("spark", "Decisions", [("w1", 3), ("w2", 8), ("w3", 1)], of="Week", figure="Decisions"),
        histogram("none", "Nothing", [], of="Days", counted="Waiting"),
    ]
    sheets = [*(STATIC / "css" / f"{name}.css" for name in ("tokens", "base", "components")), STYLE_SHEET]
    style = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return environment("en-GB").from_string(_PAGE).render(style=style, pictures=pictures)


@pytest.fixture
def page(profiles: Callable[..., BrowserContext], page_of_pictures: str) -> Page:
    page = profiles().new_page()
    page.set_content(page_of_pictures)
    return page


def test_pictures_and_their_tables_are_accessible(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    check_accessible(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_words_can_be_read_and_stay_in_the_picture(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    words: list[Any] = page.evaluate(_WORDS)
    assert len(words) > 20
    assert min(size for *_, size in words) >= 12
    assert not [text for text, left, right, _size in words if left < 0 or right > width]


def test_in_forced_colours_everything_drawn_keeps_a_colour_of_the_system(page: Page) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    drawn = page.evaluate(
        """() => [".axis", ".figures", ".limit", ".lines-slanted", ".lines-crossed"].map(
        (each) => getComputedStyle(document.querySelector(each)).stroke)"""
    )
    assert set(drawn) <= {"rgb(255, 255, 255)", "rgb(255, 255, 0)"}
