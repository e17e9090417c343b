"""`tallymark train`: what stands around the training itself, which tests/nlp/training tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.cli.conftest import Run

WITHOUT_TORCH = "import sys; sys.modules['torch'] = None; from service.cli import main; main()"


def test_without_its_extra_it_says_what_to_install() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_TORCH, "train"], capture_output=True, text=True, check=False)

    assert done.returncode == 6
    assert done.stderr.startswith("Training needs torch. Install the extra [train]")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("options", [("--epochs", "0"), ("--folds", "1"), ("--seed", "many")])
def test_settings_that_cannot_be_meant_are_refused(run: Run, options: tuple[str, str]) -> None:
    assert run("train", *options).exit_code == 2


@pytest.mark.training
def test_a_folder_without_labelled_accounts_is_told(run: Run, tmp_path: Path) -> None:
    printed = run("train", "--models", tmp_path, "--work", tmp_path / "runs")

    assert printed.exit_code == 3
    assert "holds no labelled accounts" in printed.stderr
