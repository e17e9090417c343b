from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from nlp.readers import read_file

EXAMPLES = Path(__file__).parents[3] / "examples"


def read(name: str) -> list[str]:
    return read_file(EXAMPLES / f"{name}.docx").paragraph_texts()


def test_the_example_documents_are_what_their_program_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    made = runpy.run_path(str(EXAMPLES / "make_examples.py"))["make"](tmp_path)
    assert {path.name for path in made} == {path.name for path in EXAMPLES.glob("*.docx")}
    for path in made:
        assert read_file(path) == read_file(EXAMPLES / path.name)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.docx")), ids=lambda path: path.stem)
def test_an_example_is_as_long_as_what_learners_hand_in(path: Path) -> None:
    assert 300 <= len(read_file(path).text.split()) <= 1100


def test_the_reflective_account_shows_what_a_reader_meets() -> None:
    paragraphs = read("reflective-account")
    assert paragraphs[0].startswith("Reflective account")
    assert "Office hard to reach\t5\tNothing yet" in paragraphs
    assert "text changes by 4 pm the day before, for parents who work shifts" in paragraphs


def test_the_strong_account_has_a_tutors_tracked_changes_and_a_footnote() -> None:
    paragraphs = read("strong")
    assert any("UK GDPR and the Data Protection Act 2018, so they" in paragraph for paragraph in paragraphs)
    assert any("who complain loudest" in paragraph for paragraph in paragraphs)
    assert paragraphs[-1].startswith("Parasuraman, Zeithaml and Berry (1985)")


def test_the_log_ends_with_an_entry_that_has_no_date() -> None:
    entries = read("log")[2:]
    undated = [entry for entry in entries if not entry.startswith(("Mon", "Tues", "Wed", "Thurs", "Fri"))]
    assert undated == entries[-1:]


def test_the_transcript_is_turns_of_two_speakers() -> None:
    turns = read("transcript")[2:]
    assert {turn.split(":")[0] for turn in turns} == {"Assessor", "Callum"}
