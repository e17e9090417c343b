"""What others, and the program, have done to a submission since somebody opened its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.storage.tables.analyses import AnalysisJob, JobState
from service.storage.tables.submissions import Draft, State
from service.submissions.store import read_history
from service.web.assessor.marking_tasks import Position


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was done. ``point``: id of the marking point that was decided on; ``state``: where it moved.

    ``by``: a person's name, empty for the program; ``hers``: done by whoever looks, in another window.
    """

    at: datetime
    by: str
    hers: bool
    kind: Literal["decided", "moved", "analysed"]
    point: str = ""
    state: State | None = None


def changes_since(session: Session, actor: Actor, position: Position, since: datetime) -> tuple[Change, ...]:
    """Decisions, moves and results after ``since``, oldest first, as far as ``actor`` is told of them."""
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
    analysed = [Change(at, "", hers=False, kind="analysed") for at in _analysed(session, position, since)]
    return tuple(sorted((*decided, *moved, *analysed), key=lambda change: change.at))


def _analysed(session: Session, position: Position, since: datetime) -> Iterable[datetime]:
    """When the draft on the page was analysed, or analysed again."""
    of_draft = (Draft.submission_id == position.submission.id, Draft.number == position.draft)
    ended = (
        select(AnalysisJob.ended_at)
        .join(Draft, Draft.id == AnalysisJob.draft_id)
        .where(*of_draft, AnalysisJob.state == JobState.DONE, AnalysisJob.ended_at > since)
    )
    return (at for at in session.scalars(ended) if at is not None)
