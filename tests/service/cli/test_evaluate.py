"""`tallymark evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nlp.classifier.logits import Logits
from nlp.corpus.reader import read_corpus
from nlp.pipeline import Analyser
from nlp.training.cross_validate import SCORES, OutOfFold, save_out_of_fold
from tests.service.cli.conftest import Run

STATUSES = "MP1:partial MP2:not MP3:met MP4:not MP5:partial MP6:partial MP7:not MP8:not"
ACCOUNTS = f"""@ garden-01 | sector=retail | level=3 | form=account
= {STATUSES}
= depth:mixed | flags:none | personal_data:none
I run the returns desk of a garden centre. || description
She kept looking at the door, which I took for worry. || analysis ; 6.cues
@ garden-02 | sector=retail | level=4 | form=log
= {STATUSES}
= depth:descriptive | flags:descriptive | personal_data:none
I wrote the call down at once. || description ; ; records
"""


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "garden.acc"
    path.write_text(ACCOUNTS, encoding="utf-8")
    return path


def test_the_table_has_a_row_for_each_figure_and_counts_the_accounts(
    run: Run, labelled: Path, analyser: Analyser
) -> None:
    printed = run("evaluate", labelled)

    assert printed.exit_code == 0
    assert printed.stdout.startswith(f"{analyser.unit.id}: 2 accounts, 3 sentences\n")
    for figure in (
        "Stages: kappa",
        "Stages: reflective kappa",
        "Elements: micro f1",
        "Decisions: kappa",
        "Depth: kappa",
    ):
        assert any(line.startswith(figure) for line in printed.stdout.splitlines())
    assert "nan" not in printed.stdout


@pytest.mark.parametrize("options", [(), ("--own-sentences",)])
def test_json_is_the_report_and_nothing_else(run: Run, labelled: Path, options: tuple[str, ...]) -> None:
    printed = run("evaluate", labelled, "--json", *options)
    report = json.loads(printed.stdout)

    assert report["overall"]["accounts"] == 2
    assert report["overall"]["figures"]["decisions"]["kappa"]["n"] == 16
    assert not printed.stderr


def test_a_file_named_twice_counts_once(run: Run, labelled: Path) -> None:
    assert json.loads(run("evaluate", labelled, labelled, "--json").stdout)["overall"]["accounts"] == 2


def test_a_file_that_breaks_the_format_is_told_with_its_line(run: Run, labelled: Path) -> None:
    labelled.write_text(ACCOUNTS.replace("|| analysis", "|| musing"), encoding="utf-8")
    printed = run("evaluate", labelled)

    assert printed.exit_code == 3
    assert f"{labelled}:5: " in printed.stderr
    assert not printed.stdout


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    printed = run("evaluate", tmp_path / "none.acc")

    assert printed.exit_code == 3
    assert "cannot be read" in printed.stderr


@pytest.fixture
def models(tmp_path: Path, analyser: Analyser) -> Path:
    """A folder as training leaves it: four accounts of two sectors, each scored by a model of the other sector."""
    corpus = tmp_path / "models" / "corpus"
    corpus.mkdir(parents=True)
    for sector in ("retail", "banking"):
        text = ACCOUNTS.replace("garden", sector).replace("sector=retail", f"sector={sector}")
        (corpus / f"{sector}.acc").write_text(text, encoding="utf-8")
    unit = analyser.unit
    noise = np.random.default_rng(0)
    scores = {
        account.id: Logits(
            noise.normal(size=(len(account.sentences), len(unit.stages))).astype(np.float32),
            noise.normal(size=(len(account.sentences), len(unit.labels))).astype(np.float32),
        )
        for account in read_corpus(corpus, unit)
    }
    folds = {name: int(name.startswith("banking")) for name in scores}
    (tmp_path / "models" / "cross_validation").mkdir()
    save_out_of_fold(tmp_path / "models" / "cross_validation" / SCORES, OutOfFold(scores, folds))
    return tmp_path / "models"


def test_cross_validated_figures_come_from_the_stored_scores_of_every_account(run: Run, models: Path) -> None:
    printed = run("evaluate", "--cross-validated", "--models", models, "--json")

    assert printed.exit_code == 0, printed.stderr
    assert json.loads(printed.stdout)["overall"]["accounts"] == 4


def test_missing_scores_of_other_english_are_told_and_the_rest_is_printed(run: Run, models: Path) -> None:
    printed = run("evaluate", "--cross-validated", "--models", models, "--json")

    assert json.loads(printed.stdout)["other_english"] == {}
    assert "other_english" in printed.stderr
    assert "tallymark train" in printed.stderr


def test_cross_validated_without_scores_says_how_to_get_them(run: Run, models: Path) -> None:
    (models / "cross_validation" / SCORES).unlink()
    printed = run("evaluate", "--cross-validated", "--models", models)

    assert printed.exit_code == 5
    assert "tallymark train" in printed.stderr


@pytest.mark.parametrize("options", [(), ("--cross-validated", "--own-sentences")])
def test_either_files_or_cross_validated_alone(run: Run, options: tuple[str, ...]) -> None:
    assert run("evaluate", *options).exit_code == 2
