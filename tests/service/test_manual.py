"""docs/api.md shows what is true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from nlp.config import model_dir
from service.analyses.examples import example
from service.analyses.record_example import excerpt, excerpt_in

MANUAL = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def manual() -> str:
    return MANUAL.read_text(encoding="utf-8")


def blocks(manual: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", manual, re.DOTALL | re.MULTILINE)


def test_the_excerpt_is_one_of_the_recorded_result(manual: str) -> None:
    assert excerpt_in(manual) == excerpt(example("result"))


@pytest.mark.skipif(not model_dir().is_dir(), reason="no model is installed")
def test_the_recorded_result_is_a_models() -> None:
    assert example("result")["analyser"]["model"] != "fake", "run python -m service.analyses.record_example"


def test_every_route_is_listed(client: TestClient) -> None:
    """In the manual, or on the page of its subject."""
    paths = client.get("/openapi.json").json()["paths"]
    routes = {f"{method.upper()} {path}" for path in paths for method in paths[path]}
    pages = "\n".join(page.read_text(encoding="utf-8") for page in MANUAL.parent.glob("*.md"))
    listed = re.findall(r"^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`?]*)[^`]*` \|", pages, re.MULTILINE)
    assert set(map(_without_names, listed)) == set(map(_without_names, routes))


def _without_names(route: str) -> str:
    return re.sub(r"{\w+}", "{id}", route)


def test_the_problem_that_is_shown_is_what_is_answered(manual: str, client: TestClient) -> None:
    shown: dict[str, Any] = json.loads(blocks(manual, "json")[1])
    request_id = shown["instance"].rpartition(":")[2]
    answered = client.post("/v1/analyses", json={}, headers={"X-Request-ID": request_id})
    assert answered.json() == shown


def test_the_links_lead_to_files(manual: str) -> None:
    for name in re.findall(r"\]\(([\w-]+\.md)\)", manual):
        assert (MANUAL.parent / name).is_file(), name
