"""Requests that may be sent again: under the same ``Idempotency-Key`` they are carried out once (draft-ietf-httpapi).

A key belongs to the person who sends it. It is written down in the transaction of what it stands for, so that of two
requests at the same moment the second waits for the first and is given its answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from service.errors import Fault, IdempotencyKeyReused, RequestInvalid
from service.storage.columns import now
from service.storage.inserting import insert_unless_there
from service.storage.tables.submissions import IdempotencyKey

KEPT = timedelta(days=2)
"""How long a key is remembered; after that it is new again."""
Answer = dict[str, Any]
_SANE = re.compile(r"[\x21-\x7e]{1,100}")


def _given(
    idempotency_key: Annotated[
        str | None,
        Header(
            description="Any text of your own, such as a UUID, that names this request: sent again under it, the "
            "request is not carried out twice but answered as before. 1 to 100 visible ASCII characters; remembered "
            "for two days."
        ),
    ] = None,
) -> str | None:
    if idempotency_key is not None and not _SANE.fullmatch(idempotency_key):
        raise RequestInvalid([Fault("#/header/idempotency-key", "It must have 1 to 100 visible ASCII characters.")])
    return idempotency_key


GivenKey = Annotated[str | None, Depends(_given)]
"""The key that a request was sent under, if it was."""


def request_sha256(method: str, path: str, body: Mapping[str, Any] | bytes | list[str]) -> str:
    """What a request is known again by; for a form, ``body`` lists the SHA-256 of its parts."""
    content = body if isinstance(body, bytes) else repr(body).encode()
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), content])).hexdigest()


def once(session: Session, person_id: UUID, key: str | None, sha256: str, carry_out: Callable[[], Answer]) -> Answer:
    """What ``carry_out`` answers, or answered when it was called under the same key; without a key it is called.

    ``session``: a write transaction, the one in which it is carried out. The answer holds ids and states, never words.

    Raises IdempotencyKeyReused where the key was sent with another request.
    """
    if key is None:
        return carry_out()
    if not _claim(session, person_id, key, sha256):
        return _answer_of(session.get_one(IdempotencyKey, (person_id, key), populate_existing=True), sha256)
    answer = carry_out()
    session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.person_id == person_id, IdempotencyKey.key == key)
        .values(answer=answer)
    )
    return answer


def answered(session: Session, person_id: UUID, key: str | None, sha256: str) -> Answer | None:
    """What `once` answered under this key, if it did: for what has to be done before its transaction begins.

    Raises IdempotencyKeyReused as `once` does.
    """
    known = session.get(IdempotencyKey, (person_id, key)) if key else None
    return None if known is None or known.expires_at <= now() else _answer_of(known, sha256)


def _answer_of(known: IdempotencyKey, sha256: str) -> Answer:
    if known.request_sha256 != sha256:
        raise IdempotencyKeyReused("This Idempotency-Key was sent with another request. Use a new one for each.")
    return known.answer


def _claim(session: Session, person_id: UUID, key: str, sha256: str) -> bool:
    """Write the key down; whether it is new. Waits for another transaction that is about to."""
    at = now()
    outdated = (IdempotencyKey.person_id == person_id, IdempotencyKey.key == key, IdempotencyKey.expires_at <= at)
    session.execute(delete(IdempotencyKey).where(*outdated))
    return insert_unless_there(
        session,
        IdempotencyKey,
        person_id=person_id,
        key=key,
        request_sha256=sha256,
        status=HTTPStatus.CREATED.value,
        answer={},
        created_at=at,
        expires_at=at + KEPT,
    )
