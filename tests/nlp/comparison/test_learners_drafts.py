"""Drafts as learners revise them, through the installed model and the readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from nlp.comparison.comparison import ComparedDrafts, compare_documents
from nlp.comparison.results import Comparison
from nlp.config import model_dir
from nlp.documents import Document
from nlp.pipeline import Analyser, load_analyser
from nlp.readers import read_file
from tests.nlp.comparison import learners_drafts as drafts

pytestmark = pytest.mark.skipif(not model_dir().is_dir(), reason="no model is installed")
EXAMPLES = Path(__file__).parents[3] / "examples"
Draft = Sequence[str]


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return load_analyser()


def compared(analyser: Analyser, first: Draft, second: Draft) -> Comparison:
    return compare_documents(
        analyser, Document.from_paragraphs(list(first)), Document.from_paragraphs(list(second))
    ).comparison


def word_file(path: Path, draft: Draft) -> Path:
    """The draft as Word would hold it: a table first, and a run of its own for every other word."""
    document = docx.Document()
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "Name: a learner"
    for text in draft:
        paragraph = document.add_paragraph()
        for word in text.split(" "):
            paragraph.add_run(f"{word} ")
    document.save(str(path))
    return path


def told(comparison: Comparison) -> dict[str, str]:
    """Elements and marking points that are told to be gained or lost."""
    found = {point.id: point.change for point in comparison.marking_points}
    found |= {element.id: element.change for point in comparison.marking_points for element in point.elements}
    return {name: change for name, change in found.items() if change in ("gained", "lost")}


def changes(comparison: Comparison) -> Counter[str]:
    return Counter(change.kind for change in comparison.text.changes)


def test_a_sentence_that_says_why_is_gained(analyser: Analyser) -> None:
    comparison = compared(analyser, drafts.FIRST, drafts.ADDS_A_WHY)

    assert told(comparison)["5.trust"] == "gained"
    assert set(told(comparison).values()) == {"gained"}
    (trust,) = [one for point in comparison.marking_points for one in point.elements if one.id == "5.trust"]
    assert [quoted.text for quoted in trust.sentences] == [drafts.WHY]
    assert comparison.summary.startswith("You added one sentence. Your account now shows more.")
    assert comparison.depth is not None
    assert comparison.depth.change == "deeper"


def test_a_sentence_that_was_taken_out_is_missed_gently(analyser: Analyser) -> None:
    comparison = compared(analyser, drafts.FIRST, drafts.REMOVES_A_SENTENCE)

    assert changes(comparison) == {"removed": 1}
    assert told(comparison)["6.questioning"] == "lost"
    assert set(told(comparison)) <= {"6.questioning", "MP6"}
    assert "One thing is harder to see now: how you asked questions." in comparison.summary
    assert f"It was in the sentence “{drafts.QUESTION.removesuffix('”')}" in comparison.summary


def test_two_sentences_made_one_change_nothing_that_the_account_shows(analyser: Analyser) -> None:
    comparison = compared(analyser, drafts.FIRST, drafts.JOINS_TWO)

    assert changes(comparison) == {"joined": 1}
    assert told(comparison) == {}
    assert {step.outcome for step in comparison.next_steps} == {"open"}
    assert "has stayed the same" in comparison.summary


def test_a_paragraph_in_another_place_changes_nothing_that_the_account_shows(analyser: Analyser) -> None:
    comparison = compared(analyser, drafts.FIRST, drafts.MOVES_A_PARAGRAPH)

    assert changes(comparison) == {"moved": 2}
    assert all(point.before == point.after for point in comparison.marking_points)
    assert comparison.depth is not None
    assert comparison.depth.change == "unchanged"
    assert comparison.summary == "You moved parts of your text and kept the words."


@pytest.mark.parametrize("first", [drafts.WITH_TYPING_ERRORS, drafts.IN_A_SECOND_LANGUAGE], ids=["typing", "language"])
def test_mending_the_language_is_no_gain_and_no_loss(analyser: Analyser, first: Draft) -> None:
    comparison = compared(analyser, first, drafts.FIRST)

    assert changes(comparison) == {"reworded": 7}
    assert told(comparison) == {}
    assert {step.outcome for step in comparison.next_steps} == {"open"}
    assert "has stayed the same" in comparison.summary


def test_another_account_is_not_taken_for_a_draft(analyser: Analyser) -> None:
    comparison = compared(analyser, drafts.FIRST, drafts.ANOTHER_ACCOUNT)

    assert comparison.text.shared == 0
    assert comparison.summary.endswith("check that you chose the right files.")


def test_an_untouched_sentence_keeps_its_judgement_whatever_stands_beside_it(analyser: Analyser) -> None:
    first, second = (Document.from_paragraphs(list(one)) for one in (drafts.FIRST, drafts.MOVES_A_PARAGRAPH))
    result = compare_documents(analyser, first, second)

    def judged(which: str) -> dict[str, object]:
        text = getattr(result, which).text
        return {text.content[one.start : one.end]: one.model_dump(exclude={"start", "end"}) for one in text.sentences}

    assert judged("first") == judged("second")
    assert judged("second") != {
        second.text[one.start : one.end]: one.model_dump(exclude={"start", "end"})
        for one in analyser.analyse(second).text.sentences
    }


def test_word_documents_are_compared_by_what_they_say(analyser: Analyser, tmp_path: Path) -> None:
    first = word_file(tmp_path / "first.docx", drafts.FIRST)
    second = word_file(tmp_path / "second.docx", drafts.ADDS_A_WHY)

    comparison = compare_documents(analyser, read_file(first), read_file(second)).comparison

    assert changes(comparison) == {"added": 1}
    assert told(comparison)["5.trust"] == "gained"


@pytest.fixture(scope="module")
def example(analyser: Analyser) -> ComparedDrafts:
    """The example of a weak account, and the same learner's second go."""
    return compare_documents(
        analyser, read_file(EXAMPLES / "weak-narrative.docx"), read_file(EXAMPLES / "weak-narrative-second-draft.docx")
    )


def test_the_example_s_second_draft_moves_on(example: ComparedDrafts) -> None:
    comparison = example.comparison

    assert "gained" in told(comparison).values()
    assert "lost" not in told(comparison).values()
    assert comparison.depth is not None
    assert comparison.depth.change == "deeper"
    assert "taken" in {step.outcome for step in comparison.next_steps}
    assert "resolved" in {flag.change for flag in comparison.flags}


def test_the_example_s_sentences_are_found_again(example: ComparedDrafts) -> None:
    found = {
        change.first[0].text: change.second[0].text
        for change in example.comparison.text.changes
        if change.kind == "reworded"
    }

    assert found["The part came on the Thursday of the week after."].endswith("she came in on the Saturday for it.")
    assert found["To be fair I did not look in the workshop first and Karl had eleven bikes in."].startswith(
        "I did not"
    )
    assert example.comparison.text.counts["same"] >= 14
