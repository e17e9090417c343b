"""Accounts, folders of them, and the command line with a model that answers at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from nlp import pipeline
from nlp.pipeline import Analyser, fake_analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult
from service.cli.app import app

ACCOUNT = """I run the returns desk of a garden centre. In March a customer brought back a mower that had failed twice.

She kept looking at the door, so I asked what would help her most today. She cares for her husband and cannot leave \
him for long, which meant that a second trip was the last thing she needed.

I offered to collect it myself. Next time I would write the call down at once. Our target for call-backs is two days.
"""

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def _fake_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_analyser", fake_analyser)


@pytest.fixture
def run(_fake_model: None) -> Run:
    """Run a command as a person would type it, with a model that answers at once and means nothing."""

    def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return run


@pytest.fixture
def account(tmp_path: Path) -> Path:
    """A learner's account as a text file."""
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an assessor may find in a folder: two documents, one of them deeper down, and three that cannot be used."""
    root = tmp_path / "submissions"
    (root / "group b").mkdir(parents=True)
    document = docx.Document()
    for paragraph in ACCOUNT.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(str(root / "amira.docx"))
    (root / "group b" / "ben.txt").write_text(ACCOUNT.replace("mower", "kettle"), encoding="utf-8")
    (root / "empty.txt").write_text("", encoding="utf-8")
    (root / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (root / "torn.docx").write_bytes(b"PK\x03\x04 this is no archive")
    (root / ".DS_Store").write_bytes(b"\x00\x01")
    (root / "~$amira.docx").write_bytes(b"lock")
    return root


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """An analyser with a model that answers at once and means nothing."""
    return fake_analyser()


@pytest.fixture
def result(analyser: Analyser) -> AnalysisResult:
    """The result of that analyser on the account."""
    return analyser.analyse(read_text(ACCOUNT))
