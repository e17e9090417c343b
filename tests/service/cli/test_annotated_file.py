"""`tallymark check --annotate`: the learner's own Word file with comments, and never over it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from nlp.readers import read_file
from tests.service.cli.conftest import ACCOUNT, Run


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """A learner's account as a Word file."""
    document = docx.Document()
    for paragraph in ACCOUNT.split("\n\n"):
        document.add_paragraph(paragraph.strip())
    path = tmp_path / "account.docx"
    document.save(str(path))
    return path


def test_a_copy_with_comments_is_written(run: Run, word: Path, tmp_path: Path) -> None:
    before = word.read_bytes()
    target = tmp_path / "commented.docx"
    printed = run("check", word, "--annotate", target)

    assert printed.exit_code == 0
    assert (printed.stdout, printed.stderr) == ("", f"The document with comments is '{target}'.\n")
    assert word.read_bytes() == before
    assert read_file(target) == read_file(word)
    assert {comment.author for comment in docx.Document(str(target)).comments} == {"Tallymark"}


def test_an_older_copy_is_replaced(run: Run, word: Path, tmp_path: Path) -> None:
    target = tmp_path / "commented.docx"
    target.write_bytes(b"of yesterday")

    assert run("check", word, "--annotate", target, "--report", tmp_path / "report.html").exit_code == 0
    assert read_file(target) == read_file(word)
    assert {path.name for path in tmp_path.iterdir()} == {word.name, target.name, "report.html"}


@pytest.mark.parametrize("name", ["commented.pdf", "commented", "no-such-folder/commented.docx", "folder.docx"])
def test_where_it_cannot_go_is_told(run: Run, word: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.docx").mkdir()
    printed = run("check", word, "--annotate", tmp_path / name)

    assert printed.exit_code == 2
    assert "--annotate" in printed.stderr


def test_the_document_itself_is_never_overwritten(run: Run, word: Path, tmp_path: Path) -> None:
    before = word.read_bytes()
    (tmp_path / "link.docx").symlink_to(word)

    for target in (word, tmp_path / "link.docx"):
        assert run("check", word, "--annotate", target).exit_code == 2
    assert word.read_bytes() == before


def test_other_formats_are_referred_to_the_report(run: Run, account: Path, tmp_path: Path) -> None:
    for source in (account, "-"):
        printed = run("check", source, "--annotate", tmp_path / "commented.docx", stdin=ACCOUNT)

        assert printed.exit_code == 2
        assert "--report" in printed.stderr


def test_a_folder_has_no_copy(run: Run, folder: Path, tmp_path: Path) -> None:
    printed = run("check", folder, "--out", tmp_path / "out.jsonl", "--annotate", tmp_path / "commented.docx")

    assert printed.exit_code == 2
    assert "single" in printed.stderr
