"""Printing what strangers wrote, on whatever terminal there is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from service.cli.terminal import printable
from tests.service.cli.conftest import ACCOUNT, Run

PROGRAM = """
from nlp import pipeline
pipeline.load_analyser = pipeline.fake_analyser
from service.cli import main
main()
"""
COMMAND = [sys.executable, "-c", PROGRAM, "check"]


@pytest.mark.parametrize("steering", ["\x1b]0;gone\x07", "\x1b[2J", "\u202e", "\x9b31m", "\u2066", "\x00"])
def test_what_steers_a_terminal_is_replaced(steering: str) -> None:
    assert not set(printable(f"I asked {steering} her.")) & set("\x1b\x07\u202e\x9b\u2066\x00")


def test_letters_of_any_language_and_line_breaks_are_left_alone() -> None:
    text = "Zoë, 王 and أمل\n\tasked “why?” – 5 × 3 € 👍"
    assert printable(text) == text


def test_a_document_cannot_steer_the_readers_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT.replace("mower", "mower \u202eesrever [bold red]and markup[/] :smile:"), encoding="utf-8")
    printed = run("check", path)

    assert "\u202e" not in printed.stdout
    assert printed.exit_code == 0


def test_markup_in_a_document_is_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_text("[bold]She[/bold] asked for [red]me[/red] :smile: by name, which told me that she trusts us.")

    assert "“[bold]She[/bold] asked for [red]me[/red] :smile: by name" in " ".join(run("check", path).stdout.split())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_with_a_poor_encoding_still_gets_the_report(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT.replace("mower", "王"), encoding="utf-8")
    environment = {"PYTHONIOENCODING": encoding, "PATH": "", "COLUMNS": "90"}
    report, as_json = (
        subprocess.run([*COMMAND, str(path), *options], capture_output=True, env=environment, check=False)
        for options in ([], ["--json"])
    )

    assert (report.returncode, report.stderr) == (0, b"")
    assert b"Observations, not decisions" in report.stdout
    assert "王".encode() in as_json.stdout
