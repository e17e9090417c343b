"""The recorded example of POST /v1/comparisons is what the installed model answers today."""

from __future__ import annotations

from typing import Any

import pytest

from nlp.comparison.comparison import compare_documents
from nlp.config import model_dir
from nlp.pipeline import load_analyser
from nlp.readers import read_text
from service.comparisons.examples import example

NEARLY = 0.02
"""What probabilities may differ by from machine to machine."""


def differing(recorded: Any, answered: Any, path: str = "") -> list[str]:
    """Where two answers differ, numbers that are nearly the same aside."""
    if isinstance(recorded, dict) and isinstance(answered, dict):
        keys = sorted(recorded.keys() | answered.keys())
        return [one for key in keys for one in differing(recorded.get(key), answered.get(key), f"{path}/{key}")]
    if isinstance(recorded, list) and isinstance(answered, list) and len(recorded) == len(answered):
        pairs = enumerate(zip(recorded, answered, strict=True))
        return [found for index, (one, other) in pairs for found in differing(one, other, f"{path}/{index}")]
    if isinstance(recorded, float) and isinstance(answered, float):
        return [] if abs(recorded - answered) <= NEARLY else [path]
    return [] if recorded == answered else [path]


@pytest.mark.skipif(not model_dir().is_dir(), reason="no model is installed")
def test_the_recorded_comparison_is_not_stale() -> None:
    request, recorded = example("request"), example("comparison")
    compared = compare_documents(load_analyser(), read_text(request["first"]), read_text(request["second"]))
    answered = {**compared.comparison.model_dump(mode="json"), "results": None}

    # The unit's file changes with every word of it; only what changes this answer makes the example stale.
    stale = [path for path in differing(recorded, answered) if path != "/unit/sha256"]

    assert not stale, "run python -m service.comparisons.examples"


def test_a_stale_example_would_be_noticed() -> None:
    recorded = example("comparison")
    points = [{**point, "after": "met"} for point in recorded["marking_points"]]

    assert differing(recorded, {**recorded, "summary": "Something else."}) == ["/summary"]
    assert differing(recorded, {**recorded, "marking_points": points})
    assert differing(recorded, {**recorded, "marking_points": points[1:]}) == ["/marking_points"]
    assert differing({"a": 0.5}, {"a": 0.51}) == []
    assert differing({"a": 0.5}, {"a": 0.6}) == ["/a"]
