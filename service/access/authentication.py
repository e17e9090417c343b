"""From a session's cookie or a token's header to the person behind it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from service.access.actor import Actor
from service.access.opaque_tokens import hash_token
from service.access.permissions import Scope
from service.storage.tables.people import ApiToken, Centre, Person, PersonRole, SignIn

IDLE_LIMIT = timedelta(hours=2)
"""A session that nobody used for as long has ended."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last use of a session or token is recorded: not every request writes."""


def actor_of_session(session: Session, token: str, at: datetime) -> Actor | None:
    """The person whose session this is; None where it has ended, or she or her centre may no longer sign in."""
    row = session.scalars(
        select(SignIn).where(
            SignIn.token_sha256 == hash_token(token),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > at,
            SignIn.last_seen_at > at - IDLE_LIMIT,
        )
    ).one_or_none()
    if row is None or (found := _person(session, row.person_id)) is None:
        return None
    return Actor(**found, via="session", credential_id=row.id, last_used=row.last_seen_at)


def actor_of_api_token(session: Session, token: str, at: datetime) -> Actor | None:
    """The person whose token this is; None where it is not valid any more."""
    row = session.scalars(
        select(ApiToken).where(
            ApiToken.token_sha256 == hash_token(token), ApiToken.revoked_at.is_(None), ApiToken.expires_at > at
        )
    ).one_or_none()
    if row is None or (found := _person(session, row.person_id)) is None:
        return None
    scopes = frozenset(Scope(scope) for scope in row.scopes)
    return Actor(**found, via="token", credential_id=row.id, scopes=scopes, last_used=row.last_used_at)


def use_is_due(actor: Actor, at: datetime) -> bool:
    """Whether it is time to remember once more that a session or token is used."""
    return actor.last_used is None or actor.last_used < at - SEEN_EVERY


def record_use(session: Session, actor: Actor, at: datetime) -> None:
    """Remember that a session or token was used."""
    if actor.via == "session":
        session.execute(update(SignIn).where(SignIn.id == actor.credential_id).values(last_seen_at=at))
    else:
        session.execute(update(ApiToken).where(ApiToken.id == actor.credential_id).values(last_used_at=at))


def _person(session: Session, person_id: UUID) -> dict[str, Any] | None:
    person = session.execute(_active(person_id)).one_or_none()
    if person is None:
        return None
    roles = frozenset(session.scalars(select(PersonRole.role).where(PersonRole.person_id == person_id)))
    return {"person_id": person.id, "centre_id": person.centre_id, "name": person.name, "roles": roles}


def _active(person_id: UUID) -> Select[UUID, UUID | None, str]:
    return (
        select(Person.id, Person.centre_id, Person.name)
        .outerjoin(Centre, Centre.id == Person.centre_id)
        .where(
            Person.id == person_id,
            Person.deactivated_at.is_(None),
            Person.erased_at.is_(None),
            Centre.closed_at.is_(None),
        )
    )
