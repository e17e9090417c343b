"""Colours against WCAG 2.2: text 4.5:1 (1.4.3), borders and focus 3:1 (1.4.11), in light and in dark."""

from __future__ import annotations

import re

import pytest

from service.reports.marks import KINDS
from service.web.assets import STATIC
from tests.service.reports.test_contrast import SCHEMES as REPORTS
from tests.service.reports.test_contrast import contrast, tokens

STYLE = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
BLOCKS = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
SCHEMES = {"light": tokens(BLOCKS[0]), "dark": tokens(BLOCKS[1])}
TEXT = ["ink", "muted", "link", "accent", "own", *KINDS]


def test_both_schemes_set_every_colour() -> None:
    assert set(SCHEMES["light"]) == set(SCHEMES["dark"])


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("text", TEXT)
def test_text_can_be_read(scheme: str, ground: str, text: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", [*KINDS, "own"])
def test_text_can_be_read_on_its_tint(scheme: str, kind: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[kind], colours[f"{kind}-tint"]) >= 4.5
    assert contrast(colours["ink"], colours[f"{kind}-tint"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_buttons_fields_and_the_focus_can_be_seen(scheme: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent-strong"]) >= 4.5
    assert contrast(colours["focus-ink"], colours["focus"]) >= 4.5
    for ground in ("paper", "panel"):
        assert contrast(colours["line"], colours[ground]) >= 3
        assert contrast(colours["accent"], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_report_and_a_page_show_the_same_thing_in_the_same_colour(scheme: str) -> None:
    of_reports = REPORTS[scheme]
    assert {name: SCHEMES[scheme][name] for name in of_reports} == of_reports
