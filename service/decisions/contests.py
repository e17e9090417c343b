"""A learner's wish that another person look at a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import yaml
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from service.access import Actor
from service.audit import Action, Subject, record
from service.decisions.changing import touch
from service.decisions.schemas import ContestList, ContestView, ContestWanted, PersonInBrief
from service.decisions.views import learner_is_told, told_until
from service.decisions_in_force import nothing_supersedes
from service.errors import Conflict, Fault, NotPermitted, RequestInvalid
from service.storage.columns import now
from service.storage.tables.decisions import Contest, ContestReason, ContestReview, Decision, DecisionPurpose
from service.storage.tables.people import Person
from service.storage.tables.submissions import Submission
from service.triage import place_again

_FILE = Path(__file__).parent / "contests.yaml"


class Period(BaseModel):
    """How long a learner can contest, in days from being told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: int = Field(ge=1)
    because: str


@cache
def period() -> Period:
    """The period that is installed."""
    return Period.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def contest(session: Session, actor: Actor, submission: Submission, wanted: ContestWanted) -> Contest:
    """Bring a decision on the actor's own work, which is locked, before another person.

    Raises:
        NotPermitted: the work is not hers.
        RequestInvalid: there is no such decision in force that she was told of.
        Conflict: it was contested before, another person has looked at it already, or the time for it is over.
    """
    if submission.learner_id != actor.person_id:
        raise NotPermitted("Only the learner herself can contest a decision on her work.")
    until = contestable_until(session, submission)
    decision = session.scalars(
        select(Decision).where(
            Decision.id == wanted.decision,
            Decision.submission_id == submission.id,
            learner_is_told(session, submission),
            nothing_supersedes(),
        )
    ).one_or_none()
    if decision is None or until is None:
        raise RequestInvalid([Fault("#/decision", "There is no such decision in force on this submission.")])
    if decision.purpose is DecisionPurpose.CONTEST:
        raise Conflict("Another person has looked at this point already. Your centre's appeals procedure goes on.")
    if session.scalars(select(Contest.id).where(Contest.decision_id == decision.id)).first():
        raise Conflict("This decision is contested already, and waits for another person.")
    if now() > until:
        raise Conflict(f"It could be contested until {until:%-d %B %Y}. Your centre's appeals procedure goes on.")
    row = Contest(id=uuid4(), submission_id=submission.id, decision_id=decision.id, by=actor.person_id, at=now())
    session.add(row)
    session.flush()
    session.add(ContestReason(contest_id=row.id, content=wanted.reason))
    touch(submission)
    place_again(session, submission.id)
    record(
        session,
        actor=actor,
        action=Action.CONTESTED,
        subject_kind=Subject.CONTEST,
        subject_id=row.id,
        details={
            "submission_id": submission.id, "decision_id": decision.id, "marking_point": decision.marking_point
        },
    )  # fmt: skip
    return row


def contestable_until(session: Session, submission: Submission) -> datetime | None:
    """Until when the learner can contest what she was told last; None: nothing yet."""
    told = told_until(session, submission.id)
    return told + timedelta(days=period().days) if told else None


def read_contests(session: Session, submission: Submission) -> ContestList:
    """The contests of a submission, oldest first."""
    return ContestList(items=tuple(_views(session, submission)), until=contestable_until(session, submission))


def _views(session: Session, submission: Submission) -> Iterator[ContestView]:
    reviewer = aliased(Person)
    rows = session.execute(
        select(Contest, Decision.marking_point, ContestReason.content, ContestReview, reviewer.name)
        .join(Decision, Decision.id == Contest.decision_id)
        .outerjoin(ContestReason, ContestReason.contest_id == Contest.id)
        .outerjoin(ContestReview, ContestReview.contest_id == Contest.id)
        .outerjoin(reviewer, reviewer.id == ContestReview.reviewer_id)
        .where(Contest.submission_id == submission.id)
        .order_by(Contest.at, Contest.id)
    )
    for row, point, reason, found, name in rows:
        # Beside an outer join there may be none.
        review: ContestReview | None = found
        yield ContestView(
            id=row.id,
            submission=row.submission_id,
            decision=row.decision_id,
            marking_point=point,
            at=row.at,
            reason=reason,
            reviewer=PersonInBrief(id=review.reviewer_id, name=name) if review is not None else None,
            reviewed_at=review.at if review is not None else None,
            review=review.decision_id if review is not None else None,
            upheld=review.upheld if review is not None else None,
        )
