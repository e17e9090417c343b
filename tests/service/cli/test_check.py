"""`tallymark check` on one document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp import pipeline
from nlp.errors import ArtefactMissing
from nlp.pipeline import Analyser
from nlp.readers import read_file
from nlp.results import AnalysisResult
from service.cli.exit_codes import ExitCode
from tests.service.cli.conftest import ACCOUNT, Run


def test_the_report_names_unit_file_and_every_marking_point(run: Run, account: Path, analyser: Analyser) -> None:
    printed = run("check", account)

    assert printed.exit_code == 0
    assert analyser.unit.title in printed.stdout
    assert "account.txt: 82 words, 7 sentences" in printed.stdout
    for point in analyser.unit.marking_points:
        assert f"{point.id}  {point.label}" in printed.stdout
    assert printed.stdout.rstrip().endswith("Observations, not decisions: an assessor decides.")
    assert not printed.stderr


def test_json_is_the_result_and_nothing_else(run: Run, account: Path, analyser: Analyser) -> None:
    printed = run("check", account, "--json")

    assert printed.exit_code == 0
    assert AnalysisResult.model_validate_json(printed.stdout) == analyser.analyse(read_file(account))
    assert printed.stdout.count("\n") == 1
    assert not printed.stderr


@pytest.mark.parametrize("pasted", [ACCOUNT, ACCOUNT.encode("utf-16"), ACCOUNT.replace("\n", "\r\n").encode("cp1252")])
def test_a_dash_reads_pasted_text_in_any_encoding(run: Run, pasted: str | bytes) -> None:
    printed = run("check", "-", "--json", stdin=pasted)

    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["text"]["content"].startswith("I run the returns desk")


def test_a_dash_reads_a_document_that_is_piped_in(run: Run, folder: Path) -> None:
    printed = run("check", "-", stdin=(folder / "amira.docx").read_bytes())

    assert printed.exit_code == 0
    assert "Standard input: 82 words" in printed.stdout


def test_a_file_of_that_name_is_not_standard_input_when_its_folder_is_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "-").write_text(ACCOUNT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert "-: 82 words" in run("check", "./-", stdin="Something else.").stdout


def test_a_unit_can_be_named(run: Run, account: Path, analyser: Analyser) -> None:
    assert run("check", account, "--unit", analyser.unit.id).exit_code == 0

    unknown = run("check", account, "--unit", "no-such-unit")

    assert unknown.exit_code == 4
    assert unknown.stderr.startswith("No unit 'no-such-unit' is installed.")
    assert not unknown.stdout


@pytest.mark.parametrize(
    ("name", "content"), [("empty.txt", b""), ("scan.png", b"\x89PNG\r\n\x1a\n"), ("blank.txt", b" \n")]
)
def test_a_document_that_cannot_be_analysed_is_one_message(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    printed = run("check", path, "--json")

    assert printed.exit_code == 3
    assert not printed.stdout
    assert printed.stderr.count("\n") == 1
    assert "Traceback" not in printed.stderr


def test_nothing_on_standard_input_is_an_empty_document(run: Run) -> None:
    assert run("check", "-", stdin="").exit_code == 3


def test_a_model_that_cannot_be_used_is_told(run: Run, account: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_unit_id: str | None) -> Analyser:
        raise ArtefactMissing("heads.npz is not there. Install Tallymark again.")

    monkeypatch.setattr(pipeline, "load_analyser", missing)
    printed = run("check", account)

    assert printed.exit_code == 5
    assert printed.stderr == "heads.npz is not there. Install Tallymark again.\n"


def test_a_fault_of_the_program_tells_its_place_and_none_of_the_learners_words(
    run: Run, account: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Analyser, document: object, **_: object) -> AnalysisResult:
        raise ValueError(f"cannot make sense of {document}")

    monkeypatch.setattr(Analyser, "analyse", fail)
    printed = run("check", account)

    assert printed.exit_code == 70
    assert "ValueError at service/cli/check_document.py:" in printed.stderr
    assert "mower" not in printed.stderr
    assert "Traceback" not in printed.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "no-such-file.docx"),
        ("check", "{account}", "--out", "results.jsonl"),
        ("check", "{folder}"),
        ("check", "{folder}", "--json"),
        ("check", "{folder}", "--json", "--out", "results.jsonl"),
        ("check", "{folder}", "--out", "no-such-folder/results.jsonl"),
        ("check", "{account}", "--no-such-option"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, account: Path, folder: Path, arguments: tuple[str, ...]) -> None:
    printed = run(*(argument.format(account=account, folder=folder) for argument in arguments))

    assert printed.exit_code == 2
    assert not printed.stdout
    assert "Usage: " in printed.stderr


LEVEL_4 = "icq-level-4-nvq-diploma-customer-service"


def test_feedback_is_for_the_qualification_that_is_named(run: Run, account: Path) -> None:
    assert json.loads(run("check", account, "--json", "-q", LEVEL_4).stdout)["feedback"]["level"] == 4
    unknown = run("check", account, "-q", "gcse-physics")
    assert (unknown.exit_code, unknown.stdout) == (ExitCode.UNIT, "")
    assert LEVEL_4 in unknown.stderr


@pytest.mark.usefixtures("policies")
def test_a_learner_is_told_what_the_policy_allows_and_an_assessor_everything(run: Run, account: Path) -> None:
    signposted = run("check", account, "-q", "signpost").stdout
    assert "Marking points at a glance" not in signposted
    assert "What to work on next" in signposted
    refused = run("check", account, "-q", "off")
    assert (refused.exit_code, refused.stdout) == (ExitCode.UNIT, "")
    assert "only your assessor gives feedback" in refused.stderr
    for policy in ("signpost", "off"):
        assert "Marking points at a glance" in run("check", account, "-q", policy, "--for", "assessor").stdout
