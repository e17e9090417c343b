"""Writing places: what `triage` says of a submission, kept where the queue reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, exists, func, select
from sqlalchemy.orm import Session

from service.storage import Database
from service.storage.tables.analyses import Analysis, AnalysisJob, DraftOverlap, JobState
from service.storage.tables.decisions import Contest, ContestReview, Decision
from service.storage.tables.places import Place, PlaceReason
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from service.triage.facts import AnalysisState, Known
from service.triage.judging import triage
from service.triage.rules import rules_hash, triage_rules
from service.triage.signals import Signals

_AT_ONCE = 50
WAITS = frozenset({State.SUBMITTED, State.IN_ASSESSMENT})
"""States in which a submission waits for somebody who assesses; a contested one does so in any."""


def place_again(session: Session, submission_id: UUID) -> None:
    """Bring the place of a submission up to date, within the transaction that changed what it rests on.

    It locks the submission's row, so that of two such transactions the second sees what the first has done.
    """
    session.flush()
    submission = session.get_one(Submission, submission_id, with_for_update=True, populate_existing=True)
    for table in (PlaceReason, Place):
        session.execute(delete(table).where(table.submission_id == submission_id))
    contested = _contested(session, submission_id)
    if submission.state not in WAITS and not contested:
        return
    known = _known(session, submission, [point for point, _ in contested])
    waiting = [at for _, at in contested] or [submission.submitted_at or submission.changed_at]
    for blind in (False, True):
        _write(session, submission, known, min(waiting), blind=blind)


def place_outdated(database: Database) -> int:
    """Place all submissions anew that were placed under other rules than those installed; gives how many.

    A few at a time, so that nobody else waits for long.
    """
    count = 0
    while True:
        with database.write() as session:
            outdated = session.scalars(
                select(Place.submission_id)
                .where(Place.rules != rules_hash(), Place.blind.is_(False))
                .order_by(Place.submission_id)
                .limit(_AT_ONCE)
            ).all()
            for submission_id in outdated:
                place_again(session, submission_id)
        count += len(outdated)
        if len(outdated) < _AT_ONCE:
            return count


def _write(session: Session, submission: Submission, known: Known, since: datetime, *, blind: bool) -> None:
    judged = triage(known, triage_rules(), blind=blind)
    session.add(
        Place(
            submission_id=submission.id,
            blind=blind,
            centre_id=submission.centre_id,
            group=judged.group,
            rank=judged.rank,
            since=since,
            rules=rules_hash(),
        )
    )
    session.flush()
    session.add_all(
        PlaceReason(submission_id=submission.id, blind=blind, code=reason.code, number=number, facts=dict(reason.facts))
        for number, reason in enumerate(judged.reasons, 1)
    )


def _contested(session: Session, submission_id: UUID) -> list[tuple[str, datetime]]:
    """Marking points that wait for another person, and since when."""
    rows = session.execute(
        select(Decision.marking_point, Contest.at)
        .join(Decision, Decision.id == Contest.decision_id)
        .outerjoin(ContestReview, ContestReview.contest_id == Contest.id)
        .where(Contest.submission_id == submission_id, ContestReview.contest_id.is_(None))
        .order_by(Decision.marking_point)
    )
    return [(point, at) for point, at in rows]


def _known(session: Session, submission: Submission, contested: Sequence[str]) -> Known:
    # What was handed in last goes before later drafts: nobody else is to know of those.
    handed_in = exists().where(StateChange.draft_id == Draft.id, StateChange.after == State.SUBMITTED)
    drafts = select(Draft.id).where(Draft.submission_id == submission.id)
    draft_id = session.scalar(drafts.order_by(handed_in.desc(), Draft.number.desc()).limit(1))
    if draft_id is None:
        return Known(contested=contested)
    of_draft = AnalysisJob.draft_id == draft_id
    signals = session.scalar(
        select(Analysis.signals)
        .join(AnalysisJob, AnalysisJob.analysis_id == Analysis.id)
        .where(of_draft, AnalysisJob.state == JobState.DONE)
        .order_by(AnalysisJob.ended_at.desc(), AnalysisJob.id)
        .limit(1)
    )
    overlap = session.scalar(select(func.max(DraftOverlap.share)).where(DraftOverlap.draft_id == draft_id))
    return Known(
        analysis=AnalysisState.DONE if signals else _unanalysed(session, of_draft),
        signals=Signals.model_validate(signals) if signals else None,
        overlap_share=overlap or 0.0,
        contested=contested,
    )


def _unanalysed(session: Session, of_draft: ColumnElement[bool]) -> AnalysisState:
    latest: Select[JobState] = (
        select(AnalysisJob.state).where(of_draft).order_by(AnalysisJob.requested_at.desc(), AnalysisJob.id).limit(1)
    )
    ended = session.scalar(latest) in (JobState.FAILED, JobState.CANCELLED)
    return AnalysisState.FAILED if ended else AnalysisState.WAITING
