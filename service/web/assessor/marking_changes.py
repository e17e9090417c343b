"""What others have done to a submission since somebody opened its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from service.access import Actor
from service.storage.tables.submissions import State
from service.submissions.store import read_history
from service.web.assessor.marking_tasks import Position


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was done. ``code``: of the marking point, where it was decided on; ``state``: where it moved.

    ``hers``: done by whoever looks, in another window.
    """

    at: datetime
    by: str
    hers: bool
    kind: Literal["decided", "moved"]
    point: str = ""
    state: State | None = None


def changes_since(session: Session, actor: Actor, position: Position, since: datetime) -> tuple[Change, ...]:
    """Decisions and moves after ``since``, oldest first, as far as ``actor`` is told of them."""
    decided = [
        Change(one.decided_at, one.assessor.name, one.assessor.id == actor.person_id, "decided", one.marking_point)
        for one in position.history
        if one.decided_at > since
    ]
    moved = [
        Change(one.at, one.by.name, one.by.id == actor.person_id, "moved", state=one.after)
        for one in read_history(session, actor, position.submission.id).items
        if one.at > since
    ]
    return tuple(sorted((*decided, *moved), key=lambda change: change.at))
