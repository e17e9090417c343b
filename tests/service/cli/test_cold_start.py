"""What each command loads: nobody waits for what a command does not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.cli.conftest import ACCOUNT

REPORT = "import sys; print(' '.join(sys.modules), file=sys.stderr)"
PROGRAM = f"""
import atexit
def tell(): {REPORT}
atexit.register(tell)
"""
MODEL = "from nlp import pipeline; pipeline.load_analyser = pipeline.fake_analyser\n"
RUN = "from service.cli import main; main()"
HEAVY = {"spacy", "numpy", "pandas", "sklearn", "onnxruntime", "fastapi", "torch"}


def loaded(program: str, *arguments: str) -> set[str]:
    """Packages and modules that a command has loaded by its end."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM + program, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["units", "list"], ["units", "schema"]])
def test_small_commands_load_nothing_heavy(arguments: list[str]) -> None:
    assert not loaded(RUN, *arguments) & HEAVY


def test_redact_needs_no_model(tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_text("Mrs Garstang rang.", encoding="utf-8")

    assert not loaded(RUN, "redact", str(path), "--out", str(tmp_path / "copy.txt")) & HEAVY


def test_check_loads_neither_the_web_nor_what_only_training_and_evaluation_need(tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT, encoding="utf-8")

    assert not loaded(MODEL + RUN, "check", str(path)) & {"fastapi", "uvicorn", "pandas", "sklearn", "torch"}


def test_check_loads_neither_parsers_of_sentences_nor_what_only_other_commands_show(tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT, encoding="utf-8")

    assert not loaded(MODEL + RUN, "check", str(path)) & {
        "nlp.language.components",
        "rich.progress",
        "service.cli.check_directory",
        "spacy.cli",
        "spacy.pipeline.tagger",
    }


def test_the_service_starts_without_what_only_audits_and_workers_compute_with() -> None:
    assert not loaded("import service.server") & {"pandas", "scipy", "sklearn", "openpyxl", "datasketch", "torch"}
