"""Which submission opens by itself when one is finished."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from service.access import Actor
from service.queue.schemas import QueueQuery
from service.queue.store import read_queue
from service.storage.tables.submissions import State

_OPEN = (State.SUBMITTED, State.IN_ASSESSMENT)


def next_for(session: Session, actor: Actor, finished: UUID) -> UUID | None:
    """The first of her own that waits, else the first that is nobody's; None where nothing waits for her."""
    queries = (
        QueueQuery(assessor="me", state=_OPEN, limit=2),
        QueueQuery(assessor="nobody", state=(State.SUBMITTED,), limit=2),
    )
    for query in queries:
        for item in read_queue(session, actor, query).items:
            if item.submission != finished:
                return item.submission
    return None
