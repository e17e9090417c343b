"""The gallery of docs/feedback shows every example in every form, and its table is what the program says now."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from nlp.pipeline import load_analyser

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "docs" / "feedback"
README = (GALLERY / "README.md").read_text(encoding="utf-8")
IMAGE = re.compile(r'<img src="(?P<path>[^"]+)" alt="(?P<alt>[^"]*)"')
MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def readings() -> dict[str, Any]:
    return runpy.run_path(str(GALLERY / "readings.py"))


def test_the_table_is_what_the_program_says_now(readings: dict[str, Any]) -> None:
    assessor = readings["assessor_readings"]()
    program = readings["program_readings"](load_analyser(), list(assessor))
    assert readings["table"](assessor, program) in README, "run `make gallery`"


def test_the_assessor_read_every_example_of_the_gallery(readings: dict[str, Any]) -> None:
    shown = {path.stem for path in (ROOT / "examples").glob("*.docx")} - {"reflective-account"}
    assert set(readings["assessor_readings"]()) == shown


@pytest.mark.parametrize("name", ["weak-narrative", "strong", "second-language", "log", "transcript"])
@pytest.mark.parametrize("form", ["terminal", "html", "pdf", "word"])
def test_every_example_is_shown_in_every_form(name: str, form: str) -> None:
    assert f"images/{name}-{form}.png" in {found["path"] for found in IMAGE.finditer(README)}


def test_every_picture_is_there_is_shown_and_is_described() -> None:
    shown = {found["path"]: found["alt"] for found in IMAGE.finditer(README)}
    assert set(shown) == {f"images/{path.name}" for path in (GALLERY / "images").iterdir()}
    assert all(len(alt.split()) > 5 for alt in shown.values())


def test_pictures_do_not_weigh_down_the_repository() -> None:
    assert sum(path.stat().st_size for path in (GALLERY / "images").iterdir()) < 5 * MEBIBYTE
