"""Two drafts of a submission, compared."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from nlp.comparison.comparison import compare_documents
from nlp.comparison.results import Comparison
from nlp.documents import Document, Span
from nlp.feedback.policy import require_feedback
from service.access import Actor
from service.analysers import Analysers
from service.audience import Audience
from service.errors import Conflict
from service.storage import Database
from service.storage.tables.submissions import Draft, Text
from service.submissions.notices import Notice, notice_for
from service.submissions.results import audience_of, require_sight_of_points
from service.unit_store import UnitStore
from service.visibility.drafts import find_draft, last_handed_in
from service.visibility.submissions import find_submission


class ComparisonQuery(BaseModel):
    """Which drafts to compare."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: int = Field(ge=1, le=1_000_000, description="Number of the earlier draft.")
    second: int = Field(ge=1, le=1_000_000, description="Number of the later draft.")


class DraftComparison(BaseModel):
    """Two drafts of a submission, compared."""

    model_config = ConfigDict(frozen=True)

    notice: Notice = Field(description="What to show beside the comparison, always.")
    first: int = Field(description="Number of the earlier draft.")
    second: int = Field(description="Number of the later draft.")
    comparison: Comparison = Field(
        description="What the later draft gained and lost, as `POST /v1/comparisons` says it."
    )


@dataclass(frozen=True, slots=True)
class ComparisonSource:
    """The words of two drafts, and as whose they are compared."""

    first: Document
    second: Document
    unit_id: str
    qualification_id: str
    audience: Audience


def comparison_source(
    database: Database, units: UnitStore, actor: Actor, submission_id: UUID, query: ComparisonQuery
) -> ComparisonSource:
    """For the comparison of two drafts that ``actor`` may read.

    Raises:
        NotFound: there is no such draft that she may know of.
        Conflict: the words of one were erased.
        NotPermitted: suggestions are hidden from her until she has decided.
    """
    with database.read() as session:
        submission = find_submission(session, actor, submission_id)
        first, second = (find_draft(session, actor, submission, number) for number in (query.first, query.second))
        audience = audience_of(actor, submission)
        if audience == "assessor":
            handed_in = find_draft(session, actor, submission, last_handed_in(session, submission.id))
            require_sight_of_points(session, actor, submission, handed_in, units.get(submission.unit_id).unit)
        return ComparisonSource(
            _document(session, first),
            _document(session, second),
            submission.unit_id,
            submission.qualification_id,
            audience,
        )


def compare_drafts(analysers: Analysers, source: ComparisonSource, query: ComparisonQuery) -> str:
    """The answer as JSON, written here because a long one would hold up the event loop.

    Raises FeedbackWithheld, and what `Analysers.get` raises.
    """
    analyser = analysers.get(source.unit_id).for_qualification(source.qualification_id)
    if source.audience == "learner":
        require_feedback(analyser.unit, analyser.qualification)
    everything = source.audience == "assessor" or analyser.qualification.feedback == "full"
    names = (f"Draft {query.first}", f"Draft {query.second}")
    compared = compare_documents(analyser, source.first, source.second, names=names, everything=everything)
    return DraftComparison(
        notice=notice_for(learner=source.audience == "learner"),
        first=query.first,
        second=query.second,
        comparison=compared.comparison,
    ).model_dump_json()


def _document(session: Session, draft: Draft) -> Document:
    text = session.get_one(Text, draft.text_id)
    if text.content is None:
        raise Conflict("The words of one of these drafts were erased.")
    return Document(text.content, tuple(Span(start, end) for start, end in text.paragraphs))
