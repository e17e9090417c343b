"""Adding to a chain, within the transaction of what is being recorded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.audit.actions import Action, Subject
from service.audit.chains import BEFORE_THE_FIRST, By, chain_of, entry_hash
from service.audit.details import Detail, plain
from service.storage.columns import now
from service.storage.inserting import insert_unless_there
from service.storage.tables.records import AuditChain, AuditEntry

_HASH = re.compile(r"[0-9a-f]{64}")


def record(
    session: Session,
    *,
    actor: By | None,
    action: Action,
    subject_kind: Subject,
    subject_id: UUID | StrEnum | str,
    details: Mapping[str, Detail] | None = None,
) -> AuditEntry:
    """Write an entry into the chain of the actor's centre; into the installation's where there is no centre.

    ``session``: a write transaction; the entry is there if and when it is committed. ``actor``: None for the
    installation itself, `Installation` for what it does in a centre. ``subject_id``: an id, or the SHA-256 of a file.

    Call it last: from here to the commit, whoever else records in this chain waits.

    Raises TypeError where the details could hold a person's words.
    """
    chain = chain_of(actor)
    kept = plain(details or {})
    length, last_hash = _end(session, chain)
    entry = AuditEntry(
        id=uuid4(),
        chain=chain,
        number=length + 1,
        at=now(),
        actor_id=None if actor is None else actor.person_id,
        action=action.value,
        subject_kind=subject_kind.value,
        subject_id=_identifier(subject_id),
        details=kept,
        previous_hash=last_hash,
    )
    entry.hash = entry_hash(entry)
    session.add(entry)
    session.execute(
        sa.update(AuditChain).where(AuditChain.chain == chain).values(length=entry.number, last_hash=entry.hash)
    )
    session.flush()
    return entry


def _end(session: Session, chain: str) -> tuple[int, str]:
    """Length and last hash of a chain, locked; a chain that is not there begins."""
    # Rows that wait in the session may be what the entry points at.
    session.flush()
    end = sa.select(AuditChain.length, AuditChain.last_hash).where(AuditChain.chain == chain).with_for_update()
    found = session.execute(end).one_or_none()
    if found is None:
        insert_unless_there(session, AuditChain, chain=chain, length=0, last_hash=BEFORE_THE_FIRST)
        found = session.execute(end).one()
    return found.length, found.last_hash


def _identifier(subject_id: UUID | StrEnum | str) -> str:
    if isinstance(subject_id, UUID):
        return str(subject_id)
    if isinstance(subject_id, StrEnum):
        return subject_id.value
    if _HASH.fullmatch(subject_id):
        return subject_id
    raise TypeError("The subject of an audit entry must be named by its id.")
