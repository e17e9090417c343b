"""Decisions as whoever asks may see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.decisions.changing import CLOSED
from service.decisions.schemas import (
    DecisionHistory,
    DecisionMade,
    DecisionsInForce,
    DecisionView,
    EvidenceSpan,
    PersonInBrief,
)
from service.decisions_in_force import still_to_decide
from service.storage.tables.decisions import Contest, Decision, DecisionComment, DecisionPurpose, Stance
from service.storage.tables.people import Person, Role
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from service.visibility.drafts import last_handed_in
from service.visibility.suggestions import is_blind

_Rows: TypeAlias = Select[Decision, str, int, str | None, bool | None, UUID | None]
_Row: TypeAlias = Row[Decision, str, int, str | None, bool | None, UUID | None]


def read_in_force(session: Session, actor: Actor, submission: Submission, unit: Unit) -> DecisionsInForce:
    """What stands, as far as ``actor``, who may know of the submission, is told."""
    rows = session.execute(_visible(session, actor, submission)).all()
    of_record = [row for row in rows if row[0].purpose is not DecisionPurpose.SAMPLING]
    superseded = {row[0].supersedes_id for row in of_record}
    told = _told(session, actor, submission, of_record)
    stands = {view.marking_point: view for view in told if view.id not in superseded}
    points = [point.id for point in unit.marking_points]
    # A point that the unit no longer has was decided all the same.
    order = points + sorted(stands.keys() - set(points))
    hers = actor.person_id == submission.learner_id and submission.state not in CLOSED
    return DecisionsInForce(
        items=tuple(stands[point] for point in order if point in stands),
        still_to_decide=() if hers else _open_points(session, submission, points),
    )


def read_all(session: Session, actor: Actor, submission: Submission) -> DecisionHistory:
    """Everything that was decided, oldest first, as far as ``actor`` is told."""
    rows = session.execute(_visible(session, actor, submission)).all()
    return DecisionHistory(items=tuple(_told(session, actor, submission, rows)))


def read_made(session: Session, submission: Submission, decision_id: UUID, unit: Unit) -> DecisionMade:
    """A decision that was just made, as whoever made it is told."""
    row = session.execute(_rows().where(Decision.id == decision_id)).one()
    points = [point.id for point in unit.marking_points]
    return DecisionMade(
        **_view(row).model_dump(),
        version=submission.version,
        still_to_decide=_open_points(session, submission, points),
    )


def told_until(session: Session, submission_id: UUID) -> datetime | None:
    """When the learner was told last; None: not yet."""
    return session.scalars(
        select(func.max(StateChange.at)).where(
            StateChange.submission_id == submission_id,
            StateChange.after.in_((State.REFERRED_BACK, State.DECIDED)),
        )
    ).one()


def learner_is_told(session: Session, submission: Submission) -> ColumnElement[bool]:
    """The condition on `Decision` that leaves what the learner has been told.

    All that was decided while the submission is closed; before it is closed again, what was decided on earlier drafts,
    corrections included, and what another person decided after a contest.
    """
    if submission.state in CLOSED:
        return Decision.purpose != DecisionPurpose.SAMPLING
    number = last_handed_in(session, submission.id)
    earlier = select(Draft.id).where(Draft.submission_id == submission.id, Draft.number < number)
    told = (Decision.purpose == DecisionPurpose.ASSESSMENT) & Decision.draft_id.in_(earlier)
    return or_(told, Decision.purpose == DecisionPurpose.CONTEST)


def _visible(session: Session, actor: Actor, submission: Submission) -> _Rows:
    rows = _rows().where(Decision.submission_id == submission.id)
    if actor.person_id == submission.learner_id:
        return rows.where(learner_is_told(session, submission))
    if not actor.has(Role.IQA, Role.CENTRE_ADMIN):
        # What a quality assurer thinks beside is not for those whom she looks at.
        return rows.where(Decision.purpose != DecisionPurpose.SAMPLING)
    return rows


def _rows() -> _Rows:
    return (
        select(Decision, Person.name, Draft.number, DecisionComment.content, Stance.agrees, Contest.id)
        .join(Person, Person.id == Decision.assessor_id)
        .join(Draft, Draft.id == Decision.draft_id)
        .outerjoin(DecisionComment, DecisionComment.decision_id == Decision.id)
        .outerjoin(Stance, Stance.decision_id == Decision.id)
        .outerjoin(Contest, Contest.decision_id == Decision.id)
        .order_by(Decision.decided_at, Decision.id)
    )


def _told(session: Session, actor: Actor, submission: Submission, rows: Sequence[_Row]) -> list[DecisionView]:
    """The decisions, without what was suggested to a colleague where ``actor`` still has to decide blind herself."""
    views = [_view(row) for row in rows]
    if not is_blind(session, actor, submission):
        return views
    hers = {(view.draft, view.marking_point) for view in views if view.assessor.id == actor.person_id}
    return [
        view
        if (view.draft, view.marking_point) in hers
        else view.model_copy(update={"suggested": None, "agrees": None})
        for view in views
    ]


def _view(row: _Row) -> DecisionView:
    decision, name, draft, comment, agrees, contest = row
    return DecisionView(
        id=decision.id,
        marking_point=decision.marking_point,
        status=decision.status,
        purpose=decision.purpose,
        draft=draft,
        assessor=PersonInBrief(id=decision.assessor_id, name=name),
        decided_at=decision.decided_at,
        comment=comment,
        evidence=tuple(EvidenceSpan.model_validate(span) for span in decision.evidence),
        program=decision.knowledge,
        suggested=decision.suggested,
        agrees=agrees,
        supersedes=decision.supersedes_id,
        contest=contest,
    )


def _open_points(session: Session, submission: Submission, points: Sequence[str]) -> tuple[str, ...]:
    number = last_handed_in(session, submission.id)
    draft_id = session.scalars(
        select(Draft.id).where(Draft.submission_id == submission.id, Draft.number == number)
    ).one_or_none()
    return tuple(still_to_decide(session, submission.id, draft_id, points)) if draft_id else tuple(points)
