"""The feedback page of a draft: what the program observed, as far as the learner may see it, beside her words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from criteria_bank.errors import CriteriaBankError
from nlp.errors import FeedbackWithheld
from nlp.feedback.policy import require_feedback
from nlp.readers.formats import Format
from service.access import Actor
from service.jobs.analysis_jobs import OPEN, latest_analysis
from service.objections.store import read_objections
from service.problems import Problem
from service.progress.store import read_job
from service.storage import Database
from service.storage.tables.analyses import JobState
from service.storage.tables.submissions import Draft, Submission, Text
from service.submissions.drafts import describe_draft
from service.submissions.file_names import MEDIA_TYPES
from service.submissions.notices import Notice, notice_for
from service.submissions.results import Seen, see_result
from service.submissions.schemas import DocumentView, DraftView, WholeSubmission
from service.submissions.store import read_submission
from service.unit_store import UnitStore
from service.visibility.drafts import find_draft, last_handed_in
from service.visibility.submissions import find_submission
from service.web.feedback_view import FeedbackView, feedback_view
from service.web.learner.names import Names, names_of

_WORD = MEDIA_TYPES[Format.DOCX]
Standing = Literal["ready", "waiting", "failed", "withheld", "erased"]
"""What there is to see. ``waiting``: the program has not read the draft yet; ``withheld``: the qualification does not
let a program comment on it."""


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """A draft of a learner's own. ``before``: the number of the draft before it whose words are there.

    ``place``: of its job in the queue; ``problem``: why its job failed; ``withheld``: why there is nothing to see, in
    the unit's words; ``objections``: ids of her own by the place of the observation.
    """

    submission: WholeSubmission
    names: Names
    draft: DraftView
    before: int | None
    notice: Notice
    standing: Standing
    place: int | None
    problem: Problem | None
    withheld: str
    feedback: FeedbackView | None
    objections: Mapping[str, UUID]

    @property
    def again(self) -> bool:
        """Whether there is a result, and a newer one is on its way."""
        return self.standing == "ready" and self.draft.analysis in OPEN

    @property
    def word_documents(self) -> tuple[DocumentView, ...]:
        """The documents that can be had back with comments in their margin."""
        return tuple(
            document for document in self.draft.documents if document.original and document.media_type == _WORD
        )


def read_feedback_page(
    database: Database,
    units: UnitStore,
    actor: Actor,
    submission_id: UUID,
    number: int,
    *,
    shown: frozenset[str] | None,
) -> FeedbackPage | None:
    """The page of a draft; None where the submission is somebody else's. ``shown``: see `feedback_view`.

    Raises NotFound.
    """
    with database.read() as session:
        submission = find_submission(session, actor, submission_id)
        if submission.learner_id != actor.person_id:
            return None
        draft = find_draft(session, actor, submission, number)
        handed_in = last_handed_in(session, submission_id)
        described = describe_draft(session, draft, handed_in)
        whole = read_submission(session, actor, submission_id)
        job = read_job(session, actor, described.job) if described.job else None
        withheld = _withheld(units, submission)
        standing, seen = _look(session, actor, submission, draft, described, withheld=bool(withheld))
        before = _before(session, draft)
        objections = _objections(session, actor, submission, draft) if seen else {}
    return FeedbackPage(
        submission=whole,
        names=names_of(units, whole.unit, whole.qualification),
        draft=described,
        before=before,
        notice=notice_for(learner=True),
        standing=standing,
        place=job.place if job else None,
        problem=job.problem if job else None,
        withheld=withheld,
        feedback=_feedback(seen, described, shown) if seen else None,
        objections=objections,
    )


def _look(
    session: Session, actor: Actor, submission: Submission, draft: Draft, described: DraftView, *, withheld: bool
) -> tuple[Standing, Seen | None]:
    analysis = latest_analysis(session, draft.id)
    if described.erased_at is not None or (analysis is not None and analysis.result is None):
        return "erased", None
    if withheld:
        return "withheld", None
    if analysis is None:
        return ("failed" if described.analysis in (JobState.FAILED, JobState.CANCELLED) else "waiting"), None
    return "ready", see_result(session, actor, submission, draft)


def _withheld(units: UnitStore, submission: Submission) -> str:
    """Why a learner may see nothing, in the unit's words; empty where she may, or the unit is no longer installed."""
    try:
        unit = units.get(submission.unit_id).unit
        require_feedback(unit, unit.qualification(submission.qualification_id))
    except FeedbackWithheld as error:
        return str(error)
    except CriteriaBankError:
        return ""
    return ""


def _feedback(seen: Seen, draft: DraftView, shown: frozenset[str] | None) -> FeedbackView:
    named = draft.documents[0].name if len(draft.documents) == 1 else None
    return feedback_view(seen.result, seen.unit, named or f"Draft {draft.number}", shown=shown)


def _objections(session: Session, actor: Actor, submission: Submission, draft: Draft) -> Mapping[str, UUID]:
    found = read_objections(session, actor, submission, draft).items
    return {objection.observation: objection.id for objection in found if objection.mine}


def _before(session: Session, draft: Draft) -> int | None:
    earlier = (
        select(func.max(Draft.number))
        .join(Text, Text.id == Draft.text_id)
        .where(Draft.submission_id == draft.submission_id, Draft.number < draft.number, Text.content.is_not(None))
    )
    return session.scalars(earlier).one()
