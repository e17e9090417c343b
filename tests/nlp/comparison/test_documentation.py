"""docs/comparison.md against the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from criteria_bank.comparison import ComparisonRules
from nlp.comparison import likeness
from nlp.comparison.results import Comparison
from nlp.results import AnalysisResult

PAGE = Path(__file__).parents[3] / "docs" / "comparison.md"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def in_code(page: str) -> set[str]:
    return set(re.findall(r"`([a-z_0-9]+)`", page))


def own_parts() -> list[dict[str, Any]]:
    """The schemas that are not those of a result, which docs/result.md describes."""
    schema, known = Comparison.model_json_schema(), AnalysisResult.model_json_schema()["$defs"]
    return [schema, *(part for name, part in schema["$defs"].items() if name not in known)]


def choices(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        return set(schema.get("enum", [])).union(*map(choices, schema.values()))
    return set().union(*map(choices, schema)) if isinstance(schema, list) else set()


def test_every_key_of_a_comparison_is_described(page: str) -> None:
    assert {key for part in own_parts() for key in part["properties"]} <= in_code(page)


def test_every_word_that_a_change_may_be_is_described(page: str) -> None:
    told = {
        word
        for part in own_parts()
        for name in ("change", "kind", "outcome")
        for word in choices(part["properties"].get(name, {}))
    }
    assert told
    assert told <= in_code(page)


def test_every_bound_is_the_documented_one(page: str) -> None:
    rules = ComparisonRules()
    for name in (
        "least_change",
        "least_change_of_wording",
        "own_words",
        "unseen",
        "least_depth_change",
        "close_to",
        "related_from",
    ):
        assert f"`{name}` ({getattr(rules, name)})" in page
    assert f"share {likeness.LIKE_ENOUGH} of their characters" in page
    assert f"the bound is {likeness.LIKE_ENOUGH_ELSEWHERE}." in page
    assert f"more than {likeness.MOST_PAIRS:,} pairs" in page


def test_the_links_lead_to_files(page: str) -> None:
    for name in re.findall(r"\]\(([\w-]+\.md)\)", page):
        assert (PAGE.parent / name).is_file(), name
