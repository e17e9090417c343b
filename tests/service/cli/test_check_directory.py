"""`tallymark check` on a folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from nlp.pipeline import Analyser
from nlp.results import AnalysisResult
from tests.service.cli.conftest import ACCOUNT, Run


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results.jsonl"


def test_every_document_becomes_one_line_in_the_order_of_names(run: Run, folder: Path, out: Path) -> None:
    printed = run("check", folder, "--out", out)

    assert printed.exit_code == 1
    assert [line["source"] for line in lines_of(out)] == [
        "amira.docx", "empty.txt", "group b/ben.txt", "scan.png", "torn.docx"
    ]  # fmt: skip
    assert [sorted(line) for line in lines_of(out)] == [
        ["result", "source"], ["error", "source"], ["result", "source"], ["error", "source"], ["error", "source"]
    ]  # fmt: skip


def test_a_line_holds_the_result_of_checking_the_document_alone(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out)
    alone = json.loads(run("check", folder / "amira.docx", "--json").stdout)

    assert lines_of(out)[0]["result"] == alone
    AnalysisResult.model_validate(alone)


def test_an_error_is_a_problem_of_the_same_kinds_as_the_interfaces(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out)
    problems = {line["source"]: line["error"] for line in lines_of(out) if "error" in line}

    assert all(sorted(problem) == ["detail", "status", "title", "type"] for problem in problems.values())
    assert {name: (problem["type"], problem["status"]) for name, problem in problems.items()} == {
        "empty.txt": ("urn:tallymark:problem:document-empty", 422),
        "scan.png": ("urn:tallymark:problem:unsupported-format", 415),
        "torn.docx": ("urn:tallymark:problem:document-damaged", 422),
    }


def test_the_count_says_what_happened_to_every_file(run: Run, folder: Path, out: Path) -> None:
    printed = run("check", folder, "--out", out)

    assert not printed.stdout
    assert [line for line in printed.stderr.splitlines() if not line.startswith(("empty", "scan", "torn"))] == [
        f"2 documents analysed; the results are in {out}.",
        "3 documents could not be analysed; the results file says why.",
        "2 hidden files or folders left out.",
    ]
    for name in ("empty.txt: ", "scan.png: ", "torn.docx: "):
        assert sum(line.startswith(name) for line in printed.stderr.splitlines()) == 1


def test_a_second_run_keeps_what_is_done_and_tries_again_what_failed(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out)
    first = out.read_bytes()
    (folder / "empty.txt").write_text(ACCOUNT, encoding="utf-8")

    printed = run("check", folder, "--out", out)

    assert "1 document analysed" in printed.stderr
    assert "2 documents already had a result, which was kept." in printed.stderr
    assert [line["source"] for line in lines_of(out) if "error" in line] == ["scan.png", "torn.docx"]
    assert [line for line in out.read_bytes().splitlines() if b"amira" in line] == [first.splitlines()[0]]


def test_running_again_changes_no_byte(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out)
    first = out.read_bytes()
    run("check", folder, "--out", out)

    assert out.read_bytes() == first


def test_a_changed_text_is_analysed_again(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out)
    (folder / "group b" / "ben.txt").write_text("I changed my mind and wrote this instead.", encoding="utf-8")
    run("check", folder, "--out", out)

    (line,) = [line for line in lines_of(out) if line["source"] == "group b/ben.txt"]
    assert line["result"]["text"]["content"] == "I changed my mind and wrote this instead."


@pytest.mark.parametrize("changed", [("unit", "sha256"), ("analyser", "model"), ("analyser", "version")])
def test_a_result_of_another_unit_model_or_program_is_made_again(
    run: Run, folder: Path, out: Path, changed: tuple[str, str]
) -> None:
    run("check", folder, "--out", out)
    current = out.read_bytes()
    part, key = changed
    lines = lines_of(out)
    lines[0]["result"][part][key] = "another"
    out.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    assert "1 document analysed" in run("check", folder, "--out", out).stderr
    assert lines_of(out) == [json.loads(line) for line in current.splitlines()]


@pytest.mark.parametrize("kept", [0, 1, 9, 40, 5000])
def test_a_torn_last_line_is_repaired(run: Run, folder: Path, out: Path, kept: int) -> None:
    run("check", folder, "--out", out)
    whole = out.read_bytes()
    last = whole.splitlines(keepends=True)[2]
    out.write_bytes(b"".join(whole.splitlines(keepends=True)[:2]) + last[:kept])

    run("check", folder, "--out", out)

    assert out.read_bytes() == whole


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a learner's document", b"name,mark\nAmira,3\n", b"[1]\n", b'{"a": 1}\n']
)
def test_a_file_that_is_no_results_file_is_never_touched(run: Run, folder: Path, out: Path, content: bytes) -> None:
    out.write_bytes(content)
    printed = run("check", folder, "--out", out)

    assert printed.exit_code == 2
    assert "is not a file of results" in " ".join(printed.stderr.replace("│", " ").split())
    assert out.read_bytes() == content


def test_a_results_file_inside_the_folder_is_no_document(run: Run, folder: Path) -> None:
    out = folder / "results.jsonl"
    run("check", folder, "--out", out)
    run("check", folder, "--out", out)

    assert "results.jsonl" not in [line["source"] for line in lines_of(out)]


def test_results_of_documents_that_are_gone_are_kept_and_counted(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out)
    (folder / "amira.docx").unlink()
    printed = run("check", folder, "--out", out)

    assert "1 result in the file kept for documents that are no longer in the folder." in printed.stderr
    assert "amira.docx" in [line["source"] for line in lines_of(out)]


def test_a_fault_on_one_document_does_not_stop_the_rest(
    run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse = Analyser.analyse

    def fail_on_kettles(self: Analyser, document: Any, **options: Any) -> AnalysisResult:
        if "kettle" in document.text:
            raise ZeroDivisionError(document.text)
        return analyse(self, document, **options)

    monkeypatch.setattr(Analyser, "analyse", fail_on_kettles)
    printed = run("check", folder, "--out", out)
    errors = {line["source"]: line["error"] for line in lines_of(out) if "error" in line}

    assert printed.exit_code == 1
    assert errors["group b/ben.txt"]["status"] == 500
    assert "kettle" not in printed.stderr + errors["group b/ben.txt"]["detail"]


def test_a_file_that_cannot_be_opened_is_an_error_of_its_own(run: Run, folder: Path, out: Path) -> None:
    (folder / "gone.docx").symlink_to(folder / "no such file")
    run("check", folder, "--out", out)
    (line,) = [line for line in lines_of(out) if line["source"] == "gone.docx"]

    assert line["error"]["type"] == "urn:tallymark:problem:unreadable-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(run: Run, folder: Path, out: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    run("check", folder, "--out", out)
    (line,) = [line for line in lines_of(out) if line["source"] == "pipe.txt"]

    assert line["error"]["type"] == "urn:tallymark:problem:unsupported-format"


def test_an_empty_folder_is_an_empty_file(run: Run, tmp_path: Path, out: Path) -> None:
    (tmp_path / "nothing").mkdir()
    printed = run("check", tmp_path / "nothing", "--out", out)

    assert printed.exit_code == 0
    assert out.read_bytes() == b""
    assert "0 documents analysed" in printed.stderr


@pytest.mark.usefixtures("policies")
def test_results_are_not_kept_for_another_qualification_or_reader(run: Run, folder: Path, out: Path) -> None:
    def analysed(*options: str) -> bool:
        return "2 documents analysed" in run("check", folder, "--out", out, *options).stderr

    assert analysed("-q", "signpost")
    assert not analysed("-q", "signpost")
    assert analysed("-q", "signpost", "--for", "assessor")
    assert analysed()
    assert not analysed("--for", "assessor")
