"""One word in everything that people write and programs send, and a search for it in all that the service tells.

It is sent to every route of the API and of the pages, in every place that a caller fills; and it goes the way of a
submission from a learner's first draft through the workers to the assessor. No log, no trace and no figure may hold it.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from nlp.documents import Document
from nlp.pipeline import Analyser, fake_analyser
from nlp.results import AnalysisResult
from service.analysers import Analysers
from service.app import create_app
from service.jobs import Job, RecordedJobs
from service.jobs.carrying_out import Carrier
from service.jobs.comparing import Indexes
from service.jobs.durable import DurableJobs
from service.jobs.system import bring_up_to_date
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.logs import JsonFormatter
from service.people.passwords.hashing import PasswordHasher
from service.settings import Settings
from service.storage import Database
from service.storage.tables.people import Password, Person, Role
from service.storage.tables.postings import WebhookDelivery
from service.storage.tables.records import AuditEntry
from tests.service.collectors import Collector
from tests.service.databases import empty
from tests.service.every_route import Asking, Operation, operations, pages
from tests.service.submissions.college import UNIT, College
from tests.service.world import World

CANARY = "Quillfeather"
ACCOUNT = f"Mrs {CANARY} wept at the counter. I rang her back, because it was the waiting which had worried her."
BREAKS = f"Mrs {CANARY} broke the till."
TOKEN = "v2Lr8Zt5Wc7Yb1Nd4Hf6Jg0AskP3x9vQm"


class ClumsyAnalyser(Analyser):
    """Breaks at one text as careless code does, with the text in the message."""

    def analyse(self, document: Document, *, as_of: date | None = None) -> AnalysisResult:
        if "broke the till" in document.text:
            raise ValueError(f"could not analyse {document.text!r}")
        return super().analyse(document, as_of=as_of)


def clumsy(unit_id: str | None) -> Analyser:
    fake = fake_analyser(unit_id)
    return ClumsyAnalyser(fake.loaded_unit, fake.classifier, fake.rules)


@dataclass
class Told:
    """What the service told while something went on in it."""

    log: io.StringIO

    def __str__(self) -> str:
        return self.log.getvalue()


@contextmanager
def listening() -> Iterator[Told]:
    """Everything that any logger says, as it would be written; the tests' own client is not the service."""
    told = Told(io.StringIO())
    handler = logging.StreamHandler(told.log)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(lambda record: not record.name.startswith(("httpx2", "httpcore2", "asyncio")))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield told
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


@pytest.fixture
def app(sqlite: Database, tmp_path: Path, collector: Collector) -> FastAPI:
    empty(sqlite)
    bring_up_to_date(sqlite)
    settings = Settings.model_validate(
        {"data": tmp_path / "data", "otlp_endpoint": collector.url, "metrics_token": TOKEN, "workers": 2}
    )
    return create_app(settings, Analysers(clumsy), database=sqlite, jobs=RecordedJobs())


def world_of(app: FastAPI, client: TestClient) -> World:
    services = app.state.services
    return World(services.database, services.jobs, client)


def perform_all(app: FastAPI) -> None:
    """Let a worker perform what was asked for; each failed attempt is one."""
    services = app.state.services
    workplace = Workplace(services.settings, services.database, services.jobs, InstalledAnalysers(clumsy), Indexes())
    carrier = Carrier(workplace, DurableJobs(services.database))
    services.jobs.perform(lambda job: _carry_out(carrier, job))


def _carry_out(carrier: Carrier, job: Job) -> None:
    assert CANARY not in str(job)
    carrier.carry_out(job, 1)


def sign_in(world: World, college: College) -> None:
    """Attempts with passwords that hold the word: wrong, then right."""
    person = world.person(college.centre, Role.LEARNER, name=f"Ada {CANARY}")
    password = f"a long secret of {CANARY}"
    with world.database.write() as session:
        session.add(Password(person_id=person.id, hash=PasswordHasher().hash(password)))
        session.get_one(Person, person.id).email = f"{CANARY.lower()}@example.org"
    browser = TestClient(world.anonymous.app, raise_server_exceptions=False)
    for attempt in (f"wrong {CANARY}", password):
        body = {"email": f"{CANARY.lower()}@example.org", "password": attempt, "centre": college.centre.slug}
        browser.post("/v1/sign-in", json=body)
    assert browser.get("/v1/me").status_code == 200
    browser.post("/v1/sign-out")


def submit_and_assess(college: College) -> str:
    """The way of a submission; gives its address."""
    address = college.begin()
    for text in (ACCOUNT, BREAKS, f"{ACCOUNT} She smiled."):
        college.add(address, text)
    files = [("files", (f"{CANARY}.txt", ACCOUNT.encode())), ("files", (f"{CANARY}.docx", b"PK" + CANARY.encode()))]
    college.learner.post(f"{address}/drafts", files=files[:1])
    college.learner.post(f"{address}/drafts", files=files)
    college.move(college.learner, address, "hand_in")
    college.move(college.assessor, address, "take")
    return address


def decide_and_contest(college: College, address: str) -> None:
    """An assessor decides, and the learner does not agree: everybody writes the word."""
    drafts = college.assessor.get(f"{address}/drafts").json()
    latest = max(draft["number"] for draft in drafts["items"])
    first = None
    for point in UNIT.marking_points:
        wanted = {"marking_point": point.id, "status": "not", "draft": latest, "comment": f"Mrs {CANARY} is not asked."}
        made = change(college.assessor, address, "/decisions", wanted)
        assert made.status_code == 201, made.text
        first = first or made.json()["id"]
    assert change(college.assessor, address, "/feedback", {"content": f"Ask Mrs {CANARY}."}).status_code == 201
    college.move(college.assessor, address, "decide")
    contest = college.learner.post(f"{address}/contests", json={"decision": first, "reason": f"I asked Mrs {CANARY}."})
    assert contest.status_code == 201, contest.text
    review = {"status": "met", "comment": f"She did ask Mrs {CANARY}.", "outcome": "decided"}
    seen = {"If-Match": college.colleague.get(address).headers.get("ETag", "")}
    made = college.colleague.post(f"/v1/contests/{contest.json()['id']}/review", json=review, headers=seen)
    assert made.status_code == 201, made.text


def change(client: TestClient, address: str, path: str, body: Any) -> Any:
    """Send something about a submission as it is now."""
    return client.post(f"{address}{path}", json=body, headers={"If-Match": client.get(address).headers["ETag"]})


def known(college: College, address: str) -> dict[str, str]:
    """Ids that exist, by the names of path parameters."""
    submission_id = address.rsplit("/", 1)[1]
    webhook = college.admin.post("/v1/webhooks", json={"url": f"https://hooks.invalid/{CANARY}?{CANARY}={CANARY}"})
    cohort = college.admin.post("/v1/cohorts", json={"name": f"The {CANARY} cohort"}).json()
    spare, _ = college.signed_in(Role.LEARNER, name=CANARY)
    return {
        "submission_id": submission_id,
        "number": "1",
        "webhook_id": webhook.json()["id"],
        "cohort_id": str(cohort.get("id", uuid4())),
        "person_id": str(spare.id),
        "centre_id": str(college.world.centre().id),
        "centre": college.centre.slug,
        "unit_id": fake_analyser().unit.id,
    }


def test_no_log_no_trace_and_no_figure_holds_what_people_wrote(
    app: FastAPI, collector: Collector, capfd: pytest.CaptureFixture[str], sqlite: Database
) -> None:
    with listening() as told, TestClient(app, raise_server_exceptions=False) as anonymous:
        world = world_of(app, anonymous)
        college = College(world, world.centre())
        sign_in(world, college)
        address = submit_and_assess(college)
        perform_all(app)
        document = anonymous.get("/openapi.json").json()
        asking = Asking(document, CANARY, known(college, address))
        asked = list(operations(document))
        for operation in asked:
            asking.ask_as_nobody(anonymous, operation)
            # Signed in anew each time: some operations end sessions.
            everybody = world.client_of(world.person(college.centre, *Role, name=CANARY))
            assert not {status for status in asking.ask(everybody, operation) if status >= 500}, operation
        decide_and_contest(college, submit_and_assess(college))
        perform_all(app)
        figures = anonymous.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    found = [span.name for span in collector.spans()]
    watched = ("/health/live", "/health/ready", "/metrics")
    assert set(found) >= {f"{one.method} {one.path}" for one in asked if one.path not in watched}
    assert '"message": "request"' in str(told)
    assert '"message": "job failed"' in str(told)
    assert "ValueError" in str(told)
    assert "tallymark_requests_total" in figures
    for name, text in (("log", str(told)), ("traces", str(collector.spans())), ("figures", figures)):
        assert CANARY.lower() not in text.lower(), f"{name}: {_around(text)}"
    assert CANARY.lower() not in "".join(capfd.readouterr()).lower()
    assert not _kept_with_words(sqlite)


def test_nor_do_they_where_the_pages_are_used(
    app: FastAPI, collector: Collector, capfd: pytest.CaptureFixture[str]
) -> None:
    with listening() as told, TestClient(app, raise_server_exceptions=False) as anonymous:
        world = world_of(app, anonymous)
        college = College(world, world.centre())
        asking = Asking({}, CANARY, known(college, submit_and_assess(college)))
        perform_all(app)
        everybody = None
        for page in pages():
            # Some pages end sessions.
            if everybody is None or everybody.get("/v1/me").status_code != 200:
                everybody = world.client_of(world.person(college.centre, *Role, name=CANARY))
            for answer in (*asking.ask_page(everybody, page), *asking.ask_page(anonymous, page)[:1]):
                check_page(answer, page)
    assert {f"{page.method} {page.path}" for page in pages()} <= {span.name for span in collector.spans()}
    for text in (str(told), str(collector.spans()), "".join(capfd.readouterr())):
        assert CANARY.lower() not in text.lower(), _around(text)


def check_page(answer: Response, page: Operation) -> None:
    """Whatever a page answers, to whomever: it is no failure, and no browser may run or frame what was not meant."""
    assert answer.status_code < 500, page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"], page
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], page
    assert "unsafe" not in answer.headers["Content-Security-Policy"], page
    assert answer.headers["X-Content-Type-Options"] == "nosniff", page


def _around(text: str) -> str:
    at = text.lower().find(CANARY.lower())
    return text[max(0, at - 300) : at + 100]


def _kept_with_words(database: Database) -> list[Any]:
    """Rows of the record side that hold the word."""
    with database.read() as session:
        rows = [row.details for row in session.scalars(select(AuditEntry))]
        rows += [row.payload for row in session.scalars(select(WebhookDelivery))]
    return [row for row in rows if CANARY.lower() in str(row).lower()]
