"""What is answered about the program itself."""

from __future__ import annotations

from pydantic import Field

from service.judging.agreement.results import Comparison
from service.judging.estimates import Answered, Estimate


class CalibrationBand(Answered):
    """Suggestions that the program was about equally sure of."""

    low: float = Field(description="Lower end of the band of probabilities.")
    high: float = Field(description="Upper end.")
    held: float | None = Field(description="How probable the program held its suggestions on average; null for none.")
    agreed: Estimate = Field(description="Share of them that a person who could not see them gave too.")
    suggestions: int = Field(description="How many.")


class Calibration(Answered):
    """Whether the program is right as often as it says."""

    bands: tuple[CalibrationBand, ...] = Field(description="From unsure to sure.")
    error: Estimate = Field(description="Mean distance between what it holds and what comes true, weighted by number.")
    brier: Estimate = Field(description="Brier score over the three statuses: 0 is perfect, 2 the worst.")


class GroupFigures(Answered):
    """How the program does on the work of one group of learners, or accounts of one kind."""

    group: str | None = Field(description="The group; null for those of whom it is not recorded.")
    submissions: int | None = Field(description="How many, to the nearest five; null where left out.")
    suppressed: bool = Field(description="Whether figures are left out because the group is small.")
    agreement: Estimate = Field(description="Share of suggestions that a person gave too, without seeing them.")
    leaning: Estimate = Field(description="Suggestion less decision, in statuses: below 0 the program gives less.")
    difference: Estimate = Field(
        description="Its leaning less that of all others on work about as good; below 0 it gets less than they."
    )
    stands_out: bool = Field(False, description="Whether that is more than chance makes, among so many groups.")


class Dimension(Answered):
    """One way in which learners or accounts differ."""

    dimension: str = Field(description="As `level_of_english`, `form`, `sector`, or what the centre records.")
    groups: tuple[GroupFigures, ...] = Field(description="By name; not recorded last.")
    protected: bool = Field(False, description="Whether it is a characteristic that the law protects.")


class ProgramAudit(Answered):
    """How the program does against decisions of people who could not see what it suggests."""

    decisions: int = Field(description="Decisions that could be compared.")
    submissions: int = Field(description="Submissions that they are on.")
    agreement: Comparison = Field(description="The person's status is the row, the program's the column.")
    calibration: Calibration = Field(description="Whether it is right as often as it says.")
    dimensions: tuple[Dimension, ...] = Field(description="Differences between groups.")
    least_learners: int = Field(description="Below this many learners the figures of a group are left out.")
