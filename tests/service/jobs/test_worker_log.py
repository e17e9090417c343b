"""What a real worker writes to its log while jobs fail in it: lines of JSON, and no learner's words."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from service.jobs.durable import DurableJobs
from service.jobs.system import bring_up_to_date
from service.storage import Database
from tests.service.jobs.drafts import ACCOUNT, Drafts

ROOT = Path(__file__).parents[3]
CANARY = "Quillfeather"
# Breaks at some texts as careless code does, with the text in the message.
PROGRAM = f"""
from nlp.pipeline import Analyser, fake_analyser
from service.jobs.worker import run_worker
from service.settings import Settings

class Clumsy(Analyser):
    def analyse(self, document, *, as_of=None):
        if "{CANARY}" in document.text:
            raise ValueError("could not analyse " + repr(document.text))
        return super().analyse(document, as_of=as_of)

def load(unit_id):
    fake = fake_analyser(unit_id)
    return Clumsy(fake.loaded_unit, fake.classifier, fake.rules)

run_worker(Settings.from_environment(), load)
"""


def test_failing_jobs_leave_their_places_and_no_words(
    tmp_path: Path, until_slowly: Callable[[Callable[[], bool]], None]
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'tallymark.sqlite'}")
    bring_up_to_date(database)
    drafts = Drafts(database)
    jobs = DurableJobs(database)
    drafts.request(jobs, drafts.draft(f"Mrs {CANARY} wept at the counter."))
    good = drafts.request(jobs, drafts.draft(ACCOUNT))
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "TALLYMARK_DATA": str(tmp_path),
        "TALLYMARK_LOG_LEVEL": "DEBUG",
    }
    log = tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", PROGRAM], env=environment, stdout=file, stderr=file)
    try:
        until_slowly(lambda: '"message": "job failed"' in log.read_text(encoding="utf-8"))
        until_slowly(lambda: drafts.job(good).ended_at is not None)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    written = log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in written.splitlines()]
    (failed, *_) = (line for line in lines if line["message"] == "job failed")
    assert failed["error"] == ["ValueError"]
    assert CANARY not in written
    assert {"worker ready", "worker stopped"} <= {line["message"] for line in lines}
    database.close()
