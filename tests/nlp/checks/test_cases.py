"""What the checks say of short accounts, written down before the checks were (``cases/<check>.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from nlp.documents import Document
from nlp.pipeline import Analyser, load_analyser

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    check: str
    name: str
    says: list[str]
    text: str
    limit: str | None


def read_cases() -> list[Case]:
    return [
        Case(path.stem, one["name"], statuses(one["says"]), one["text"], one.get("limit"))
        for path in sorted(FOLDER.glob("*.yaml"))
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def statuses(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else said


def as_document(text: str) -> Document:
    """Blank lines part paragraphs; lines within one run on."""
    return Document.from_paragraphs([" ".join(paragraph.split()) for paragraph in text.split("\n\n")])


CASES = read_cases()


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return load_analyser()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.check}: {case.name}" for case in CASES])
def test_a_check_says_of_an_account_what_a_person_would(analyser: Analyser, case: Case) -> None:
    """Cases with a ``limit`` hold what the program says instead, so that a change for the better is noticed too."""
    result = analyser.analyse(as_document(case.text))

    (finding,) = [finding for finding in result.checks if finding.id == case.check]
    assert finding.status in ([case.limit] if case.limit else case.says), finding
