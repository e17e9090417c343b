"""`tallymark compare` on two drafts."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from nlp.comparison.alignment import align
from nlp.comparison.comparison import compare, compare_documents
from nlp.comparison.results import Comparison
from nlp.pipeline import Analyser, fake_analyser
from nlp.readers import read_file, read_text
from service.cli.comparison_report import report
from service.cli.comparison_report.pair import Pair
from service.cli.terminal import show
from tests.nlp.comparison.scripted import compared, scripted
from tests.nlp.judgement.saying import Said
from tests.service.cli.conftest import ACCOUNT, Run

REVISED = ACCOUNT.replace(
    "I offered to collect it myself.",
    "I offered to collect it myself, because a stranger at the door would have been one more thing to plan for.",
).replace("Our target for call-backs is two days.", "She has asked for me by name twice since then.")
LISTENED = "I let her finish, and then said back to her what I had understood."
TRUST = "She believed me after that, because the van came when I had said."
TRUST_LABEL = next(one.label for one in fake_analyser().unit.elements if one.id == "5.trust")
UNIFORM = "We treat every customer exactly the same."
START = ["I run the returns desk of a garden centre.", "In March a customer brought back a mower."]


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The account's second draft, as a Word document."""
    path = tmp_path / "second draft.docx"
    document = docx.Document()
    for paragraph in REVISED.split("\n\n"):
        document.add_paragraph(paragraph.replace("\n", " "))
    document.save(str(path))
    return path


def printed(first: list[str], later: list[str], capsys: pytest.CaptureFixture[str], analyser: Analyser) -> str:
    """The report on two drafts in which it is known what each sentence shows."""
    script = {
        LISTENED: Said({"6.listening": 0.9, "3.technique": 0.8}),
        TRUST: Said({"5.trust": 0.9}, stage="analysis"),
        UNIFORM: Said({"uniform": 0.95}),
    }
    comparison = compared(first, later, script).comparison
    show(report(Pair(comparison, analyser.unit), ("first.docx", "second.docx")))
    return " ".join(capsys.readouterr().out.split())


def test_both_drafts_are_named_and_every_changed_sentence_is_shown(run: Run, account: Path, second: Path) -> None:
    ran = run("compare", account, second)

    shown = " ".join(ran.stdout.split())
    assert ran.exit_code == 0
    assert "First draft: account.txt: 82 words, 7 sentences" in shown
    assert f"Second draft: second draft.docx: {len(REVISED.split())} words, 7 sentences" in shown
    assert "Before: I offered to collect it myself." in shown
    assert "Now: I offered to collect it myself[+, because a stranger at the door" in shown
    assert "- Taken out Our target for call-backs is two days." in shown
    assert "+ Added She has asked for me by name twice since then." in shown
    assert shown.endswith("Observations, not decisions: an assessor decides.")
    assert not ran.stderr


def test_json_is_the_comparison_and_nothing_else(run: Run, account: Path, second: Path, analyser: Analyser) -> None:
    ran = run("compare", account, second, "--json")

    assert ran.exit_code == 0
    expected = compare_documents(analyser, read_file(account), read_file(second)).comparison
    assert Comparison.model_validate_json(ran.stdout) == expected
    assert ran.stdout.count("\n") == 1
    assert not ran.stderr


def test_a_draft_compared_with_itself_has_not_changed(run: Run, account: Path) -> None:
    ran = run("compare", account, account)

    assert "nothing has changed" in ran.stdout
    assert "What changed in the text" not in ran.stdout


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("file", [("empty.txt", b""), ("scan.png", b"\x89PNG\r\n\x1a\n"), ("dots.txt", b" ...")])
def test_the_draft_that_cannot_be_read_is_named(
    run: Run, account: Path, tmp_path: Path, file: tuple[str, bytes], place: int
) -> None:
    bad = tmp_path / file[0]
    bad.write_bytes(file[1])
    drafts = [account]
    drafts.insert(place, bad)

    ran = run("compare", *drafts)

    assert ran.exit_code == 3
    assert ran.stderr.startswith(f"{bad}: ")
    assert not ran.stdout


def test_a_missing_file_and_a_folder_are_usage_errors(run: Run, account: Path, tmp_path: Path) -> None:
    missing, folder = run("compare", account, tmp_path / "no.docx"), run("compare", tmp_path, account)

    assert (missing.exit_code, folder.exit_code) == (2, 2)
    assert "There is no file" in missing.stderr
    assert "is a folder" in " ".join(folder.stderr.replace("│", " ").split())


def test_an_unknown_unit_or_qualification_is_told(run: Run, account: Path, second: Path) -> None:
    assert run("compare", account, second, "--unit", "no-such-unit").exit_code == 4
    assert run("compare", account, second, "--qualification", "none").exit_code == 4


def test_what_was_gained_is_quoted_under_its_marking_point(
    capsys: pytest.CaptureFixture[str], analyser: Analyser
) -> None:
    shown = printed(START, [*START, LISTENED, TRUST], capsys, analyser)

    assert "▲ Moved on MP5" in shown
    assert f"New: {TRUST_LABEL} “{TRUST}”" in shown
    assert "(Not yet, now some evidence)" in shown
    assert "= As it was MP8" in shown


def test_a_status_that_moved_by_too_little_is_said_to_be_in_between(
    capsys: pytest.CaptureFixture[str], analyser: Analyser
) -> None:
    """The same words, judged anew by a model that is a little less sure."""
    sentences = [*START, LISTENED]
    text = read_text(" ".join(sentences))
    surer, less_sure = (scripted({LISTENED: Said({"5.trust": sure})}).analyse(text) for sure in (0.52, 0.48))
    comparison = compare(surer, less_sure, analyser.unit, align(sentences, sentences))

    show(report(Pair(comparison, analyser.unit), ("a", "b")))

    shown = " ".join(capsys.readouterr().out.split())
    assert "= Much the same MP5" in shown
    assert "(Between not yet and some evidence)" in shown


def test_what_was_lost_is_said_gently_with_the_sentence_that_was_taken_out(
    capsys: pytest.CaptureFixture[str], analyser: Analyser
) -> None:
    shown = printed([*START, TRUST], START, capsys, analyser)

    assert "▼ Less clear MP5" in shown
    assert f"{TRUST_LABEL[0].upper()}{TRUST_LABEL[1:]}. Harder to see now; it was in “{TRUST}”" in shown
    assert "put it back" in shown


def test_flags_that_came_and_went_are_told(capsys: pytest.CaptureFixture[str], analyser: Analyser) -> None:
    new = printed(START, [*START, UNIFORM], capsys, analyser)
    settled = printed([*START, UNIFORM], START, capsys, analyser)

    assert "△ New Your account treats customers as if they all wanted the same." in new
    assert "● Settled Your account treats customers as if they all wanted the same." in settled


def test_a_learner_who_may_only_be_signposted_sees_no_marking_points(
    capsys: pytest.CaptureFixture[str], analyser: Analyser
) -> None:
    first, later = analyser.analyse(read_text(ACCOUNT)), analyser.analyse(read_text(REVISED))
    feedback = later.feedback.model_copy(update={"policy": "signpost"})
    pairs = align(*([one.text.content[part.start : part.end] for part in one.text.sentences] for one in (first, later)))
    comparison = compare(first, later.model_copy(update={"feedback": feedback}), analyser.unit, pairs)

    show(report(Pair(comparison, analyser.unit), ("a", "b")))

    shown = capsys.readouterr().out
    assert "What changed in the text" in shown
    assert "MP1" not in shown
    assert "Next steps" not in shown


def test_a_document_cannot_steer_the_terminal(run: Run, account: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil.txt"
    evil.write_text(ACCOUNT + "\n\nI rang \x1b[31mher \u202eback and promised to ring again.", encoding="utf-8")

    ran = run("compare", account, evil)

    assert ran.exit_code == 0
    assert "\x1b" not in ran.stdout
    assert "\u202e" not in ran.stdout


def test_no_more_than_json_goes_to_a_program(run: Run, account: Path, second: Path) -> None:
    content = json.loads(run("compare", account, second, "--json", "--for", "assessor").stdout)

    assert set(content) == set(Comparison.model_fields)
