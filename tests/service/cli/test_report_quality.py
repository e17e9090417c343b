"""What the report in a terminal says of the quality of the evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.cli.conftest import Run

TEXT = (
    "On Friday everyone came. Customers always say how clean it is here. I rang two of them on 4 March and on 5 March."
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "account.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def section(stdout: str) -> str:
    return stdout.partition("The quality of the evidence: hints")[2].partition("\n\n")[0]


def test_a_hint_stands_beside_the_quality_it_speaks_to_and_above_its_place(run: Run, path: Path) -> None:
    told = section(run("check", path, "--for", "assessor").stdout).splitlines()
    (at,) = [number for number, line in enumerate(told) if line.strip().startswith("Reliable")]
    assert "Here many people are said to say something." in told[at]
    assert "“Customers always say how clean it is here.” (paragraph 1)" in "\n".join(told[at:])


def test_short_places_share_a_line(run: Run, path: Path) -> None:
    told = " ".join(section(run("check", path, "--for", "assessor").stdout).split())
    assert "“4 March” (paragraph 1); “5 March” (paragraph 1)" in told


def test_learning_outcomes_are_an_assessors_matter(run: Run, path: Path) -> None:
    assert "LO1: " in section(run("check", path, "--for", "assessor").stdout)
    learner = section(run("check", path).stdout)
    assert "Current" in learner
    assert "LO1: " not in learner
