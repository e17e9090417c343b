"""What is answered about agreement."""

from __future__ import annotations

from pydantic import Field

from service.judging.columns import Source, Status
from service.judging.estimates import Answered, Assessor, Estimate


class Comparison(Answered):
    """How two sides agree on the marking points that both judged, on the same drafts."""

    submissions: int = Field(description="How many submissions both judged.")
    pairs: int = Field(description="How many pairs of decisions on one marking point that makes.")
    sources: dict[Source, int] = Field(description="How the second decision of each pair came about.")
    table: tuple[tuple[int, ...], ...] = Field(
        description="How often the one gave the row's status where the other gave the column's; order as `statuses`."
    )
    agreement: Estimate = Field(description="Share of pairs with the same status.")
    kappa: Estimate = Field(description="Cohen's kappa: agreement beyond chance.")
    weighted_kappa: Estimate = Field(description="The same with linear weights: a neighbouring status agrees by half.")
    fleiss_kappa: Estimate = Field(description="Fleiss' kappa, for any number of people; of two it is Scott's pi.")
    ac1: Estimate = Field(description="Gwet's AC1: agreement beyond chance, steadier where one status prevails.")
    ac2: Estimate = Field(description="Gwet's AC2: the same with ordinal weights; neighbours agree by two thirds.")
    alpha: Estimate = Field(description="Krippendorff's alpha, ordinal, for any number of people with gaps.")


class PointComparison(Comparison):
    """A comparison on one marking point."""

    unit: str = Field(description="Id of the unit.")
    marking_point: str = Field(description="Id of the marking point.")


class PairComparison(Comparison):
    """A comparison of two people."""

    assessors: tuple[Assessor, Assessor] = Field(description="Whose status is the row, whose the column.")


class AssessorComparison(Comparison):
    """A comparison of one person with the program."""

    assessor: Assessor = Field(description="Who; her status is the row.")


class GroupComparison(Comparison):
    """A comparison on the work of one group, or of one time."""

    group: str | None = Field(description="Id of the group, or the month or quarter; null where it is not recorded.")
    name: str | None = Field(description="Its name, as far as the table has one; otherwise its id.")


class Breakdown(Answered):
    """The same comparison for each group of one kind."""

    by: str = Field(description="`unit`, `cohort`, what the centre records (`level_of_english`), `month` or `quarter`.")
    groups: tuple[GroupComparison, ...] = Field(description="By name, not recorded last; times oldest first.")
    too_small: int = Field(0, description="Groups of so few learners that nothing is said of them.")


class BetweenPeople(Answered):
    """How people agree with each other."""

    overall: Comparison = Field(description="All pairs of people; the row is who judged first.")
    points: tuple[PointComparison, ...] = Field(description="The same for each marking point.")
    pairs: tuple[PairComparison, ...] = Field(description="Each two people, over all marking points.")
    breakdowns: tuple[Breakdown, ...] = Field(description="By unit, cohort and group, where there are two or more.")
    over_time: Breakdown | None = Field(description="By month or quarter; null where all is of one.")


class WithProgram(Answered):
    """How people who could not see the program's suggestion agree with it."""

    overall: Comparison = Field(description="All of them; the person's status is the row.")
    points: tuple[PointComparison, ...] = Field(description="The same for each marking point.")
    assessors: tuple[AssessorComparison, ...] = Field(description="Each person, over all marking points.")
    breakdowns: tuple[Breakdown, ...] = Field(description="By unit, cohort and group, where there are two or more.")
    over_time: Breakdown | None = Field(description="By month or quarter; null where all is of one.")
    seen: int = Field(description="Decisions made with the suggestion in view: they are not independent of it.")
    seen_same: int = Field(description="How many of those are the same as the suggestion. Nothing follows from it.")


class Differing(Answered):
    """Work on which somebody gave another status than her colleagues."""

    submission: str = Field(description="Id of the submission.")
    hers: Status = Field(description="What she gave.")
    theirs: tuple[Status, ...] = Field(description="What colleagues gave.")


class Awarding(Answered):
    """How often somebody gives `met` on a marking point, beside colleagues who judged the same scripts."""

    assessor: Assessor = Field(description="Who.")
    unit: str = Field(description="Id of the unit.")
    marking_point: str = Field(description="Id of the marking point.")
    submissions: int = Field(description="Submissions on which a colleague has judged this point too.")
    hers: float = Field(description="Share of them to which she gave `met`.")
    theirs: float = Field(
        description="Share to which colleagues gave it; several on one submission count one together."
    )
    difference: Estimate = Field(description="Her share less theirs.")
    ratio: Estimate = Field(description="Her share over theirs.")
    probability: float | None = Field(
        description="How probable so large a difference is if all judge alike (exact conditional test, two-sided)."
    )
    adjusted: float | None = Field(
        description="The same, adjusted for all assessors and points looked at (Benjamini and Hochberg, 1995)."
    )
    stands_out: bool = Field(description="Whether the adjusted probability is at most `false_discovery`.")
    discuss: tuple[Differing, ...] = Field(
        description="At most three submissions on which they differ most, in the direction of the difference."
    )


class MarkTwice(Answered):
    """What to mark a second time so that more can be estimated."""

    assessor: Assessor = Field(description="Whose work it is.")
    compared: int = Field(description="Her submissions that somebody else has judged too.")
    missing: int = Field(description="How many more it takes.")
    submissions: tuple[str, ...] = Field(description="Which ones to choose: those on which her decisions vary first.")


class Agreement(Answered):
    """Whether a centre's people judge alike, as far as it can be known."""

    statuses: tuple[Status, ...] = Field(description="The statuses in their order, as rows and columns of tables.")
    decisions: int = Field(description="First decisions that were looked at.")
    submissions: int = Field(description="Submissions that they are on.")
    least_submissions: int = Field(description="Below this many submissions nothing is estimated.")
    between_people: BetweenPeople = Field(description="People with each other.")
    with_program: WithProgram = Field(description="People with the program.")
    awarding: tuple[Awarding, ...] = Field(
        description="Each assessor and marking point with scripts in common, the most surprising first."
    )
    false_discovery: float = Field(description="Of those that stand out, the share expected to do so by chance.")
    mark_twice: tuple[MarkTwice, ...] = Field(description="What would let more be estimated.")
