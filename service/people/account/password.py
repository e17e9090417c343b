"""Changing one's own password."""

from __future__ import annotations

from datetime import datetime, timedelta

from service import audit, one_time_tokens
from service.access import Actor
from service.audit import Action, Subject
from service.errors import Fault, RequestInvalid
from service.people.finding import password_of
from service.people.passwords.hashing import PasswordHasher
from service.people.passwords.lockout import begin_attempt
from service.people.passwords.rules import check_password
from service.people.sessions import begin_session, end_sessions
from service.people.signing_in.links import personal_words, set_password
from service.storage import Database
from service.storage.tables.people import Person

_WRONG = "This is not your present password, or there were too many attempts. Try again later, or have a link mailed."


def change_password(
    database: Database,
    hasher: PasswordHasher,
    actor: Actor,
    *,
    current: str,
    new: str,
    lasts: timedelta,
    at: datetime,
) -> str:
    """Change a password that is known: the token of a new session, which takes the place of all others.

    Raises:
        RequestInvalid: the present password is wrong, or the new one is not accepted.
    """
    with database.read() as session:
        check_password(new, personal_words(session, session.get_one(Person, actor.person_id)), "#/new_password")
    with database.write() as session:
        allowed = begin_attempt(session, actor.person_id, at)
        password = password_of(session, actor.person_id)
        kept = password.hash if password and allowed else None
    if not hasher.check(current, kept).right:
        raise RequestInvalid([Fault("#/current_password", _WRONG)])
    hash_ = hasher.hash(new)
    with database.write() as session:
        one_time_tokens.withdraw(session, actor.person_id, at)
        password = password_of(session, actor.person_id)
        if password is None or password.hash != kept:  # changed in this very moment
            raise RequestInvalid([Fault("#/current_password", _WRONG)])
        set_password(session, actor.person_id, hash_, at)
        end_sessions(session, actor.person_id, at)
        token = begin_session(session, actor.person_id, "password", lasts, at)
        audit.record(
            session,
            actor=actor,
            action=Action.PASSWORD_CHANGED,
            subject_kind=Subject.PERSON,
            subject_id=actor.person_id,
        )
    return token
