"""What the checks say of short accounts, against what a person would say.

``cases/<check>.yaml`` were written before the checks were, ``unseen.yaml`` after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from nlp.documents import Document
from nlp.pipeline import Analyser, load_analyser
from nlp.results import AnalysisResult

FOLDER = Path(__file__).parent


class Case(NamedTuple):
    check: str
    name: str
    says: list[str]
    text: str
    limit: str | None


def read_cases() -> Iterator[Case]:
    for path in (*sorted((FOLDER / "cases").glob("*.yaml")), FOLDER / "unseen.yaml"):
        for one in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield Case(one.get("check", path.stem), one["name"], statuses(one["says"]), one["text"], one.get("limit"))


def statuses(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else said


def as_document(text: str) -> Document:
    """Blank lines part paragraphs; lines within one run on."""
    return Document.from_paragraphs([" ".join(paragraph.split()) for paragraph in text.split("\n\n")])


CASES = tuple(read_cases())


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return load_analyser()


@pytest.fixture(scope="module")
def results(analyser: Analyser) -> list[AnalysisResult]:
    return list(analyser.analyse_many(as_document(case.text) for case in CASES))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{case.check}: {case.name}" for case in CASES])
def test_a_check_says_of_an_account_what_a_person_would(results: list[AnalysisResult], number: int) -> None:
    """Cases with a ``limit`` hold what the program says instead, so that a change for the better is noticed too."""
    case = CASES[number]

    (finding,) = [finding for finding in results[number].checks if finding.id == case.check]
    assert finding.status in ([case.limit] if case.limit else case.says), finding


def test_every_message_of_every_check_is_said_of_one_of_the_cases(
    analyser: Analyser, results: list[AnalysisResult]
) -> None:
    said = {(finding.id, finding.message) for result in results for finding in result.checks}

    unsaid = [
        (check.id, key)
        for check in analyser.unit.checks
        for key, template in check.messages.model_dump(exclude_none=True).items()
        if not any(name == check.id and matches(template, message) for name, message in said)
    ]
    assert unsaid == [("constraints_overlooked", "thin")]  # rare: test_detectors.py


def matches(template: str, message: str) -> bool:
    """Whether the message is the template filled in."""
    parts = (re.escape(part) for part in re.split(r"\{\w+\}", template))
    return re.fullmatch(".+".join(parts), message, re.DOTALL) is not None


def test_every_word_of_the_findings_can_be_found_in_the_account(results: list[AnalysisResult]) -> None:
    for result in results:
        for finding in result.checks:
            assert all(0 <= place.start < place.end <= len(result.text.content) for place in finding.evidence)
            assert "{" not in finding.message
