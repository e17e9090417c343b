"""The program that draws the report for the README."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from nlp.pipeline import Analyser
from nlp.results import AnalysisResult

IMAGES = Path(__file__).parents[3] / "docs" / "images"


@pytest.fixture(scope="module")
def program() -> Any:
    spec = importlib.util.spec_from_file_location("make_report_image", IMAGES / "make_report_image.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_image_is_the_report_and_loads_nothing_from_elsewhere(
    program: Any, result: AnalysisResult, analyser: Analyser
) -> None:
    drawn = program.draw(result, analyser.unit, "account.docx")
    text = " ".join("".join(ET.fromstring(drawn).itertext()).replace("\xa0", " ").split())  # noqa: S314 - our own

    assert "What already works" in text
    assert "What to work on next" in text
    assert "tallymark check examples/account.docx" in text
    assert "url(http" not in drawn
    assert "@import" not in drawn


def test_drawing_twice_gives_the_same_image(program: Any, result: AnalysisResult, analyser: Analyser) -> None:
    assert program.draw(result, analyser.unit, "a.docx") == program.draw(result, analyser.unit, "a.docx")
