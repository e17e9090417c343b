"""What an export of everything about a person holds, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from service.records.rows import Plain, plain, rows
from service.records.standardised import standardisations, standardised
from service.storage.columns import now
from service.storage.tables.analyses import Analysis, AnalysisJob, DraftOverlap, Objection, Suggestion
from service.storage.tables.comments import BankComment
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
from service.storage.tables.people import (
    ApiToken,
    Centre,
    Characteristic,
    Cohort,
    CohortMember,
    ExternalIdentity,
    LearnerCharacteristic,
    OneTimeToken,
    Password,
    Person,
    PersonRole,
    SignIn,
)
from service.storage.tables.places import Place, PlaceReason
from service.storage.tables.postings import WebhookEndpoint
from service.storage.tables.records import AuditEntry, LegalHold
from service.storage.tables.sampling import SamplingPlan, SamplingPlanChoice
from service.storage.tables.submissions import Draft, DraftDocument, State, StateChange, Submission, Text

_DECIDED = (State.DECIDED, State.SAMPLED)
_TOLD = (*_DECIDED, State.REFERRED_BACK)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose data are collected. ``open_too``: also what was said and decided of work that is being assessed."""

    person_id: UUID
    open_too: bool

    def submissions(self) -> ColumnElement[bool]:
        """Of `Submission`: hers."""
        return Submission.learner_id == self.person_id

    def judged(self) -> ColumnElement[bool]:
        """Of `Submission`: hers, where she may know already what was decided."""
        hers = self.submissions()
        return hers if self.open_too else hers & Submission.state.in_(_DECIDED)

    def written_to_her(self) -> ColumnElement[bool]:
        """Of `IssuedFeedback`: about her work, where she may read it already."""
        hers = IssuedFeedback.submission_id.in_(select(Submission.id).where(self.submissions()).scalar_subquery())
        if self.open_too:
            return hers
        closed = select(Submission.id).where(Submission.state.in_(_TOLD)).scalar_subquery()
        return hers & or_(IssuedFeedback.submission_id.in_(closed), _was_followed_by_another_draft())

    def planned_of_her(self) -> ColumnElement[bool]:
        """Of `SamplingPlanChoice`: her decisions, of which she may know already that somebody was to look at them."""
        hers = SamplingPlanChoice.assessor_id == self.person_id
        over = select(SamplingPlan.id).where(SamplingPlan.due_on < now().date()).scalar_subquery()
        return hers if self.open_too else hers & SamplingPlanChoice.plan_id.in_(over)


def tables(session: Session, scope: Scope) -> Iterator[tuple[str, object]]:
    """Each file of structured data: its name and what it holds."""
    yield "person.json", _person(session, scope.person_id)
    yield "sign_ins.json", _sign_ins(session, scope.person_id)
    yield "submissions.json", _submissions(session, scope)
    yield "decisions.json", _decisions(session, scope)
    names = _names(session, IssuedFeedback.by, scope.written_to_her())
    feedback = rows(session, IssuedFeedback, scope.written_to_her())
    yield "feedback.json", [{**one, "by_name": names.get(one["by"])} for one in feedback]
    yield "contests.json", _contests(session, scope)
    yield "work.json", _work(session, scope)
    yield "comment_bank.json", rows(session, BankComment, BankComment.person_id == scope.person_id)
    yield "audit.json", _audit(session, scope)


def _person(session: Session, person_id: UUID) -> Plain:
    person = session.get_one(Person, person_id)
    centre = session.get(Centre, person.centre_id) if person.centre_id else None
    cohorts = session.execute(
        select(Cohort.name, CohortMember.role)
        .join(CohortMember, CohortMember.cohort_id == Cohort.id)
        .where(CohortMember.person_id == person_id)
        .order_by(Cohort.name)
    )
    return {
        **plain(person),
        "centre": centre.name if centre else None,
        "roles": [row["role"] for row in rows(session, PersonRole, PersonRole.person_id == person_id)],
        "cohorts": [{"name": name, "role": role.value} for name, role in cohorts],
        "recorded_characteristics": _recorded(session, person_id),
        "signs_in_elsewhere_as": rows(session, ExternalIdentity, ExternalIdentity.person_id == person_id),
        "holds": rows(session, LegalHold, LegalHold.person_id == person_id, ("placed_by", "lifted_by")),
    }


def _recorded(session: Session, person_id: UUID) -> list[Plain]:
    """What her centre records of her, as it calls it."""
    found = session.execute(
        select(Characteristic.name, Characteristic.key, Characteristic.protected, LearnerCharacteristic.value)
        .join(LearnerCharacteristic, LearnerCharacteristic.characteristic_id == Characteristic.id)
        .where(LearnerCharacteristic.person_id == person_id)
        .order_by(Characteristic.key)
    )
    return [dict(row) for row in found.mappings()]


def _sign_ins(session: Session, person_id: UUID) -> Plain:
    return {
        "sessions": rows(session, SignIn, SignIn.person_id == person_id),
        "tokens": rows(session, ApiToken, ApiToken.person_id == person_id),
        "mailed_links": rows(session, OneTimeToken, OneTimeToken.person_id == person_id),
        "password": rows(session, Password, Password.person_id == person_id),
    }


def _submissions(session: Session, scope: Scope) -> list[Plain]:
    judged = set(session.scalars(select(Submission.id).where(scope.judged())))
    collected = []
    for row in session.scalars(select(Submission).where(scope.submissions()).order_by(Submission.created_at)):
        of_submission: Plain = {
            **plain(row),
            "drafts": [_draft(session, draft, judged=row.id in judged) for draft in _drafts(session, row.id)],
            "moves": rows(session, StateChange, StateChange.submission_id == row.id),
            "holds": rows(session, LegalHold, LegalHold.submission_id == row.id, ("placed_by", "lifted_by")),
        }
        if row.id in judged:
            of_submission["place_in_queue"] = rows(session, Place, Place.submission_id == row.id)
            of_submission["sampled"] = rows(session, Sampling, Sampling.submission_id == row.id)
            planned = SamplingPlanChoice.submission_id == row.id
            of_submission["planned_for_sampling"] = rows(session, SamplingPlanChoice, planned)
            of_submission["standardised"] = standardised(session, row.id)
            of_submission["reasons_for_place"] = rows(session, PlaceReason, PlaceReason.submission_id == row.id)
        collected.append(of_submission)
    return collected


def _draft(session: Session, draft: Draft, *, judged: bool) -> Plain:
    text = session.get_one(Text, draft.text_id)
    of_draft = {
        **plain(draft),
        "text": plain(text, ("content",)),
        "documents": rows(session, DraftDocument, DraftDocument.draft_id == draft.id),
        "analyses": rows(session, AnalysisJob, AnalysisJob.draft_id == draft.id),
        "opened_for_assessment": rows(session, Opening, Opening.draft_id == draft.id),
    }
    if judged:
        # Whose draft it is that has the same passages is the other learner's business.
        overlaps = rows(session, DraftOverlap, DraftOverlap.draft_id == draft.id, ("other_draft_id",))
        of_draft["shared_passages"] = overlaps
        of_draft["objections"] = rows(session, Objection, Objection.draft_id == draft.id)
    return of_draft


def _drafts(session: Session, submission_id: UUID) -> list[Draft]:
    return list(session.scalars(select(Draft).where(Draft.submission_id == submission_id).order_by(Draft.number)))


def _decisions(session: Session, scope: Scope) -> list[Plain]:
    of_judged = Decision.submission_id.in_(select(Submission.id).where(scope.judged()).scalar_subquery())
    names = _names(session, Decision.assessor_id, of_judged)
    ids = select(Decision.id).where(of_judged).scalar_subquery()
    comments = _by(rows(session, DecisionComment, DecisionComment.decision_id.in_(ids)), "decision_id")
    stances = _by(rows(session, Stance, Stance.decision_id.in_(ids)), "decision_id")
    return [
        {
            **decision,
            "assessor_name": names.get(decision["assessor_id"]),
            "comment": comments.get(decision["id"]),
            "assessor_on_the_suggestion": stances.get(decision["id"]),
        }
        for decision in rows(session, Decision, of_judged)
    ]


def _contests(session: Session, scope: Scope) -> list[Plain]:
    hers = Contest.by == scope.person_id
    ids = select(Contest.id).where(hers).scalar_subquery()
    reasons = _by(rows(session, ContestReason, ContestReason.contest_id.in_(ids)), "contest_id")
    reviews = _by(rows(session, ContestReview, ContestReview.contest_id.in_(ids)), "contest_id")
    return [
        {**contest, "reason": reasons.get(contest["id"]), "review": reviews.get(contest["id"])}
        for contest in rows(session, Contest, hers)
    ]


def _work(session: Session, scope: Scope) -> Plain:
    """What she did for others: who, when and what, and nothing that they wrote."""
    person_id = scope.person_id
    allocated = select(Submission.id).where(Submission.assessor_id == person_id).order_by(Submission.created_at)
    return {
        "decisions": rows(session, Decision, Decision.assessor_id == person_id, ("evidence",)),
        "agreement_with_suggestions": rows(session, Stance, Stance.by == person_id),
        "drafts_opened": rows(session, Opening, Opening.person_id == person_id),
        "feedback": rows(session, IssuedFeedback, IssuedFeedback.by == person_id, ("content",)),
        "sampled": rows(session, Sampling, Sampling.by == person_id),
        "sampling_plans": rows(session, SamplingPlan, SamplingPlan.by == person_id),
        "planned_to_be_sampled": rows(session, SamplingPlanChoice, scope.planned_of_her()),
        "asked_to_sample": rows(session, SamplingPlanChoice, SamplingPlanChoice.assurer_id == person_id),
        "standardisations": standardisations(session, person_id),
        "contests_looked_at": rows(session, ContestReview, ContestReview.reviewer_id == person_id),
        "objections": rows(session, Objection, Objection.by == person_id),
        "moves": rows(session, StateChange, StateChange.by == person_id),
        "allocated": [str(key) for key in session.scalars(allocated)],
        "analyses_asked_for": rows(session, AnalysisJob, AnalysisJob.requested_by == person_id),
        "webhooks_added": rows(session, WebhookEndpoint, WebhookEndpoint.created_by == person_id),
        "holds": rows(session, LegalHold, or_(LegalHold.placed_by == person_id, LegalHold.lifted_by == person_id)),
    }


def _audit(session: Session, scope: Scope) -> list[Plain]:
    submissions = list(session.scalars(select(Submission.id).where(scope.submissions())))
    drafts = session.scalars(select(Draft.id).where(Draft.submission_id.in_(submissions)))
    about = [str(key) for key in (scope.person_id, *submissions, *drafts)]
    if scope.open_too:
        decided = session.scalars(select(Decision.id).where(Decision.submission_id.in_(submissions)))
        about += [str(key) for key in decided]
    about_her = or_(AuditEntry.actor_id == scope.person_id, AuditEntry.subject_id.in_(about))
    return rows(session, AuditEntry, about_her, ("previous_hash",))


def results(session: Session, scope: Scope, draft: Draft) -> list[tuple[Plain, str | None]]:
    """The results of a draft that she may know: about each, and the result itself (JSON) where it was not erased."""
    text = session.get_one(Text, draft.text_id)
    judged = select(Submission.id).where(Submission.id == draft.submission_id, scope.judged())
    if session.scalar(judged) is None:
        return []
    of_text = (Analysis.text_sha256 == text.sha256, Analysis.centre_id == text.centre_id)
    jobs = select(AnalysisJob.analysis_id).where(AnalysisJob.draft_id == draft.id).scalar_subquery()
    found = session.scalars(select(Analysis).where(*of_text, Analysis.id.in_(jobs)).order_by(Analysis.created_at))
    return [
        (
            {**plain(one, ("result",)), "suggestions": rows(session, Suggestion, Suggestion.analysis_id == one.id)},
            one.result,
        )
        for one in found
    ]


def drafts_of(session: Session, scope: Scope) -> list[Draft]:
    """All her drafts, by submission and number."""
    hers = select(Draft).join(Submission, Submission.id == Draft.submission_id).where(scope.submissions())
    return list(session.scalars(hers.order_by(Submission.created_at, Submission.id, Draft.number)))


def _names(session: Session, column: InstrumentedAttribute[UUID], condition: ColumnElement[bool]) -> Mapping[str, str]:
    people = session.execute(select(Person.id, Person.name).where(Person.id.in_(select(column).where(condition))))
    return {str(key): name for key, name in people}


def _by(found: list[Plain], key: str) -> Mapping[str, Plain]:
    return {row[key]: row for row in found}


def _was_followed_by_another_draft() -> ColumnElement[bool]:
    """Of `IssuedFeedback`: its draft was referred back, as a later one was handed in."""
    about, later = aliased(Draft), aliased(Draft)
    handed_in = select(StateChange.id).join(later, later.id == StateChange.draft_id)
    after_it = handed_in.join(about, about.submission_id == later.submission_id).where(later.number > about.number)
    of_hers = (StateChange.after == State.SUBMITTED, about.id == IssuedFeedback.draft_id)
    return exists(after_it.where(*of_hers).correlate(IssuedFeedback))
