"""What is answered about severity and leniency. All measures are in logits."""

from __future__ import annotations

from pydantic import Field

from service.judging.columns import Source
from service.judging.estimates import Answered, Assessor, Estimate


class SameWork(Answered):
    """What somebody and her colleagues gave to the same work, as it was counted."""

    met: float | None = Field(None, description="Share of her decisions that are `met`; null where there are none.")
    colleagues_met: float | None = Field(
        None, description="Share of her colleagues' on the same points of the same drafts."
    )
    decisions: int = Field(0, description="Her decisions that a colleague made too.")


class Measured(Answered):
    """Where somebody or something lies on the scale, and how well the model describes it."""

    measure: Estimate = Field(description="In logits; higher is harder to get `met` from. The mean of all is 0.")
    standard_error: float | None = Field(description="Of the measure, in logits.")
    infit: float | None = Field(description="Information-weighted mean square; 1 is as the model expects.")
    outfit: float | None = Field(description="Unweighted mean square; sensitive to single surprising decisions.")
    decisions: int = Field(description="Decisions that it rests on.")
    submissions: int = Field(description="Submissions that they are on.")


class AssessorSeverity(Measured):
    """How severe one assessor is."""

    assessor: Assessor = Field(description="Who.")
    group: int = Field(description="Which group of linked assessors she is in; only within one can people be compared.")
    met: Estimate = Field(
        Estimate(), description="Share of decisions on typical work that she would be expected to give `met`."
    )
    met_by_all: float | None = Field(None, description="The same of an average assessor of her group.")
    same_work: SameWork = Field(SameWork(), description="What was counted on work that colleagues judged too.")


class PointDifficulty(Measured):
    """How hard one marking point is to meet, beside the others of its unit, whose mean is 0."""

    unit: str = Field(description="Id of the unit.")
    marking_point: str = Field(description="Id of the marking point.")


class Link(Answered):
    """What would let two groups of assessors be compared: the same scripts, marked by both."""

    assessors: tuple[Assessor, Assessor] = Field(description="One of each group: those who have judged most.")
    missing: int = Field(description="How many scripts in common it takes.")
    submissions: tuple[str, ...] = Field(description="Which to choose: those that tell most, first.")


class Severity(Answered):
    """How severe a centre's assessors are, on work of the same quality (Linacre 1989, many-facet Rasch)."""

    why_not: str | None = Field(None, description="Why nothing can be estimated, in words; null where it can.")
    decisions: int = Field(description="Decisions that the model rests on.")
    submissions: int = Field(description="Submissions that more than one person has judged.")
    sources: dict[Source, int] = Field({}, description="How later decisions on the same work came about.")
    least_submissions: int = Field(0, description="Below this many submissions in common nobody is compared.")
    assessors: tuple[AssessorSeverity, ...] = Field(description="The most severe first.")
    points: tuple[PointDifficulty, ...] = Field(description="The hardest first.")
    thresholds: tuple[float, ...] = Field(
        description="Steps between the statuses that were given, in logits; empty where not determined."
    )
    reliability: float | None = Field(description="Of the differences between assessors: 0 none beyond error, to 1.")
    linked: bool = Field(description="Whether scripts in common join all assessors, so that all can be compared.")
    links_wanted: tuple[Link, ...] = Field(description="What would join the groups.")
