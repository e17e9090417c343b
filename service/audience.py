"""Who reads an answer: a learner sees what her qualification's feedback policy allows, an assessor everything."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.feedback.policy import for_learner, require_feedback
from nlp.pipeline import Analyser
from nlp.results import AnalysisResult

Audience = Literal["learner", "assessor"]


class Reader(BaseModel):
    """The query parameters that every route has whose answer speaks of an account."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    qualification: str | None = Field(
        None,
        description=(
            "Id of one of the unit's qualifications, whose level and feedback policy are kept to; the one of the "
            "lowest level where it is left out."
        ),
        examples=["icq-level-3-diploma-customer-service"],
    )
    audience: Audience = Field(
        "learner",
        description=(
            "`learner`: no more than the qualification's feedback policy lets her see before she hands in; "
            "`assessor`: everything, which only people who are signed in as staff of a centre may ask for "
            "(in development, whoever is not signed in as well)."
        ),
    )

    def bind(self, analyser: Analyser) -> Analyser:
        """The analyser for the reader's qualification.

        Raises QualificationNotFound, or FeedbackWithheld where the reader may see nothing.
        """
        bound = analyser.for_qualification(self.qualification)
        if self.audience == "learner":
            require_feedback(bound.unit, bound.qualification)
        return bound

    def sees_everything(self, analyser: Analyser) -> bool:
        """Whether nothing is left out of what the reader sees of a result."""
        return self.audience == "assessor" or analyser.qualification.feedback == "full"

    def seen(self, result: AnalysisResult) -> AnalysisResult:
        """What the reader may see of a result."""
        return result if self.audience == "assessor" else for_learner(result)
