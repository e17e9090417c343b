"""WCAG 2.2 AA, as far as a program can tell: axe in light and in dark, and no loss at 320 px and at 200 % zoom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Between light and dark nothing differs but colours.
_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
_RULES = {"light": _ALL, "dark": _OF_COLOUR}
_NARROW = {"width": 320, "height": 640}
_AXE = Axe()


def check_accessible(page: Page) -> None:
    """No violation that axe finds, in light and in dark; nothing to scroll sideways where the page is narrow."""
    for scheme, rules in _RULES.items():
        page.emulate_media(color_scheme=cast("Any", scheme), reduced_motion="reduce")
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        found = _AXE.run(page, options=options).response["violations"]
        assert not found, "\n".join(_describe(scheme, violation) for violation in found)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    fits_narrow(page)


def fits_narrow(page: Page) -> None:
    """Nothing of the page lies beyond 320 px (WCAG 2.2, 1.4.10), which is also 1280 px at 400 % zoom."""
    with _narrow(page):
        wide = page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("main *")]
                .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".table"))
                .map((each) => each.outerHTML.slice(0, 120)).concat(["(the page)"])"""
        )
        assert not wide, f"Too wide for 320 px: {wide[:5]}"


@contextmanager
def _narrow(page: Page) -> Iterator[None]:
    before = page.viewport_size
    page.set_viewport_size(cast("Any", _NARROW))
    yield
    if before:
        page.set_viewport_size(before)


def _describe(scheme: str, violation: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:160] + " – " + node["failureSummary"][:200] for node in violation["nodes"][:3])
    return f"{scheme}: {violation['id']} ({violation['impact']}): {violation['help']}: {places}"
