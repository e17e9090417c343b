"""`tallymark check --report`: a file that is whole, and never the document."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from nlp.results import AnalysisResult
from service.cli.report_file import write_whole
from tests.service.cli.conftest import Run


@pytest.mark.parametrize("name", ["report.html", "Report.HTM"])
def test_a_web_page_is_written(run: Run, account: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    printed = run("check", account, "--report", target)

    assert printed.exit_code == 0
    assert not printed.stdout
    assert printed.stderr == f"The report is in '{target}'.\n"
    assert "<bdi>account.txt</bdi>: 82 words, 7 sentences" in target.read_text(encoding="utf-8")


def test_a_pdf_is_written(run: Run, account: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"

    assert run("check", account, "--report", target).exit_code == 0
    assert target.read_bytes().startswith(b"%PDF-")


def test_an_assessor_is_given_the_marking_points_first(run: Run, account: Path, tmp_path: Path) -> None:
    pages = {}
    for reader in ("learner", "assessor"):
        assert run("check", account, "--for", reader, "--report", tmp_path / "report.html").exit_code == 0
        pages[reader] = (tmp_path / "report.html").read_text(encoding="utf-8")

    assert pages["learner"].index('id="depth"') < pages["learner"].index('id="points"')
    assert pages["assessor"].index('id="points"') < pages["assessor"].index('id="depth"')


def test_json_can_be_had_beside_it(run: Run, account: Path, tmp_path: Path) -> None:
    printed = run("check", account, "--json", "--report", tmp_path / "report.html")

    assert AnalysisResult.model_validate_json(printed.stdout).text.words == 82
    assert (tmp_path / "report.html").exists()


def test_standard_input_can_be_reported_on(run: Run, tmp_path: Path) -> None:
    assert run("check", "-", "--report", tmp_path / "report.html", stdin="I rang her back.").exit_code == 0
    assert "Standard input" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["report.docx", "report", "no-such-folder/report.pdf", "folder.html"])
def test_where_it_cannot_go_is_told_before_the_document_is_read(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.html").mkdir()
    missing = tmp_path / "broken.pdf"
    missing.write_bytes(b"no pdf")
    printed = run("check", missing, "--report", tmp_path / name)

    assert printed.exit_code == 2
    assert "--report" in printed.stderr


def test_the_document_itself_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    document = tmp_path / "account.pdf"
    document.write_bytes(b"the only copy")
    (tmp_path / "link.pdf").symlink_to(document)

    for name in ("account.pdf", "link.pdf"):
        assert run("check", document, "--report", tmp_path / name).exit_code == 2
    assert document.read_bytes() == b"the only copy"


def test_a_folder_has_no_report(run: Run, folder: Path, tmp_path: Path) -> None:
    printed = run("check", folder, "--out", tmp_path / "results.jsonl", "--report", tmp_path / "report.html")

    assert printed.exit_code == 2
    assert not (tmp_path / "results.jsonl").exists()


def test_an_earlier_report_stays_until_the_new_one_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.html"
    target.write_bytes(b"earlier")

    def fail(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_report_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    write_whole(tmp_path / "report.html", b"new")

    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("other", "report.html")}
    assert len(modes) == 1
