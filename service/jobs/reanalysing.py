"""Analysing everything again under the units and the model that are installed now, and saying what that changed.

Everything is each submission's latest draft and whatever was handed in. What there is a result of already is left
alone, so that whoever is interrupted can begin again, and ends with the same report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from nlp.pipeline import Analyser
from service.jobs import Jobs
from service.jobs.analysis_jobs import OPEN, request_analysis
from service.jobs.asking import Priority
from service.storage import Database
from service.storage.tables.analyses import Analysis, AnalysisJob, JobState, Suggestion
from service.storage.tables.people import Centre
from service.storage.tables.submissions import Draft, State, StateChange, Submission, Text

_DRAFTS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Version:
    """What a unit's drafts are analysed with."""

    unit_id: str
    unit_sha256: str
    model: str
    program: str

    @classmethod
    def of(cls, analyser: Analyser) -> Version:
        """What this analyser would put into a result."""
        reference = analyser.reference
        return cls(analyser.unit.id, analyser.loaded_unit.sha256, reference.model, reference.version)

    def made(self, analysis: type[Analysis]) -> ColumnElement[bool]:
        """The condition that a result was made with it."""
        return and_(
            analysis.unit_sha256 == self.unit_sha256,
            analysis.model == self.model,
            analysis.program == self.program,
        )


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A marking point of a draft that another version of unit, model or program gives another status."""

    centre: str
    submission_id: UUID
    draft: int
    unit_id: str
    marking_point: str
    before: str
    after: str
    model_before: str
    model_after: str


def units_in_use(session: Session) -> list[str]:
    """Ids of the units that there are submissions for."""
    return list(session.scalars(select(Submission.unit_id).distinct().order_by(Submission.unit_id)))


def ask_for_all(database: Database, jobs: Jobs, version: Version) -> Iterator[int]:
    """Ask for the analysis of every draft of the unit whose result is not of this version; tells how many each time.

    A few at a time, so that nobody who hands in a draft meanwhile waits for long.
    """
    with database.read() as session:
        missing = session.execute(_without_result(version)).all()
    for start in range(0, len(missing), _DRAFTS_AT_ONCE):
        some = missing[start : start + _DRAFTS_AT_ONCE]
        with database.write() as session:
            for draft_id, centre_id in some:
                request_analysis(session, jobs, draft_id=draft_id, centre_id=centre_id, priority=Priority.NOBODY_WAITS)
        yield len(some)


def still_open(session: Session, version: Version) -> int:
    """How many drafts without a result of this version there is a job for that goes on."""
    missing = _without_result(version).subquery()
    job = exists().where(AnalysisJob.draft_id == missing.c.id, AnalysisJob.state.in_(OPEN))
    return session.scalars(select(func.count()).select_from(missing).where(job)).one()


def without_result(session: Session, version: Version) -> int:
    """How many drafts have no result, or one of another version."""
    return session.scalars(select(func.count()).select_from(_without_result(version).subquery())).one()


def status_changes(session: Session, version: Version) -> list[StatusChange]:
    """What differs between a draft's result of this version and the one before it, in the order of submissions."""
    changes: list[StatusChange] = []
    for row in session.execute(_with_result(version)).all():
        before = session.execute(_result_before(row.draft_id, row.analysis_id)).first()
        if before is None:
            continue
        then, now = _statuses(session, before.id), _statuses(session, row.analysis_id)
        changes += [
            StatusChange(
                centre=row.slug,
                submission_id=row.submission_id,
                draft=row.number,
                unit_id=version.unit_id,
                marking_point=point,
                before=then[point],
                after=now[point],
                model_before=before.model,
                model_after=version.model,
            )
            for point in sorted(then.keys() & now.keys())
            if then[point] != now[point]
        ]
    return changes


def _counting(version: Version) -> Sequence[ColumnElement[bool]]:
    """Of drafts, with their submission and text: those of the unit that count and whose words are still there."""
    other = aliased(Draft)
    latest = ~exists().where(other.submission_id == Draft.submission_id, other.number > Draft.number)
    handed_in = exists().where(StateChange.draft_id == Draft.id, StateChange.after == State.SUBMITTED)
    return (Submission.unit_id == version.unit_id, Text.erased_at.is_(None), or_(latest, handed_in))


def _without_result(version: Version) -> Select[UUID, UUID]:
    """Drafts whose latest result is of another version: also those that had one of this version before."""
    return (
        select(Draft.id, Submission.centre_id)
        .join(Submission, Submission.id == Draft.submission_id)
        .join(Text, Text.id == Draft.text_id)
        .where(*_counting(version), ~exists().where(Analysis.id == _latest_result(), version.made(Analysis)))
        .order_by(Draft.created_at, Draft.id)
    )


def _latest_result() -> ScalarSelect[UUID | None]:
    """Of a draft; an erased one counts as none."""
    kept = exists().where(Analysis.id == AnalysisJob.analysis_id, Analysis.erased_at.is_(None))
    done = select(AnalysisJob.analysis_id).where(AnalysisJob.draft_id == Draft.id, AnalysisJob.state == JobState.DONE)
    newest = done.where(kept.correlate(AnalysisJob)).order_by(AnalysisJob.ended_at.desc(), AnalysisJob.id)
    return newest.limit(1).correlate(Draft).scalar_subquery()


def _with_result(version: Version) -> Select[str, UUID, int, UUID, UUID]:
    return (
        select(
            Centre.slug,
            Submission.id.label("submission_id"),
            Draft.number,
            Draft.id.label("draft_id"),
            Analysis.id.label("analysis_id"),
        )
        .join(Submission, Submission.id == Draft.submission_id)
        .join(Centre, Centre.id == Submission.centre_id)
        .join(Text, Text.id == Draft.text_id)
        .join(Analysis, Analysis.id == _latest_result())
        .where(*_counting(version), version.made(Analysis))
        .order_by(Centre.slug, Submission.id, Draft.number)
    )


def _result_before(draft_id: UUID, analysis_id: UUID) -> Select[UUID, str]:
    return (
        select(Analysis.id, Analysis.model)
        .join(AnalysisJob, AnalysisJob.analysis_id == Analysis.id)
        .where(
            AnalysisJob.draft_id == draft_id, AnalysisJob.state == JobState.DONE, AnalysisJob.analysis_id != analysis_id
        )
        .order_by(AnalysisJob.ended_at.desc())
        .limit(1)
    )


def _statuses(session: Session, analysis_id: UUID) -> Mapping[str, str]:
    rows = session.execute(
        select(Suggestion.marking_point, Suggestion.status).where(Suggestion.analysis_id == analysis_id)
    )
    return {point: status.value for point, status in rows}
