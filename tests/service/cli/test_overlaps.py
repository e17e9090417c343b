"""What an assessor is told of passages that stand in several documents, and of dates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nlp.results import AnalysisResult
from tests.service.cli.conftest import ACCOUNT, Run

FOR_ASSESSOR = ("--for", "assessor")
NEWCOMER = "I run the café next door. " + ACCOUNT.split("\n\n", maxsplit=1)[0]


def lines_of(path: Path) -> dict[str, Any]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["source"]: line.get("result", line) for line in lines}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results.jsonl"


def test_the_documents_of_a_folder_are_compared_with_each_other(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out, *FOR_ASSESSOR)
    results = lines_of(out)
    (overlap,) = results["amira.docx"]["overlaps"]
    text = results["amira.docx"]["text"]["content"]

    assert overlap["source"] == "group b/ben.txt"
    assert overlap["share"] > 0.9
    assert all("kettle" not in text[one["start"] : one["end"]] for one in overlap["passages"])
    assert [one["source"] for one in results["group b/ben.txt"]["overlaps"]] == ["amira.docx"]
    AnalysisResult.model_validate(results["amira.docx"])


def test_a_learner_hears_nothing_of_other_peoples_texts(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out)
    assert all(result["overlaps"] == [] for result in lines_of(out).values() if "overlaps" in result)


def test_a_run_that_goes_on_finds_what_one_that_was_not_interrupted_finds(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out, *FOR_ASSESSOR)
    whole = out.read_bytes()
    out.write_bytes(whole.splitlines(keepends=True)[0] + whole.splitlines(keepends=True)[2][:100])
    run("check", folder, "--out", out, *FOR_ASSESSOR)

    assert out.read_bytes() == whole
    run("check", folder, "--out", out, *FOR_ASSESSOR)
    assert out.read_bytes() == whole


def test_results_that_are_kept_hear_of_a_newcomer(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out, *FOR_ASSESSOR)
    (folder / "cleo.txt").write_text(NEWCOMER, encoding="utf-8")
    printed = run("check", folder, "--out", out, *FOR_ASSESSOR)
    grown = out.read_bytes()

    assert "1 document analysed" in printed.stderr
    assert "2 documents already had a result, which was kept." in printed.stderr
    assert "2 of them have other passages in common with the rest now." in printed.stderr
    assert [one["source"] for one in lines_of(out)["amira.docx"]["overlaps"]] == ["group b/ben.txt", "cleo.txt"]
    out.unlink()
    run("check", folder, "--out", out, *FOR_ASSESSOR)
    assert out.read_bytes() == grown


def test_results_that_are_kept_forget_who_left(run: Run, folder: Path, out: Path) -> None:
    run("check", folder, "--out", out, *FOR_ASSESSOR)
    (folder / "group b" / "ben.txt").unlink()
    run("check", folder, "--out", out, *FOR_ASSESSOR)
    assert lines_of(out)["amira.docx"]["overlaps"] == []


def test_a_document_is_compared_with_a_folder(run: Run, account: Path, folder: Path) -> None:
    printed = run("check", account, "--against", folder, *FOR_ASSESSOR)

    assert printed.exit_code == 0
    assert "Also found in amira.docx" in printed.stdout
    assert "People decide what it means." in " ".join(printed.stdout.split())
    assert "3 files" in printed.stderr
    assert "could not be read" in printed.stderr


def test_its_own_file_is_not_compared_with(run: Run, folder: Path) -> None:
    printed = run("check", folder / "amira.docx", "--against", folder, "--json", *FOR_ASSESSOR)
    assert [one["source"] for one in json.loads(printed.stdout)["overlaps"]] == ["group b/ben.txt"]


def test_text_from_standard_input_is_compared_too(run: Run, folder: Path) -> None:
    printed = run("check", "-", "--against", folder, "--json", *FOR_ASSESSOR, stdin=ACCOUNT)
    assert {one["source"] for one in json.loads(printed.stdout)["overlaps"]} == {"amira.docx", "group b/ben.txt"}


def test_where_nothing_is_shared_the_report_says_nothing_of_it(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(
        "My round goes from the quay to the church, and Mrs Lowe wants two pints on Fridays.", encoding="utf-8"
    )
    assert "Also found" not in run("check", path, "--against", folder, *FOR_ASSESSOR).stdout


def test_who_may_compare_and_with_what(run: Run, account: Path, folder: Path, out: Path) -> None:
    for arguments, said in [
        ((account, "--against", folder), "--for assessor"),
        ((account, "--against", folder / "none", *FOR_ASSESSOR), "no folder"),
        ((account, "--against", account, *FOR_ASSESSOR), "no folder"),
        ((folder, "--against", folder, "--out", out, *FOR_ASSESSOR), "single document"),
    ]:
        printed = run("check", *arguments)
        assert printed.exit_code == 2
        assert said in " ".join(printed.stderr.replace("│", " ").split())


def hints(result: dict[str, Any]) -> set[str]:
    return {hint["id"] for hint in result["quality"]}


def test_dates_are_judged_by_a_day_that_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_text("On 3 May 2019 she rang, and I rang her back.", encoding="utf-8")
    assert "long_ago" not in hints(json.loads(run("check", path, "--json").stdout))
    assert "long_ago" in hints(json.loads(run("check", path, "--json", "--as-of", "2026-09-01").stdout))
    assert run("check", path, "--as-of", "yesterday").exit_code == 2


def test_a_result_by_another_day_is_made_again(run: Run, folder: Path, out: Path) -> None:
    (folder / "old.txt").write_text("On 3 May 2019 she rang, and I rang her back.", encoding="utf-8")
    run("check", folder, "--out", out)
    assert "3 documents analysed" in run("check", folder, "--out", out, "--as-of", "2026-09-01").stderr
    assert '"as_of":"2026-09-01"' in out.read_text(encoding="utf-8")
    assert "long_ago" in hints(lines_of(out)["old.txt"])
    assert "3 documents already had" in run("check", folder, "--out", out, "--as-of", "2026-09-01").stderr
    assert "3 documents analysed" in run("check", folder, "--out", out).stderr
    assert "long_ago" not in hints(lines_of(out)["old.txt"])
