"""Mails that were asked for arrive, hold a link that works, and nothing that anybody wrote."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from email.message import EmailMessage
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import MailUnavailable
from service.jobs import Kind, RecordedJobs
from service.jobs.mail_jobs import request_mail
from service.jobs.mailing import perform
from service.jobs.workplace import Workplace
from service.mail.messages import MailKind
from service.one_time_tokens import owner
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Centre, OneTimeToken, Person, Purpose, Role
from service.storage.tables.records import AuditEntry
from tests.service.mail.mail_server import Inbox, mail_server
from tests.service.people_in_centres import a_centre, a_person

PUBLIC = "https://assess.example"


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Inbox, int]]:
    inbox = Inbox()
    with mail_server(inbox) as port:
        yield inbox, port


@pytest.fixture
def inbox(running: tuple[Inbox, int]) -> Inbox:
    running[0].messages.clear()
    running[0].answers.clear()
    return running[0]


@pytest.fixture
def post_office(workplace: Workplace, running: tuple[Inbox, int]) -> Workplace:
    """A workplace with a mail server."""
    settings = Settings(smtp_host="127.0.0.1", smtp_port=running[1], smtp_security="none", public_url=PUBLIC)
    return dataclasses.replace(workplace, settings=settings)


@pytest.fixture
def asha(database: Database) -> Person:
    return a_person(database, a_centre(database).id, Role.LEARNER)


def payload(kind: MailKind, person: Person, **more: UUID) -> dict[str, str]:
    given = {"person_id": person.id, "about": uuid4(), "submission_id": uuid4(), **more}
    return {"kind": kind.value} | {name: str(value) for name, value in given.items()}


def link_in(mail: EmailMessage) -> str:
    lines: list[str] = mail.get_content().splitlines()
    return next(line for line in lines if line.startswith(PUBLIC))


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [(MailKind.PASSWORD_RESET, Purpose.RESET), (MailKind.INVITATION, Purpose.INVITATION)],
)
def test_a_link_to_choose_a_password_works_and_is_kept_nowhere(
    post_office: Workplace, inbox: Inbox, asha: Person, kind: MailKind, purpose: Purpose
) -> None:
    perform(post_office, payload(kind, asha))
    (mail,) = inbox.messages
    assert mail["To"] == f"Asha Rao <{asha.email}>"
    address, token = link_in(mail).split("#")
    assert address == f"{PUBLIC}/set-password"
    with post_office.database.read() as session:
        assert owner(session, token, now()) == asha.id
        (kept,) = session.query(OneTimeToken)
        assert kept.purpose is purpose
        assert token not in str(vars(kept))
        logged = session.query(AuditEntry).one()
    assert (logged.action, logged.subject_id, logged.chain) == (
        "password.reset_asked",
        str(asha.id),
        str(asha.centre_id),
    )


def test_whoever_is_asked_to_mark_is_led_to_the_exercise(post_office: Workplace, inbox: Inbox, asha: Person) -> None:
    exercise = uuid4()
    jobs = RecordedJobs()
    with post_office.database.write() as session:
        asked = {"person_id": asha.id, "about": exercise, "exercise_id": exercise}
        request_mail(session, jobs, MailKind.ASKED_TO_MARK, **asked)
    perform(post_office, jobs.jobs[0].payload)
    (mail,) = inbox.messages
    assert link_in(mail) == f"{PUBLIC}/centre/standardisation/{exercise}"


@pytest.mark.parametrize("kind", [MailKind.DECIDED, MailKind.REFERRED_BACK, MailKind.CONTEST_RESOLVED])
def test_a_mail_about_a_submission_leads_to_it(
    post_office: Workplace, inbox: Inbox, asha: Person, kind: MailKind
) -> None:
    submission = uuid4()
    perform(post_office, payload(kind, asha, submission_id=submission))
    assert link_in(inbox.messages[0]) == f"{PUBLIC}/submissions/{submission}"
    with post_office.database.read() as session:
        assert session.query(OneTimeToken).count() == 0


def test_performing_it_again_sends_what_is_recognisably_the_same(
    post_office: Workplace, inbox: Inbox, asha: Person
) -> None:
    asked = payload(MailKind.INVITATION, asha)
    perform(post_office, asked)
    perform(post_office, asked)
    first, again = inbox.messages
    assert first["Message-ID"] == again["Message-ID"]
    assert link_in(first) != link_in(again)
    with post_office.database.read() as session:
        assert {owner(session, link_in(mail).split("#")[1], now()) for mail in (first, again)} == {asha.id}
    perform(post_office, payload(MailKind.INVITATION, asha))
    assert inbox.messages[2]["Message-ID"] != first["Message-ID"]


@pytest.mark.parametrize("change", ["deactivated_at", "erased_at"])
def test_nobody_who_may_not_sign_in_is_written_to(
    post_office: Workplace, inbox: Inbox, asha: Person, change: str
) -> None:
    with post_office.database.write() as session:
        setattr(session.get_one(Person, asha.id), change, now())
    perform(post_office, payload(MailKind.PASSWORD_RESET, asha))
    assert inbox.messages == []


def test_a_closed_centre_writes_to_nobody(post_office: Workplace, inbox: Inbox, asha: Person) -> None:
    with post_office.database.write() as session:
        session.get_one(Centre, asha.centre_id).closed_at = now()
    perform(post_office, payload(MailKind.DECIDED, asha))
    assert inbox.messages == []


def test_a_system_administrator_hears_from_the_installation(
    post_office: Workplace, inbox: Inbox, database: Database
) -> None:
    perform(post_office, payload(MailKind.INVITATION, a_person(database, None, Role.SYSTEM_ADMIN)))
    assert inbox.messages[0]["Subject"] == "Your account at Tallymark"


def test_without_a_mail_server_nothing_is_made_or_sent(workplace: Workplace, asha: Person) -> None:
    perform(workplace, payload(MailKind.PASSWORD_RESET, asha))
    with workplace.database.read() as session:
        assert session.query(OneTimeToken).count() == 0


def test_what_is_put_off_is_tried_again_and_what_is_refused_is_not(
    post_office: Workplace, inbox: Inbox, asha: Person, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.answers[asha.email] = "451 later"
    with pytest.raises(MailUnavailable):
        perform(post_office, payload(MailKind.DECIDED, asha))
    inbox.answers[asha.email] = "550 never"
    perform(post_office, payload(MailKind.DECIDED, asha))
    assert "refused" in caplog.text
    assert asha.email not in caplog.text
    assert asha.name not in caplog.text


def test_there_is_one_mail_of_a_kind_about_a_thing(database: Database, jobs: RecordedJobs) -> None:
    person, thing = uuid4(), uuid4()
    with database.write() as session:
        for kind in (MailKind.DECIDED, MailKind.DECIDED, MailKind.REFERRED_BACK):
            request_mail(session, jobs, kind, person_id=person, about=thing, submission_id=thing)
    assert [(job.kind, job.payload["kind"]) for job in jobs.jobs] == [
        (Kind.SEND_MAIL, "decided"),
        (Kind.SEND_MAIL, "referred_back"),
    ]


@given(st.sampled_from(MailKind), st.uuids(), st.uuids())
def test_a_job_holds_ids_and_nothing_else(kind: MailKind, person: UUID, about: UUID) -> None:
    jobs = RecordedJobs()
    request_mail(None, jobs, kind, person_id=person, about=about, submission_id=about)  # type: ignore[arg-type]
    (job,) = jobs.jobs
    assert all(value == kind.value or re.fullmatch(r"[0-9a-f-]{36}", value) for value in job.payload.values())
