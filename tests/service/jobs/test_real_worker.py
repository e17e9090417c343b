"""A real worker in a process of its own: what it posts, and what it writes to its log while jobs fail in it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from service.jobs import Jobs
from service.jobs.announcing import ask_for_delivery
from service.jobs.durable import DurableJobs
from service.jobs.system import bring_up_to_date
from service.keys import Keys
from service.postings.events import Event
from service.postings.secrets import give_secret
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Person
from service.storage.tables.postings import DeliveryState, WebhookDelivery, WebhookEndpoint
from tests.patience import PATIENCE
from tests.service.jobs.drafts import ACCOUNT, Drafts
from tests.service.receivers import Receiver

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


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'tallymark.sqlite'}")
    bring_up_to_date(database)
    yield database
    database.close()


@contextmanager
def a_real_worker(folder: Path) -> Iterator[Path]:
    """A worker that is told to stop in the end; gives its log."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TALLYMARK_DATA": str(folder), "TALLYMARK_LOG_LEVEL": "DEBUG"}
    log = folder / "log"
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", PROGRAM], env=environment, stdout=file, stderr=file)
    try:
        yield log
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()


def ask_to_post(drafts: Drafts, jobs: Jobs, settings: Settings, url: str) -> UUID:
    """A message to a new webhook at this address; gives its id."""
    with drafts.database.write() as session:
        someone = session.scalars(select(Person)).first()
        assert someone is not None
        endpoint = WebhookEndpoint(
            id=uuid4(), centre_id=drafts.centre_id, url=url, secret_encrypted="", events=[], created_by=someone.id
        )
        give_secret(endpoint, Keys.of(settings), now())
        session.add(endpoint)
        session.flush()
        return ask_for_delivery(session, jobs, endpoint, Event.TEST, event_id=uuid4(), payload={}).id


def test_it_posts_until_it_is_taken_and_logs_no_words(
    database: Database, tmp_path: Path, receiver: Receiver, until: Callable[[Callable[[], bool]], None]
) -> None:
    drafts, jobs = Drafts(database), DurableJobs(database)
    drafts.request(jobs, drafts.draft(f"Mrs {CANARY} wept at the counter."))
    good = drafts.request(jobs, drafts.draft(ACCOUNT))
    receiver.answers = [500]
    delivery_id = ask_to_post(drafts, jobs, Settings(data=tmp_path), f"{receiver.url}?{CANARY}")

    def delivery() -> WebhookDelivery:
        with database.read() as session:
            return session.get_one(WebhookDelivery, delivery_id)

    with a_real_worker(tmp_path) as log:
        until(lambda: delivery().state is DeliveryState.DELIVERED)
        until(lambda: drafts.job(good).ended_at is not None)
        until(lambda: "ValueError" in log.read_text(encoding="utf-8"))
    assert (delivery().attempts, len(receiver.received)) == (2, 2)
    written = log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in written.splitlines()]
    assert next(line["error"] for line in lines if line.get("kind") == "analyse_draft") == ["ValueError"]
    assert {"worker ready", "worker stopped"} <= {line["message"] for line in lines}
    assert CANARY not in written
