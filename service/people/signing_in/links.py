"""Mailed links with which somebody chooses a password: when she has forgotten it, and when she has none yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from service import audit, one_time_tokens
from service.audit import Action, Installation, Subject
from service.errors import LinkUnusable
from service.jobs import Jobs
from service.jobs.mail_jobs import request_mail
from service.mail.messages import MailKind
from service.people.account.tokens import revoke_all_tokens
from service.people.finding import active_by_email, active_by_id, password_of
from service.people.passwords.hashing import PasswordHasher
from service.people.passwords.lockout import forgive
from service.people.passwords.rules import check_password
from service.people.sessions import begin_session, end_sessions
from service.storage import Database
from service.storage.tables.people import Centre, Password, Person

_MINUTES = 5
"""In as many minutes a person gets one mail of a kind, however often it is asked for."""
_GONE = "This link has been used, or its time is over. Ask for a new one."


def ask_for_reset(session: Session, jobs: Jobs, slug: str, email: str, at: datetime) -> None:
    """Have a link mailed to whoever has this address. Where nobody has, a job is asked for that finds nobody."""
    person = active_by_email(session, slug, email)
    send_link(session, jobs, MailKind.PASSWORD_RESET, person.id if person else uuid4(), at)


def send_link(session: Session, jobs: Jobs, kind: MailKind, person_id: UUID, at: datetime) -> None:
    """Have a mail with a link sent; the link is made when the mail is."""
    period = int(at.timestamp()) // (60 * _MINUTES)
    request_mail(session, jobs, kind, person_id=person_id, about=uuid5(person_id, str(period)))


def choose_password(
    database: Database, hasher: PasswordHasher, *, token: str, password: str, lasts: timedelta, at: datetime
) -> str:
    """Set the password of the holder of a link, and sign her in: the token of a session that is over after ``lasts``.

    The link, all others of hers, all sessions and all API tokens that she had end: whoever had got at them is out. She
    is signed in at once because, while somebody goes on guessing at her password, she could not do it with the new one
    either (`passwords.lockout`).

    Raises:
        LinkUnusable: nobody holds this link (any more).
        RequestInvalid: the password is not accepted; the link can still be used.
    """
    with database.read() as session:
        person = _holder(session, one_time_tokens.owner(session, token, at))
        check_password(password, personal_words(session, person))
    hash_ = hasher.hash(password)
    with database.write() as session:
        person = _holder(session, one_time_tokens.redeem(session, token, at))
        set_password(session, person.id, hash_, at)
        end_sessions(session, person.id, at)
        revoke_all_tokens(session, person.id, at)
        session_token = begin_session(session, person.id, "password", lasts, at)
        audit.record(
            session,
            actor=Installation(person.centre_id, person.id),
            action=Action.PASSWORD_CHANGED,
            subject_kind=Subject.PERSON,
            subject_id=person.id,
        )
    return session_token


def set_password(session: Session, person_id: UUID, hash_: str, at: datetime) -> None:
    """Replace a person's password, or give her the first; failures with the old one are forgotten."""
    password = password_of(session, person_id)
    if password is None:
        session.add(Password(person_id=person_id, hash=hash_, changed_at=at))
        return
    password.hash, password.changed_at = hash_, at
    forgive(password)


def personal_words(session: Session, person: Person) -> list[str]:
    """What a password must not be built from."""
    centre = session.get(Centre, person.centre_id) if person.centre_id else None
    return [person.name, person.email, *([centre.name, centre.slug] if centre else [])]


def _holder(session: Session, person_id: UUID | None) -> Person:
    person = active_by_id(session, person_id) if person_id else None
    if person is None:
        raise LinkUnusable(_GONE)
    return person
