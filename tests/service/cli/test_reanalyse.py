"""`tallymark reanalyse`: everything again under another model, done by a real worker."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from nlp.classifier.base import Passage, Prediction
from nlp.classifier.fake import FakeClassifier
from nlp.pipeline import Analyser, fake_analyser
from service.cli import reanalyse
from service.jobs import RecordedJobs, analysing
from service.jobs.comparing import Indexes
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.storage import Database
from tests.service.cli.conftest import Run
from tests.service.jobs.drafts import ACCOUNT, Drafts
from tests.service.jobs.workers import a_worker, settings_for


class Former(FakeClassifier):
    """A model that finds nothing."""

    name = "former"

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        return (
            Prediction(one.stages, one.elements * 0, one.constraints * 0, one.mistakes * 0)
            for one in super().predict(passages)
        )


def former_analyser(unit_id: str | None) -> Analyser:
    fake = fake_analyser(unit_id)
    return Analyser(fake.loaded_unit, Former(fake.unit), fake.rules)


@pytest.fixture
def former(durable: Database) -> Callable[[Drafts, str], None]:
    """Hand in a draft and have it analysed under the former model."""
    jobs = RecordedJobs()
    workplace = Workplace(settings_for(durable), durable, jobs, InstalledAnalysers(former_analyser), Indexes())

    def analyse(drafts: Drafts, text: str) -> None:
        analysing.perform(workplace, {"job_id": str(drafts.request(jobs, drafts.draft(text)))})

    return analyse


@pytest.fixture
def command(run: Run, durable: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("TALLYMARK_DATABASE_URL", durable.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path))
    monkeypatch.setattr("nlp.pipeline.load_analyser", fake_analyser)
    monkeypatch.setattr(reanalyse, "SECONDS_BETWEEN_LOOKS", 0.05)
    return lambda *arguments, stdin=None: run("reanalyse", *arguments, stdin=stdin)


def test_everything_is_analysed_again_once_and_the_changes_are_reported(
    durable: Database, former: Callable[[Drafts, str], None], command: Run, tmp_path: Path
) -> None:
    drafts = Drafts(durable)
    for text in (ACCOUNT, f"{ACCOUNT} I told my manager."):
        former(drafts, text)
    with a_worker(durable):
        done = command("--csv", str(tmp_path / "changes.csv"), "--json", str(tmp_path / "changes.json"))
    assert done.exit_code == 0, done.stderr
    assert "2 drafts analysed." in done.stderr
    assert "Marking point" in done.stdout

    listed = json.loads((tmp_path / "changes.json").read_text(encoding="utf-8"))
    assert listed
    for change in listed:
        assert change["before"] != change["after"]
        assert (change["model_before"], change["model_after"]) == ("former", "fake")
    with (tmp_path / "changes.csv").open(encoding="utf-8", newline="") as file:
        assert [dict(row) for row in csv.DictReader(file)] == [
            {name: str(value) for name, value in change.items()} for change in listed
        ]

    again = command()  # without any worker: there is nothing to do
    assert again.exit_code == 0
    assert "0 drafts analysed." in again.stderr
    assert again.stdout == done.stdout


def test_what_cannot_be_analysed_is_counted(durable: Database, command: Run) -> None:
    Drafts(durable).draft("")
    with a_worker(durable):
        done = command()
    assert done.exit_code == 1
    assert "1 draft could not be analysed" in done.stderr


def test_nothing_was_handed_in_and_nothing_is_done(command: Run) -> None:
    done = command()
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No marking point has another status than before." in done.stderr
