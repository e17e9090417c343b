"""Deciding on a marking point: checked, attributed, with what was known of the program's suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult
from service.access import Actor
from service.audit import Action, Subject, record
from service.decisions.changing import (
    CLOSED,
    handed_in_draft,
    require_bystander,
    require_holder,
    require_seen,
    tell_learner,
    touch,
)
from service.decisions.evidence import Span, check_evidence, cited
from service.decisions.schemas import DecisionWanted
from service.decisions_in_force import decisions_in_force, nothing_supersedes
from service.errors import ChangedMeanwhile, Conflict, Fault, RequestInvalid
from service.jobs import Jobs
from service.jobs.analysis_jobs import latest_analysis
from service.storage.columns import now
from service.storage.tables.analyses import Analysis, Status, Suggestion
from service.storage.tables.decisions import (
    Contest,
    ContestReview,
    Decision,
    DecisionComment,
    DecisionPurpose,
    Knowledge,
    Opening,
)
from service.storage.tables.submissions import Draft, State, Submission, Text
from service.visibility.suggestions import may_see_suggestion


def decide(
    session: Session,
    jobs: Jobs,
    actor: Actor,
    submission: Submission,
    wanted: DecisionWanted,
    *,
    expected: int,
    unit: Unit,
) -> Decision:
    """Decide on a marking point of a submission that ``actor`` has in assessment and that is locked for her.

    A decision that there is already is superseded. Once the learner has been told, whoever decided can still correct
    it, and the learner is told again. ``expected``: the version that she has seen. ``unit``: the one that the
    submission is for.

    Raises:
        Conflict: somebody else has the submission, it is another draft, or the point is not hers to decide any more.
        ChangedMeanwhile: it is another version than she has seen.
        RequestInvalid: there is no such marking point, or a passage is not what it is said to be.
    """
    before = decisions_in_force(session, submission.id).get(wanted.marking_point)
    corrects = submission.state in CLOSED and before is not None and before.assessor_id == actor.person_id
    if not corrects:
        require_holder(session, actor, submission)
    require_seen(session, expected, submission)
    draft = _draft(session, submission, wanted)
    if before is not None:
        _require_open(session, before, draft)
    decision = write_decision(session, actor, submission, draft, wanted, unit=unit, before=before)
    if corrects:
        tell_learner(session, jobs, submission, decision.id)
    return decision


def decide_beside(
    session: Session, actor: Actor, submission: Submission, wanted: DecisionWanted, *, expected: int, unit: Unit
) -> Decision:
    """Decide a second time, as a quality assurer, on a submission that was sampled; the one of record stays in force.

    Raises what `decide` raises.
    """
    if submission.state is not State.SAMPLED:
        raise Conflict("The submission is not sampled. Choose it first, and say why.")
    require_bystander(session, actor, submission)
    require_seen(session, expected, submission)
    draft = _draft(session, submission, wanted)
    before = session.scalars(
        select(Decision).where(
            Decision.submission_id == submission.id,
            Decision.marking_point == wanted.marking_point,
            Decision.purpose == DecisionPurpose.SAMPLING,
            Decision.assessor_id == actor.person_id,
            nothing_supersedes(),
        )
    ).one_or_none()
    return write_decision(
        session, actor, submission, draft, wanted, unit=unit, before=before, purpose=DecisionPurpose.SAMPLING
    )


def write_decision(
    session: Session,
    actor: Actor,
    submission: Submission,
    draft: Draft,
    wanted: DecisionWanted,
    *,
    unit: Unit,
    before: Decision | None,
    purpose: DecisionPurpose = DecisionPurpose.ASSESSMENT,
) -> Decision:
    """Write a decision down, in place of ``before`` where there is one; raises RequestInvalid or ChangedMeanwhile."""
    if wanted.marking_point not in {point.id for point in unit.marking_points}:
        raise RequestInvalid([Fault("#/marking_point", "The unit has no such marking point.")])
    known = _known(session, actor, submission, draft, wanted.marking_point)
    length = len(session.get_one(Text, draft.text_id).content or "")
    check_evidence(wanted.evidence, length, known.passages(wanted))
    decision = Decision(
        id=uuid4(),
        submission_id=submission.id,
        draft_id=draft.id,
        analysis_id=known.analysis.id if known.analysis else None,
        marking_point=wanted.marking_point,
        purpose=purpose,
        status=wanted.status,
        assessor_id=actor.person_id,
        knowledge=known.knowledge,
        suggested=known.suggested,
        evidence=[span.model_dump() for span in wanted.evidence],
        opened_at=_opened_at(session, draft.id, actor.person_id),
        decided_at=now(),
        supersedes_id=before.id if before else None,
    )
    session.add(decision)
    try:
        session.flush()
    except IntegrityError as error:
        if "unique" not in str(error.orig).lower():
            raise
        # The chain has another end by now.
        raise ChangedMeanwhile("Somebody else has decided on it. Read it again before you decide.") from None
    if wanted.comment:
        session.add(DecisionComment(decision_id=decision.id, content=wanted.comment))
    touch(submission)
    record(
        session,
        actor=actor,
        action=Action.DECIDED,
        subject_kind=Subject.DECISION,
        subject_id=decision.id,
        details={
            "submission_id": submission.id,
            "draft_id": draft.id,
            "marking_point": decision.marking_point,
            "status": decision.status,
            "purpose": purpose,
            "knowledge": known.knowledge,
            "supersedes_id": decision.supersedes_id,
        },
    )
    return decision


@dataclass(frozen=True, slots=True)
class _Known:
    """What there was to know of the program's suggestion, and whether she could."""

    analysis: Analysis | None
    suggested: Status | None
    knowledge: Knowledge

    def passages(self, wanted: DecisionWanted) -> frozenset[Span]:
        """What the program cites for the point, where she could see it."""
        result = self.analysis.result if self.analysis else None
        if not wanted.evidence or result is None or self.knowledge is not Knowledge.SHOWN:
            return frozenset()
        return cited(AnalysisResult.model_validate_json(result), wanted.marking_point)


def _known(session: Session, actor: Actor, submission: Submission, draft: Draft, marking_point: str) -> _Known:
    analysis = latest_analysis(session, draft.id)
    suggestion = session.get(Suggestion, (analysis.id, marking_point)) if analysis else None
    if analysis is None or suggestion is None:
        return _Known(analysis, None, Knowledge.NONE)
    seen = may_see_suggestion(session, actor, submission, draft.id, marking_point)
    return _Known(analysis, suggestion.status, Knowledge.SHOWN if seen else Knowledge.HIDDEN)


def _draft(session: Session, submission: Submission, wanted: DecisionWanted) -> Draft:
    draft = handed_in_draft(session, submission)
    if draft.number != wanted.draft:
        raise Conflict("Another draft was handed in since you read this one. Read it first.")
    return draft


def _require_open(session: Session, before: Decision, draft: Draft) -> None:
    """Raise Conflict where a decision is another person's to look at, or was looked at."""
    waits = session.scalars(
        select(Contest.id)
        .outerjoin(ContestReview, ContestReview.contest_id == Contest.id)
        .where(Contest.decision_id == before.id, ContestReview.contest_id.is_(None))
    ).first()
    if waits:
        raise Conflict("The learner has contested this decision, so that another person decides now.")
    if before.purpose is DecisionPurpose.CONTEST and before.draft_id == draft.id:
        raise Conflict("Another person decided this after a contest. For this draft her decision is the last.")


def _opened_at(session: Session, draft_id: UUID, person_id: UUID) -> datetime | None:
    opening = session.get(Opening, (draft_id, person_id))
    return opening.at if opening else None
