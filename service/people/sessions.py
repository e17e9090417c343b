"""Sessions: from signing in to signing out, or until nobody has used them for too long (`access.authentication`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from fastapi import Response
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.access.authentication import IDLE_LIMIT
from service.access.opaque_tokens import hash_token, new_token
from service.access.requiring import COOKIE
from service.settings import Settings
from service.storage.tables.people import SignIn

Method = Literal["password", "sso"]


def begin_session(session: Session, person_id: UUID, method: Method, lasts: timedelta, at: datetime) -> str:
    """Begin a session that is over after ``lasts``; the token is for the person's browser and kept nowhere else."""
    token = new_token()
    session.add(
        SignIn(
            person_id=person_id,
            token_sha256=hash_token(token),
            method=method,
            created_at=at,
            last_seen_at=at,
            expires_at=at + lasts,
        )
    )
    return token


def open_sessions(session: Session, person_id: UUID, at: datetime) -> Sequence[SignIn]:
    """The sessions of a person that can be used now, the latest first."""
    return session.scalars(
        select(SignIn)
        .where(
            SignIn.person_id == person_id,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > at,
            SignIn.last_seen_at > at - IDLE_LIMIT,
        )
        .order_by(SignIn.created_at.desc(), SignIn.id)
    ).all()


def end_session(session: Session, person_id: UUID, session_id: UUID, at: datetime) -> bool:
    """End one session of a person; whether there was one to end."""
    ended = session.scalar(
        update(SignIn)
        .where(SignIn.id == session_id, SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .values(ended_at=at)
        .returning(SignIn.id)
    )
    return ended is not None


def end_sessions(session: Session, person_id: UUID, at: datetime, *, but: UUID | None = None) -> int:
    """End all sessions of a person, except ``but``; how many there were."""
    ending = update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if but:
        ending = ending.where(SignIn.id != but)
    return len(session.scalars(ending.values(ended_at=at).returning(SignIn.id)).all())


def end_session_of_token(session: Session, token: str, at: datetime) -> None:
    """End the session that a browser comes with when it signs in anew."""
    if token:
        session.execute(
            update(SignIn)
            .where(SignIn.token_sha256 == hash_token(token), SignIn.ended_at.is_(None))
            .values(ended_at=at)
        )


def session_length(settings: Settings) -> timedelta:
    """How long a session lasts at most."""
    return timedelta(hours=settings.session_hours)


def give_cookie(response: Response, token: str, settings: Settings) -> None:
    """Let the browser come back with ``token``."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(session_length(settings).total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings.cookies_are_secure,
    )


def take_cookie(response: Response, settings: Settings) -> None:
    """Let the browser forget its token."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=settings.cookies_are_secure)
