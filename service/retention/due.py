"""What has been kept for long enough: for each kind of record, which rows, and since when their time has run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from service.retention.holds import person_is_held, submission_is_held
from service.storage.tables.analyses import AnalysisJob, JobState
from service.storage.tables.comments import BankComment
from service.storage.tables.decisions import Contest, ContestReview, Decision, IssuedFeedback, Sampling
from service.storage.tables.people import ApiToken, OneTimeToken, Person, SignIn
from service.storage.tables.postings import WebhookDelivery, WebhookEndpoint
from service.storage.tables.sampling import SamplingPlan, SamplingPlanChoice
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationStandard,
)
from service.storage.tables.submissions import Draft, DraftDocument, State, StateChange, Submission, Text

Due = Select[UUID, datetime] | Select[UUID, datetime | None]
"""Ids, and since when there has been nothing more to keep; none is without that."""
_Since = InstrumentedAttribute[datetime] | ColumnElement[datetime]
_OVER = (State.DECIDED, State.SAMPLED)
_ENDED_IN_NOTHING = (JobState.FAILED, JobState.CANCELLED)

BEAR_NAMES: Sequence[InstrumentedAttribute[UUID]] = (
    Submission.learner_id,
    Decision.assessor_id,
    IssuedFeedback.by,
    Sampling.by,
    SamplingPlan.by,
    SamplingPlanChoice.assessor_id,
    SamplingPlanChoice.assurer_id,
    StateChange.by,
    Standardisation.by,
    StandardisationClosing.by,
    StandardisationInvitation.person_id,
    StandardisationStandard.by,
)
"""Work and decisions, which are nobody's where the name has gone."""


def drafts(centre_id: UUID | None, before: datetime) -> Due:
    """Submissions that were never handed in, whose words are still there."""
    return _submissions(centre_id, Submission.changed_at, before).where(
        Submission.state == State.DRAFT, Submission.submitted_at.is_(None), _has_words()
    )


def accounts(centre_id: UUID | None, before: datetime) -> Due:
    """Submissions that were decided, or referred back for good, whose words are still there."""
    since = func.coalesce(Submission.decided_at, Submission.changed_at)
    return _submissions(centre_id, since, before).where(
        Submission.state.in_((*_OVER, State.REFERRED_BACK)), ~_has_open_contest(), _has_words()
    )


def submissions(centre_id: UUID | None, before: datetime) -> Due:
    """Submissions as a whole, with everything that was decided about them; none that is being assessed."""
    since = func.coalesce(Submission.decided_at, Submission.changed_at)
    return _submissions(centre_id, since, before).where(
        Submission.state.in_((*_OVER, State.REFERRED_BACK, State.DRAFT)), ~_has_open_contest()
    )


def people(centre_id: UUID | None, before: datetime) -> Due:
    """People who were deactivated and whose names no work and no decision bears any more."""
    needed = [exists().where(column == Person.id).correlate(Person) for column in BEAR_NAMES]
    return select(Person.id, Person.deactivated_at).where(
        _in(centre_id), Person.deactivated_at < before, Person.erased_at.is_(None), ~person_is_held(), ~or_(*needed)
    )


def bank_comments(centre_id: UUID | None, before: datetime) -> Due:
    """Comments that people who were deactivated kept for themselves, whatever else still bears their names."""
    return (
        select(BankComment.id, Person.deactivated_at)
        .join(Person, Person.id == BankComment.person_id)
        .where(_in(centre_id), Person.deactivated_at < before, ~person_is_held())
    )


def sign_ins(centre_id: UUID | None, before: datetime) -> Due:
    """Sessions that have ended, of people who are not held; so are tokens."""
    ended = func.coalesce(SignIn.ended_at, SignIn.expires_at)
    of_person = SignIn.person_id == Person.id
    return select(SignIn.id, ended).join(Person, of_person).where(_in(centre_id), ended < before, ~person_is_held())


def one_time_tokens(centre_id: UUID | None, before: datetime) -> Due:
    """One-time tokens that were used or have expired."""
    ended = func.coalesce(OneTimeToken.used_at, OneTimeToken.expires_at)
    of_person = OneTimeToken.person_id == Person.id
    return (
        select(OneTimeToken.id, ended).join(Person, of_person).where(_in(centre_id), ended < before, ~person_is_held())
    )


def api_tokens(centre_id: UUID | None, before: datetime) -> Due:
    """API tokens that were revoked or have expired."""
    ended = func.coalesce(ApiToken.revoked_at, ApiToken.expires_at)
    of_person = ApiToken.person_id == Person.id
    return select(ApiToken.id, ended).join(Person, of_person).where(_in(centre_id), ended < before, ~person_is_held())


def jobs(centre_id: UUID | None, before: datetime) -> Due:
    """Analyses that came to nothing; those that led to a result go with their submission."""
    of_draft = Draft.id == AnalysisJob.draft_id
    held = exists().where(of_draft, Submission.id == Draft.submission_id, submission_is_held())
    return select(AnalysisJob.id, AnalysisJob.ended_at).where(
        AnalysisJob.centre_id == centre_id,
        AnalysisJob.state.in_(_ENDED_IN_NOTHING),
        AnalysisJob.ended_at < before,
        ~held.correlate(AnalysisJob),
    )


def deliveries(centre_id: UUID | None, before: datetime) -> Due:
    """Messages to webhooks that were delivered or given up."""
    return (
        select(WebhookDelivery.id, WebhookDelivery.ended_at)
        .join(WebhookEndpoint, WebhookEndpoint.id == WebhookDelivery.endpoint_id)
        .where(WebhookEndpoint.centre_id == centre_id, WebhookDelivery.ended_at < before)
    )


def _submissions(centre_id: UUID | None, since: _Since, before: datetime) -> Select[UUID, datetime]:
    of_centre = Submission.centre_id == centre_id
    return select(Submission.id, since).where(of_centre, since < before, ~submission_is_held())


def _in(centre_id: UUID | None) -> ColumnElement[bool]:
    return Person.centre_id.is_(None) if centre_id is None else Person.centre_id == centre_id


def _has_words() -> ColumnElement[bool]:
    of_submission = Draft.submission_id == Submission.id
    text = exists().where(of_submission, Text.id == Draft.text_id, Text.content.is_not(None))
    kept = or_(DraftDocument.name.is_not(None), DraftDocument.original_sha256.is_not(None))
    document = exists().where(of_submission, DraftDocument.draft_id == Draft.id, kept)
    return or_(text.correlate(Submission), document.correlate(Submission))


def _has_open_contest() -> ColumnElement[bool]:
    reviewed = exists().where(ContestReview.contest_id == Contest.id).correlate(Contest)
    return exists().where(and_(Contest.submission_id == Submission.id, ~reviewed)).correlate(Submission)
