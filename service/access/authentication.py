"""From a session's cookie or a token's header to the person behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

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
    rows = session.execute(
        _holder(SignIn, SignIn.last_seen_at).where(
            SignIn.token_sha256 == hash_token(token),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > at,
            SignIn.last_seen_at > at - IDLE_LIMIT,
        )
    ).all()
    return Actor(**_told_by(rows), via="session") if rows else None


def actor_of_api_token(session: Session, token: str, at: datetime) -> Actor | None:
    """The person whose token this is; None where it is not valid any more."""
    rows = session.execute(
        _holder(ApiToken, ApiToken.last_used_at)
        .add_columns(ApiToken.scopes)
        .where(ApiToken.token_sha256 == hash_token(token), ApiToken.revoked_at.is_(None), ApiToken.expires_at > at)
    ).all()
    if not rows:
        return None
    return Actor(**_told_by(rows), via="token", scopes=frozenset(Scope(scope) for scope in rows[0].scopes))


def use_is_due(actor: Actor, at: datetime) -> bool:
    """Whether it is time to remember once more that a session or token is used."""
    return actor.last_used is None or actor.last_used < at - SEEN_EVERY


def record_use(session: Session, actor: Actor, at: datetime) -> None:
    """Remember that a session or token was used."""
    if actor.via == "session":
        session.execute(update(SignIn).where(SignIn.id == actor.credential_id).values(last_seen_at=at))
    else:
        session.execute(update(ApiToken).where(ApiToken.id == actor.credential_id).values(last_used_at=at))


def _holder(credential: type[SignIn | ApiToken], used_at: InstrumentedAttribute[Any]) -> Select[Any]:
    """Credentials with whoever holds them, if she may sign in: a row for each of her roles, or one without."""
    return (
        select(credential.id, used_at.label("used_at"), Person.id.label("person_id"))
        .add_columns(Person.centre_id, Person.name, PersonRole.role)
        .join(Person, Person.id == credential.person_id)
        .outerjoin(Centre, Centre.id == Person.centre_id)
        .outerjoin(PersonRole, PersonRole.person_id == Person.id)
        .where(Person.deactivated_at.is_(None), Person.erased_at.is_(None), Centre.closed_at.is_(None))
    )


def _told_by(rows: Sequence[Row[Any]]) -> dict[str, Any]:
    first = rows[0]
    return {
        "person_id": first.person_id,
        "centre_id": first.centre_id,
        "name": first.name,
        "roles": frozenset(row.role for row in rows if row.role is not None),
        "credential_id": first.id,
        "last_used": first.used_at,
    }
