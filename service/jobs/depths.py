"""How much waits and runs, for whoever watches over the service."""

from __future__ import annotations

from dataclasses import dataclass
from time import time

from sqlalchemy import BigInteger, Text, column, func, select, table

from service.jobs.system import SCHEMA, Queue
from service.storage import Database

_STATES = {"ENQUEUED": "waiting", "DELAYED": "delayed", "PENDING": "running"}


@dataclass(frozen=True, slots=True)
class Depth:
    """How many jobs of a queue are in a state (``waiting``, ``delayed`` until another attempt, ``running``).

    ``oldest_seconds``: since the oldest of them was asked for; 0 where there is none.
    """

    queue: str
    state: str
    number: int
    oldest_seconds: float


def depths_of(database: Database) -> list[Depth]:
    """Every queue in every state, those without jobs included. Raises an error of SQLAlchemy's."""
    queue_name, status, created_at = (
        column("queue_name", Text),
        column("status", Text),
        column("created_at", BigInteger),
    )
    counted = (
        select(queue_name, status, func.count(), func.min(created_at))
        .select_from(table("workflow_status", schema=None if database.is_sqlite else SCHEMA))
        .where(status.in_(_STATES), queue_name.in_(list(Queue)))
        .group_by(queue_name, status)
    )
    with database.read() as session:
        found = {(queue, _STATES[state]): (number, first) for queue, state, number, first in session.execute(counted)}
    at = time()
    return [
        Depth(queue.value, state, number, max(0.0, at - first / 1000) if first else 0.0)
        for queue in Queue
        for state in _STATES.values()
        for number, first in [found.get((queue.value, state), (0, None))]
    ]
