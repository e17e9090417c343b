"""Links that let somebody choose a password, each once. Whoever writes the mail makes the token: no job carries one."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.storage.tables.people import OneTimeToken, Purpose

LIFETIMES = {Purpose.RESET: timedelta(hours=1), Purpose.INVITATION: timedelta(days=7)}
_BYTES = 32


def issue(session: Session, person_id: UUID, purpose: Purpose, at: datetime) -> tuple[str, datetime]:
    """A new token for a person, and when it expires. It is nowhere but in what is returned; its hash is kept."""
    token, expires_at = token_urlsafe(_BYTES), at + LIFETIMES[purpose]
    session.add(
        OneTimeToken(
            person_id=person_id, purpose=purpose, token_sha256=_hash(token), created_at=at, expires_at=expires_at
        )
    )
    return token, expires_at


def owner(session: Session, token: str, at: datetime) -> UUID | None:
    """Whose token this is, where it can still be used."""
    return session.scalar(
        select(OneTimeToken.person_id).where(
            OneTimeToken.token_sha256 == _hash(token), OneTimeToken.used_at.is_(None), OneTimeToken.expires_at > at
        )
    )


def redeem(session: Session, token: str, at: datetime) -> UUID | None:
    """Use a token up: whose it was, or None where it cannot be used (any more).

    Of several at the same moment one succeeds. All other tokens of the person end with it.
    """
    whose = owner(session, token, at)
    if whose is None:
        return None
    _take_turns(session, whose)
    person_id = session.scalar(
        update(OneTimeToken)
        .where(OneTimeToken.token_sha256 == _hash(token), OneTimeToken.used_at.is_(None), OneTimeToken.expires_at > at)
        .values(used_at=at)
        .returning(OneTimeToken.person_id)
    )
    if person_id is not None:
        withdraw(session, person_id, at)
    return person_id


def withdraw(session: Session, person_id: UUID, at: datetime) -> None:
    """End all tokens of a person. Call it before her password, sessions or API tokens are locked, as `redeem` is."""
    _take_turns(session, person_id)
    session.execute(
        update(OneTimeToken)
        .where(OneTimeToken.person_id == person_id, OneTimeToken.used_at.is_(None))
        .values(used_at=at)
    )


def _take_turns(session: Session, person_id: UUID) -> None:
    """Lock all tokens of a person in one order: two who use or end different ones would else wait for one another."""
    hers = select(OneTimeToken.id).where(OneTimeToken.person_id == person_id, OneTimeToken.used_at.is_(None))
    session.execute(hers.order_by(OneTimeToken.id).with_for_update())


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
