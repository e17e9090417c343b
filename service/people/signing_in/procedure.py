"""Signing in with a password.

Whoever fails learns nothing: an unknown address, a wrong password, a pause after failures, a deactivated person and a
closed centre are answered alike and cost the same work, one hash and two transactions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from service import audit
from service.audit import Action, By, Installation, Subject
from service.errors import SignInFailed
from service.people.finding import active_by_email, active_by_id, password_of
from service.people.passwords.hashing import PasswordHasher, Verdict
from service.people.passwords.lockout import FREE_FAILURES, begin_attempt, forgive
from service.people.sessions import begin_session, end_session_of_token
from service.storage import Database
from service.storage.tables.people import Person

FAILED = (
    "Centre, e-mail address or password is wrong, or there were too many attempts. Try again in a quarter of an hour, "
    "or ask for a link to choose a new password."
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt under way. ``hash`` is None where no password can be right; ``person_id`` is then nobody's."""

    person_id: UUID
    hash: str | None


def sign_in(
    database: Database,
    hasher: PasswordHasher,
    *,
    slug: str,
    email: str,
    password: str,
    lasts: timedelta,
    at: datetime,
    before: str = "",
) -> tuple[UUID, str]:
    """Sign somebody in: her id, and the token of a new session that is over after ``lasts``.

    ``before``: the token that the browser comes with; that session ends, so that nobody else's goes on as hers.

    Raises SignInFailed, whatever the reason.
    """
    with database.write() as session:
        attempt = _begin(session, slug, email, at)
    # Not within a transaction: nobody else could write for as long.
    verdict = hasher.check(password, attempt.hash)
    with database.write() as session:
        if person := _complete(session, attempt, verdict):
            end_session_of_token(session, before, at)
            token = begin_session(session, person.id, "password", lasts, at)
            _record(session, Action.SIGNED_IN, Installation(person.centre_id, person.id), person)
            return person.id, token
    raise SignInFailed(FAILED)


def _begin(session: Session, slug: str, email: str, at: datetime) -> Attempt:
    """Count an attempt against the person who is meant; for nobody the same statements run."""
    if session.get_bind().dialect.name == "postgresql":
        # Waiting for the disk, which happens only where something was written, would tell who has an account.
        session.execute(text("SET LOCAL synchronous_commit TO off"))
    person = active_by_email(session, slug, email)
    person_id = person.id if person else uuid4()
    allowed = begin_attempt(session, person_id, at)
    password = password_of(session, person_id)
    return Attempt(person_id, password.hash if password and allowed else None)


def _complete(session: Session, attempt: Attempt, verdict: Verdict) -> Person | None:
    person = active_by_id(session, attempt.person_id)
    password = password_of(session, attempt.person_id)
    if person is None or password is None or attempt.hash is None:
        return None
    # It may have been changed while we were checking.
    if not verdict.right or password.hash != attempt.hash:
        if password.failures == FREE_FAILURES:
            _record(session, Action.SIGN_IN_LOCKED, Installation(person.centre_id), person)
        return None
    forgive(password)
    password.hash = verdict.renewed or password.hash
    return person


def _record(session: Session, action: Action, by: By, person: Person) -> None:
    audit.record(session, actor=by, action=action, subject_kind=Subject.PERSON, subject_id=person.id)
