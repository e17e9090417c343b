"""Attempts at jobs: what is tried again, when, and when no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from nlp.pipeline import fake_analyser
from service.errors import JobUnsettled, MailUnavailable
from service.jobs import Job, Kind, Payload
from service.jobs import carrying_out as module
from service.jobs.carrying_out import Carrier
from service.jobs.comparing import Indexes
from service.jobs.durable import DurableJobs
from service.jobs.performers import PERFORMERS, Performer
from service.jobs.system import SCHEMA
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage import Database
from service.storage.losing import is_lost

JOB = Job(kind=Kind.SEND_MAIL, key="mail", payload={"person_id": "p"})


def waiting(database: Database) -> list[tuple[str, str]]:
    """The attempts that DBOS knows of, and whether they wait for a moment."""
    table = "workflow_status" if database.is_sqlite else f"{SCHEMA}.workflow_status"
    with database.read() as session:
        rows = session.execute(text(f"SELECT workflow_uuid, status FROM {table}"))  # noqa: S608 - our own names
        return sorted((row.workflow_uuid, row.status) for row in rows)


@pytest.fixture
def carrier(durable: Database) -> Callable[[Performer], Carrier]:
    """Carries out jobs as a performer says."""
    jobs = DurableJobs(durable)
    workplace = Workplace(Settings(), durable, jobs, InstalledAnalysers(fake_analyser), Indexes())
    return lambda performer: Carrier(workplace, jobs, {Kind.SEND_MAIL: performer})


class Failing:
    """Fails as told, and notes what it is told then."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.told: list[str] = []

    def perform(self, workplace: Workplace, payload: Payload) -> None:
        del workplace, payload
        if self.errors:
            raise self.errors.pop(0)

    def put_back(self, session: Session, payload: Payload) -> None:
        del session, payload
        self.told.append("put back")

    def give_up(self, session: Session, payload: Payload) -> None:
        del session, payload
        self.told.append("given up")

    def performer(self) -> Performer:
        return Performer(perform=self.perform, put_back=self.put_back, give_up=self.give_up, attempts=3)


def test_what_is_done_is_not_tried_again(durable: Database, carrier: Callable[[Performer], Carrier]) -> None:
    carrier(Failing().performer()).carry_out(JOB, 1)
    assert waiting(durable) == []


@pytest.mark.parametrize("error", [ZeroDivisionError(), MailUnavailable("The server is away.")])
def test_what_fails_is_tried_again_later_and_in_the_end_given_up(
    durable: Database, carrier: Callable[[Performer], Carrier], error: Exception
) -> None:
    failing = Failing(error, error, error)
    carries = carrier(failing.performer())
    for attempt in (1, 2, 3):
        carries.carry_out(JOB, attempt)
    assert waiting(durable) == [("mail~2", "DELAYED"), ("mail~3", "DELAYED")]
    assert failing.told == ["put back", "put back", "given up"]


def test_an_attempt_that_is_made_again_asks_for_one_other(
    durable: Database, carrier: Callable[[Performer], Carrier]
) -> None:
    carries = carrier(Failing(ZeroDivisionError(), ZeroDivisionError()).performer())
    carries.carry_out(JOB, 1)
    carries.carry_out(JOB, 1)  # its worker died before DBOS knew that it was done
    assert waiting(durable) == [("mail~2", "DELAYED")]


def test_a_lost_database_is_waited_for_and_counts_as_no_attempt(
    durable: Database, carrier: Callable[[Performer], Carrier], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(module, "sleep", pauses.append)
    lost = OperationalError("SELECT 1", {}, busy())
    failing = Failing(*[lost] * 9)
    carrier(failing.performer()).carry_out(JOB, 1)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.5, 30)
    assert (failing.told, waiting(durable)) == ([], [])


def busy() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = 5 | 1 << 8  # an extended code
    return error


def test_a_mistake_of_ours_is_no_lost_database() -> None:
    wrong = sqlite3.OperationalError("no such table: drafts")
    wrong.sqlite_errorcode = 1
    assert not is_lost(OperationalError("SELECT 1", {}, wrong))
    assert not is_lost(ProgrammingError("SELECT 1", {}, Exception()))
    assert is_lost(OperationalError("SELECT 1", {}, Exception()))
    assert is_lost(DBAPIError("SELECT 1", {}, Exception(), connection_invalidated=True))


def test_how_long_jobs_have_been_under_way(carrier: Callable[[Performer], Carrier]) -> None:
    seen: list[float] = []
    carries = carrier(Performer(perform=lambda _workplace, _payload: seen.append(carries.longest_running_seconds())))
    assert carries.longest_running_seconds() == 0
    carries.carry_out(JOB, 1)
    assert seen[0] > 0
    assert carries.longest_running_seconds() == 0


def test_every_kind_of_job_is_performed() -> None:
    assert set(PERFORMERS) == set(Kind)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (Kind.ANALYSE_DRAFT, timedelta(seconds=20), timedelta(seconds=40)),
        (Kind.SEND_MAIL, timedelta(hours=10), timedelta(hours=13)),
        (Kind.POST_WEBHOOK, timedelta(hours=22), timedelta(hours=25)),
    ],
)
def test_for_how_long_things_are_tried_as_the_manual_says(kind: Kind, least: timedelta, most: timedelta) -> None:
    performer = PERFORMERS[kind]
    pauses = [performer.wait_after(attempt) for attempt in range(1, performer.attempts)]
    assert least <= sum(pauses, timedelta()) <= most


@given(st.sampled_from(list(Kind)), st.integers(1, 10_000))
def test_pauses_grow_up_to_a_bound(kind: Kind, attempt: int) -> None:
    performer = PERFORMERS[kind]
    pause = performer.wait_after(attempt)
    assert timedelta() < pause <= performer.longest_wait
    assert performer.wait_after(attempt + 1) in (2 * pause, performer.longest_wait)


def test_an_error_that_ends_a_job_says_nothing_of_what_the_job_was_about(
    carrier: Callable[[Performer], Carrier], caplog: pytest.LogCaptureFixture
) -> None:
    """DBOS keeps what an error says."""
    failing = Failing(ZeroDivisionError())

    def break_too(session: Session, payload: Payload) -> None:
        raise ValueError(f"cannot write {payload} by {session}")

    broken = replace(failing.performer(), put_back=break_too)
    with pytest.raises(JobUnsettled) as raised:
        carrier(broken).carry_out(replace(JOB, payload={"text": "Mrs Quillfeather wept."}), 1)
    assert "Quillfeather" not in str(raised.value)
    assert raised.value.__suppress_context__
    assert "job not settled" in caplog.text


def test_errors_of_the_database_quote_nothing(durable: Database) -> None:
    with pytest.raises(DBAPIError) as raised, durable.write() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "Mrs Quillfeather wept."})
    assert "Quillfeather" not in str(raised.value)
