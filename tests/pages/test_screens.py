"""The pictures of the pages in docs/screens: each is there, light, and shown with its line."""

from __future__ import annotations

from pathlib import Path

import yaml

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
MOST_BYTES = 150_000


def test_every_picture_is_there_and_shown() -> None:
    album = yaml.safe_load((SCREENS / "screens.yaml").read_text(encoding="utf-8"))
    screens = {screen["name"]: screen["line"] for group in album["groups"] for screen in group["screens"]}
    shown = (SCREENS / "README.md").read_text(encoding="utf-8")
    assert {path.stem for path in SCREENS.glob("*.png")} == set(screens)
    for name, line in screens.items():
        assert (SCREENS / f"{name}.png").stat().st_size < MOST_BYTES
        assert f'src="{name}.png"' in shown
        assert line in shown
