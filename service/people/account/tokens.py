"""One's own tokens, with which programs act for their owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from service import audit
from service.access import Actor, Scope
from service.access.opaque_tokens import API_TOKEN_PREFIX, hash_token, new_token
from service.audit import Action, Subject
from service.errors import Conflict, NotFound, NotSignedIn
from service.storage.tables.people import ApiToken, SignIn

MOST = 20
"""Tokens that one person can have at a time."""


def tokens_of(session: Session, person_id: UUID, at: datetime) -> Sequence[ApiToken]:
    """A person's tokens that can be used, the latest first."""
    return session.scalars(
        select(ApiToken).where(*_usable(person_id, at)).order_by(ApiToken.created_at.desc(), ApiToken.id)
    ).all()


def make_token(
    session: Session, actor: Actor, *, name: str, scopes: frozenset[Scope], days: int, at: datetime
) -> tuple[ApiToken, str]:
    """A new token: what is kept of it, and itself.

    Raises:
        NotSignedIn: the session that the actor uses has ended at this moment, and her tokens with it.
        Conflict: she has too many.
    """
    _hold_session(session, actor)
    if (session.scalar(select(func.count()).where(*_usable(actor.person_id, at))) or 0) >= MOST:
        raise Conflict(f"You have {MOST} tokens. Revoke one that is not needed any more.")
    token = new_token(API_TOKEN_PREFIX)
    row = ApiToken(
        person_id=actor.person_id,
        name=name,
        token_sha256=hash_token(token),
        scopes=sorted(scopes),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    _record(session, actor, Action.TOKEN_MADE, row.id)
    return row, token


def revoke_token(session: Session, actor: Actor, token_id: UUID, at: datetime) -> None:
    """Make one of the actor's tokens useless; raises NotFound where it is none of hers, or is already."""
    revoked = session.scalar(
        update(ApiToken)
        .where(ApiToken.id == token_id, *_usable(actor.person_id, at))
        .values(revoked_at=at)
        .returning(ApiToken.id)
    )
    if revoked is None:
        raise NotFound
    _record(session, actor, Action.TOKEN_REVOKED, token_id)


def revoke_all_tokens(session: Session, person_id: UUID, at: datetime) -> int:
    """Make all tokens of a person useless; how many there were."""
    revoking = update(ApiToken).where(*_usable(person_id, at)).values(revoked_at=at)
    return len(session.scalars(revoking.returning(ApiToken.id)).all())


def _hold_session(session: Session, actor: Actor) -> None:
    """Let whoever ends the actor's session wait, so that a token which she makes meanwhile is found and revoked too."""
    hers = select(SignIn.id).where(SignIn.id == actor.credential_id, SignIn.ended_at.is_(None))
    if session.scalar(hers.with_for_update()) is None:
        raise NotSignedIn("Your session has ended. Sign in again.")


def _usable(person_id: UUID, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (ApiToken.person_id == person_id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > at)


def _record(session: Session, actor: Actor, action: Action, token_id: UUID) -> None:
    audit.record(session, actor=actor, action=action, subject_kind=Subject.TOKEN, subject_id=token_id)
