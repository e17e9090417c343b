"""`tallymark redact`: the copy names nobody, the messages repeat nothing, and the document itself is never touched."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from nlp.readers import read_file
from service.redactions.copies import CAUTION, WORD_CAUTION
from tests.service.cli.conftest import Run

ACCOUNT = "Mrs Garstang rang from 07700 900111.\n\nI told Garstang, and Garstang's son, that it had come."
REDACTED = "Mrs A rang from [telephone number 1].\n\nI told Mrs A, and Mrs A's son, that it had come.\n"


@pytest.fixture
def account(tmp_path: Path) -> Path:
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["copy.txt", "copy.md", "Copy.TXT"])
def test_the_copy_names_nobody(run: Run, account: Path, tmp_path: Path, name: str) -> None:
    printed = run("redact", account, "--out", tmp_path / name)

    assert printed.exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8") == REDACTED
    assert account.read_text(encoding="utf-8") == ACCOUNT


def test_what_was_replaced_is_told_by_kind_and_never_by_its_words(run: Run, account: Path, tmp_path: Path) -> None:
    printed = run("redact", account, "--out", tmp_path / "copy.txt")

    first, second, *rest = printed.stderr.splitlines()
    assert first == "Replaced: 2 further mentions of a name, 1 title with a surname, 1 telephone number."
    assert second == f"The copy is in '{tmp_path / 'copy.txt'}'."
    assert " ".join(rest) == CAUTION
    assert not printed.stdout
    assert "Garstang" not in printed.output
    assert "07700" not in printed.output


def test_where_nothing_was_found_that_is_said_with_the_same_caution(run: Run, tmp_path: Path) -> None:
    printed = run("redact", "-", "--out", tmp_path / "copy.txt", stdin="I rang her back.")

    assert printed.stderr.startswith("Nothing was found to replace.\n")
    assert CAUTION in printed.stderr
    assert (tmp_path / "copy.txt").read_text(encoding="utf-8") == "I rang her back.\n"


@pytest.fixture
def word_document(tmp_path: Path) -> Path:
    document = docx.Document()
    for paragraph in ACCOUNT.split("\n\n"):
        document.add_paragraph(paragraph)
    document.core_properties.author = "Beatrice Ollerton"
    document.save(str(tmp_path / "account.docx"))
    return tmp_path / "account.docx"


def test_a_word_document_becomes_a_text(run: Run, word_document: Path, tmp_path: Path) -> None:
    assert run("redact", word_document, "--out", tmp_path / "copy.txt").exit_code == 0
    assert (tmp_path / "copy.txt").read_text(encoding="utf-8") == REDACTED


def test_a_word_document_stays_one_without_its_author(run: Run, word_document: Path, tmp_path: Path) -> None:
    printed = run("redact", word_document, "--out", tmp_path / "copy.docx")

    assert printed.exit_code == 0
    assert WORD_CAUTION in " ".join(printed.stderr.split())
    assert read_file(tmp_path / "copy.docx").text == REDACTED.strip()
    assert docx.Document(str(tmp_path / "copy.docx")).core_properties.author == ""
    assert read_file(word_document).text == ACCOUNT


@pytest.mark.parametrize("source", ["account.txt", "-"])
def test_only_a_word_document_becomes_one(run: Run, account: Path, tmp_path: Path, source: str) -> None:
    printed = run("redact", "-" if source == "-" else account, "--out", tmp_path / "copy.docx", stdin=ACCOUNT)

    assert printed.exit_code == 2
    assert not (tmp_path / "copy.docx").exists()


@pytest.mark.parametrize("name", ["copy.pdf", "copy", "no-such-folder/copy.txt", "folder.txt"])
def test_where_the_copy_cannot_go_is_told(run: Run, account: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    printed = run("redact", account, "--out", tmp_path / name)

    assert printed.exit_code == 2
    assert "--out" in printed.stderr


def test_the_document_itself_is_never_overwritten(run: Run, account: Path, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(account)

    for target in (account, tmp_path / "link.txt"):
        assert run("redact", account, "--out", target).exit_code == 2
    assert account.read_text(encoding="utf-8") == ACCOUNT


def test_what_cannot_be_read_leaves_no_copy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "torn.docx").write_bytes(b"PK\x03\x04 this is no archive")
    (tmp_path / "empty.txt").write_text("")

    assert run("redact", tmp_path / "torn.docx", "--out", tmp_path / "copy.txt").exit_code == 3
    assert run("redact", tmp_path / "empty.txt", "--out", tmp_path / "copy.txt").exit_code == 3
    assert run("redact", tmp_path / "none.txt", "--out", tmp_path / "copy.txt").exit_code == 2
    assert run("redact", tmp_path, "--out", tmp_path / "copy.txt").exit_code == 2
    assert run("redact", tmp_path / "empty.txt").exit_code == 2
    assert not (tmp_path / "copy.txt").exists()


def test_its_help_shows_what_stands_in_a_name_s_place(run: Run) -> None:
    assert '"[telephone number 1]"' in run("redact", "--help").stdout
