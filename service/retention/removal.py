"""Removing rows altogether, when nobody needs even the record any more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.retention.words import Erased, erase_accounts, erase_remarks
from service.storage.columns import Table
from service.storage.tables.analyses import Analysis, AnalysisJob, DraftOverlap, Objection, Suggestion
from service.storage.tables.decisions import (
    Contest,
    ContestReason,
    ContestReview,
    Decision,
    DecisionComment,
    IssuedFeedback,
    Opening,
    Sampling,
    Stance,
)
from service.storage.tables.places import Place, PlaceReason
from service.storage.tables.records import DeletionPermit, LegalHold
from service.storage.tables.sampling import SamplingPlan, SamplingPlanChoice
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import Draft, DraftDocument, StateChange, Submission, Text


def remove_submissions(session: Session, submission_ids: Collection[UUID]) -> Erased:
    """Delete submissions with all that hangs on them. Entries of the audit log stay, and point at what is gone."""
    erased = erase_accounts(session, submission_ids)
    erased.add(erase_remarks(session, submission_ids))
    texts = session.execute(
        select(Text.id, Text.centre_id, Text.sha256)
        .join(Draft, Draft.text_id == Text.id)
        .where(Draft.submission_id.in_(submission_ids))
    ).all()
    with _permitted(session):
        for table, condition in _what_hangs_on(submission_ids):
            _delete(session, table, condition)
        _delete(session, Text, Text.id.in_([text.id for text in texts]))
        _remove_results(session, {(text.centre_id, text.sha256) for text in texts})
    return erased


def remove_rows(table: type[Table], key: InstrumentedAttribute[UUID]) -> Callable[[Session, Collection[UUID]], Erased]:
    """A function that deletes the rows of one table by their ids."""

    def remove(session: Session, ids: Collection[UUID]) -> Erased:
        _delete(session, table, key.in_(ids))
        return Erased()

    return remove


def _what_hangs_on(submission_ids: Collection[UUID]) -> Iterator[tuple[type[Table], ColumnElement[bool]]]:
    """Tables and which of their rows, in an order in which nothing is deleted before what points at it."""
    drafts = select(Draft.id).where(Draft.submission_id.in_(submission_ids)).scalar_subquery()
    decisions = select(Decision.id).where(Decision.submission_id.in_(submission_ids)).scalar_subquery()
    contests = select(Contest.id).where(Contest.submission_id.in_(submission_ids)).scalar_subquery()
    yield from _standardised(submission_ids)
    yield from _planned(submission_ids)
    yield PlaceReason, PlaceReason.submission_id.in_(submission_ids)
    yield Place, Place.submission_id.in_(submission_ids)
    yield DraftOverlap, or_(DraftOverlap.draft_id.in_(drafts), DraftOverlap.other_draft_id.in_(drafts))
    yield ContestReview, ContestReview.contest_id.in_(contests)
    yield ContestReason, ContestReason.contest_id.in_(contests)
    yield Contest, Contest.submission_id.in_(submission_ids)
    yield Stance, Stance.decision_id.in_(decisions)
    yield DecisionComment, DecisionComment.decision_id.in_(decisions)
    yield Decision, Decision.submission_id.in_(submission_ids)
    yield Sampling, Sampling.submission_id.in_(submission_ids)
    yield IssuedFeedback, IssuedFeedback.submission_id.in_(submission_ids)
    yield Opening, Opening.draft_id.in_(drafts)
    yield StateChange, StateChange.submission_id.in_(submission_ids)
    yield AnalysisJob, AnalysisJob.draft_id.in_(drafts)
    yield Objection, Objection.draft_id.in_(drafts)
    yield DraftDocument, DraftDocument.draft_id.in_(drafts)
    yield Draft, Draft.submission_id.in_(submission_ids)
    yield LegalHold, LegalHold.submission_id.in_(submission_ids)
    yield Submission, Submission.id.in_(submission_ids)


def _standardised(submission_ids: Collection[UUID]) -> Iterator[tuple[type[Table], ColumnElement[bool]]]:
    """What was marked for standardisation; an exercise of which no script is left goes as a whole."""
    scripts = select(StandardisationScript.id).where(StandardisationScript.submission_id.in_(submission_ids))
    used = select(StandardisationScript.standardisation_id).scalar_subquery()
    yield StandardisationStandard, StandardisationStandard.script_id.in_(scripts.scalar_subquery())
    yield StandardisationMark, StandardisationMark.script_id.in_(scripts.scalar_subquery())
    yield StandardisationScript, StandardisationScript.submission_id.in_(submission_ids)
    yield StandardisationClosing, StandardisationClosing.standardisation_id.not_in(used)
    yield StandardisationInvitation, StandardisationInvitation.standardisation_id.not_in(used)
    yield Standardisation, Standardisation.id.not_in(used)


def _planned(submission_ids: Collection[UUID]) -> Iterator[tuple[type[Table], ColumnElement[bool]]]:
    """What plans of sampling name; a plan of which nothing is left goes as a whole."""
    named = select(SamplingPlanChoice.plan_id).scalar_subquery()
    yield SamplingPlanChoice, SamplingPlanChoice.submission_id.in_(submission_ids)
    yield SamplingPlan, SamplingPlan.id.not_in(named)


def _remove_results(session: Session, texts: Collection[tuple[UUID, str]]) -> None:
    for centre_id, sha256 in texts:
        needed = exists().where(Text.centre_id == centre_id, Text.sha256 == sha256)
        of_text = select(Analysis.id).where(Analysis.centre_id == centre_id, Analysis.text_sha256 == sha256, ~needed)
        ids = session.scalars(of_text).all()
        _delete(session, Suggestion, Suggestion.analysis_id.in_(ids))
        _delete(session, Analysis, Analysis.id.in_(ids))


def _delete(session: Session, table: type[Table], condition: ColumnElement[bool]) -> None:
    session.execute(delete(table).where(condition), execution_options={"synchronize_session": False})


@contextmanager
def _permitted(session: Session) -> Iterator[None]:
    session.execute(delete(DeletionPermit))
    session.add(DeletionPermit(reason="retention"))
    session.flush()
    yield
    session.execute(delete(DeletionPermit), execution_options={"synchronize_session": False})
    session.expunge_all()
