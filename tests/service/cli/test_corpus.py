"""``tallymark corpus analyse``, with the installed model on this machine's own cluster."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from typer.testing import CliRunner

from nlp.cluster import session
from nlp.cluster.run import Tell
from nlp.errors import ClusterUnavailable
from nlp.pipeline import load_analyser
from nlp.readers import read_file
from nlp.results import AnalysisResult
from service.cli import corpus_run
from service.cli.app import app
from service.cli.exit_codes import ExitCode
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[3]
COMMAND = "from service.cli import main; main()"


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """The command as a process of its own, as a person starts it, in a group of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_worker_niceness": "0"}
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "corpus", "analyse", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )


def test_a_folder_becomes_a_table_of_what_check_finds(folder: Path, tmp_path: Path) -> None:
    process = start(folder, "--out", tmp_path / "results", "--actors", "1")
    out, told = process.communicate(timeout=PATIENCE)

    assert process.returncode == ExitCode.SOME_FAILED
    assert out == ""
    assert "2 documents analysed" in told
    assert "3 documents could not be analysed" in told
    assert "mower" not in told
    rows = {row["source"]: row for row in ds.dataset(tmp_path / "results" / "results").to_table().to_pylist()}
    assert rows.keys() == {"amira.docx", "group b/ben.txt", "empty.txt", "scan.png", "torn.docx"}
    expected = load_analyser().analyse(read_file(folder / "amira.docx"))
    assert AnalysisResult.model_validate_json(rows["amira.docx"]["result"]) == expected
    assert rows["torn.docx"]["problem_title"] == "The document is damaged"


def test_interrupted_it_says_how_to_go_on(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object, tell: Tell) -> None:
        tell(Counter(found=4, analysed=3, failed=1), 1, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr(corpus_run, "analyse_corpus", interrupted)
    run = CliRunner().invoke(app, ["corpus", "analyse", str(folder), "--out", str(tmp_path / "results")])

    assert run.exit_code == ExitCode.INTERRUPTED
    assert "1 document could not be analysed" in run.stderr
    assert "run the same command again to go on" in run.stderr


def test_without_the_extra_it_says_how_to_install_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    run = CliRunner().invoke(app, ["corpus", "analyse", str(folder), "--out", str(tmp_path / "results")])

    assert run.exit_code == ExitCode.CLUSTER_UNAVAILABLE
    assert "pip install 'tallymark[cluster]'" in run.stderr
    with pytest.raises(ClusterUnavailable):
        session.check_installed()


def test_where_no_cluster_answers_that_is_said(folder: Path, tmp_path: Path, free_port: int) -> None:
    address = f"127.0.0.1:{free_port}"
    run = CliRunner().invoke(
        app, ["corpus", "analyse", str(folder), "--out", str(tmp_path / "results"), "--address", address]
    )

    assert run.exit_code == ExitCode.CLUSTER_UNAVAILABLE
    assert address in run.stderr
    assert "run the same command again" not in run.stderr


@pytest.mark.parametrize(
    ("source", "out", "says"),
    [
        ("nowhere", "results", "no corpus"),
        (".", "results", "cannot go into the corpus"),
        ("empty", "r", "no documents"),
    ],
)
def test_places_that_cannot_be_used_are_refused_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, out: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    run = CliRunner().invoke(app, ["corpus", "analyse", source, "--out", out])

    assert run.exit_code == ExitCode.USAGE
    assert says in run.stderr
