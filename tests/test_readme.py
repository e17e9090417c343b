"""README.md against the project: its figures are the model card's, its commands and links exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_row_of_figures_is_the_model_cards_own(readme: str) -> None:
    card = (ROOT / "models" / "serving" / "MODEL_CARD.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in readme.splitlines() if (line.startswith("| ") and "kappa" in line) or "micro-F1" in line]

    assert rows
    assert [row for row in rows if row not in card] == []


def test_every_make_target_exists(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"make (demo|test|check)\b", readme)

    assert {"demo", "test", "check"} <= set(targets)
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_every_link_into_the_project_leads_somewhere(readme: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", readme) if "://" not in link]

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
