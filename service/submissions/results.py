"""The result of a draft, as whoever asks may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult
from service.access import Actor
from service.audience import Audience
from service.errors import Conflict, NotPermitted
from service.jobs.analysis_jobs import latest_analysis
from service.storage.tables.analyses import Analysis, AnalysisJob, JobState
from service.storage.tables.submissions import Draft, Submission
from service.submissions.notices import Notice, notice_for
from service.submissions.overlaps import overlaps_of
from service.unit_versions import unit_of_version
from service.visibility.results import visible_result
from service.visibility.suggestions import decided_points, is_blind


class DraftResult(BaseModel):
    """What the program made of a draft."""

    model_config = ConfigDict(frozen=True)

    notice: Notice = Field(description="What to show beside the result, always.")
    analysis: JobState | None = Field(
        description="How far the latest analysis has come; null where none was asked for."
    )
    job: UUID | None = Field(description="The job of that analysis; `GET /v1/jobs/{id}` tells more.")
    problem: str | None = Field(description="Name of the kind of problem, where that analysis failed.")
    made_at: datetime | None = Field(description="When the result was made; null while there is none.")
    erased_at: datetime | None = Field(description="When the result was erased; null while it is there.")
    hidden: tuple[str, ...] = Field(
        description="Ids of marking points whose suggestions are hidden until whoever asks has decided on them."
    )
    result: AnalysisResult | None = Field(
        description="What may be seen of the result; null while there is none, and after erasure."
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A result as somebody may see it, the unit that it was made with, and as whose it is read."""

    result: AnalysisResult
    unit: Unit
    audience: Audience
    hidden: tuple[str, ...]


def audience_of(actor: Actor, submission: Submission) -> Audience:
    """As whose a result of the submission is read: its learner's own, or an assessor's."""
    return "learner" if actor.person_id == submission.learner_id else "assessor"


def read_result(session: Session, actor: Actor, submission: Submission, draft: Draft) -> DraftResult:
    """What there is of the result of a draft that ``actor`` may read; raises FeedbackWithheld."""
    job = session.scalars(
        select(AnalysisJob)
        .where(AnalysisJob.draft_id == draft.id)
        .order_by(AnalysisJob.requested_at.desc(), AnalysisJob.id)
        .limit(1)
    ).one_or_none()
    analysis = latest_analysis(session, draft.id)
    seen = _see(session, actor, submission, draft, analysis) if analysis and analysis.result else None
    return DraftResult(
        notice=notice_for(learner=audience_of(actor, submission) == "learner"),
        analysis=job.state if job else None,
        job=job.id if job else None,
        problem=job.problem if job else None,
        made_at=analysis.created_at if analysis else None,
        erased_at=analysis.erased_at if analysis else None,
        hidden=seen.hidden if seen else (),
        result=seen.result if seen else None,
    )


def see_result(session: Session, actor: Actor, submission: Submission, draft: Draft) -> Seen:
    """The result of a draft that ``actor`` may read.

    Raises:
        FeedbackWithheld: the qualification lets a learner see nothing.
        Conflict: there is no result yet, or no longer.
    """
    analysis = latest_analysis(session, draft.id)
    if analysis is None:
        raise Conflict("The draft has not been analysed yet. Ask again when its job is done.")
    if analysis.result is None:
        raise Conflict("The words of this draft and its result were erased.")
    return _see(session, actor, submission, draft, analysis)


def require_sight_of_points(session: Session, actor: Actor, submission: Submission, draft: Draft, unit: Unit) -> None:
    """Raise NotPermitted where suggestions for some marking points of the draft are hidden from ``actor``."""
    points = {point.id for point in unit.marking_points}
    if is_blind(session, actor, submission) and points - decided_points(session, actor, submission.id, draft.id):
        raise NotPermitted("Your centre decides first: this can be seen when you have decided on every marking point.")


def _see(session: Session, actor: Actor, submission: Submission, draft: Draft, analysis: Analysis) -> Seen:
    unit = unit_of_version(session, analysis.unit_sha256)
    visible = visible_result(session, actor, submission, draft, analysis, unit=unit)
    audience, seen = audience_of(actor, submission), visible.seen
    if audience == "assessor":
        seen = seen.model_copy(update={"overlaps": overlaps_of(session, actor, draft)})
    return Seen(seen, unit, audience, visible.hidden)
