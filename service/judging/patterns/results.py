"""What is answered about unexpected patterns."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from service.judging.columns import Status
from service.judging.estimates import Answered, Assessor


class PatternId(StrEnum):
    """A pattern that is looked for."""

    DRIFT_FROM_STANDARD = "drift_from_standard"
    DRIFT_FROM_PROGRAM = "drift_from_program"
    ALWAYS_THE_SAME = "always_the_same"
    TOO_FAST = "too_fast"
    PASTED_COMMENTS = "pasted_comments"
    AGAINST_STRONG_EVIDENCE = "against_strong_evidence"
    ACCEPTS_EVERY_SUGGESTION = "accepts_every_suggestion"


class Example(Answered):
    """A decision that shows the pattern."""

    submission: str = Field(description="Id of the submission.")
    marking_point: str | None = Field(description="Id of the marking point; null where it is about all of them.")
    status: Status | None = Field(description="What she gave; null where it is about several.")


class Signal(Answered):
    """One pattern in one person's decisions: a reason to talk to her, and no proof of anything."""

    pattern: PatternId = Field(description="Which pattern.")
    assessor: Assessor = Field(description="Whose decisions.")
    sentence: str = Field(description="What was seen, in plain words with its figures.")
    ask: str = Field(description="What to ask or look at, and which honest reasons there can be.")
    observed: float = Field(description="The figure that was looked at: a share, or a distance in statuses.")
    expected: float = Field(description="What it would be among colleagues, or by the standard.")
    decisions: int = Field(description="Decisions that it rests on.")
    since: datetime | None = Field(description="Where it begins, if it has a beginning.")
    until: datetime | None = Field(None, description="Where it ends, as far as is known.")
    examples: tuple[Example, ...] = Field(description="Decisions to look at, the most telling first; at most five.")


class ChartPoint(Answered):
    """One step of a control chart."""

    at: datetime = Field(description="When.")
    submission: str = Field(description="What was decided on.")
    value: float = Field(description="Mean distance of her decisions from the yardstick, in statuses; above 0: higher.")
    ewma: float = Field(description="Exponentially weighted moving average of the values.")
    low: float = Field(description="Lower control limit of the average.")
    high: float = Field(description="Upper control limit.")
    cusum_high: float = Field(description="Sum of what lies above the centre, less the allowance; never below 0.")
    cusum_low: float = Field(description="The same of what lies below.")


class Chart(Answered):
    """Somebody's decisions in the order of time, beside a yardstick that does not move."""

    assessor: Assessor = Field(description="Whose decisions.")
    yardstick: PatternId = Field(description="`drift_from_standard` or `drift_from_program`.")
    cusum_limit: float = Field(description="Where either sum signals.")
    points: tuple[ChartPoint, ...] = Field(description="Oldest first.")
    signals_at: tuple[datetime, ...] = Field(description="Where the chart signals.")


class LookedFor(Answered):
    """One pattern that was looked for: in whose decisions, and how often it fires where nothing is wrong."""

    pattern: PatternId = Field(description="Which pattern.")
    meaning: str = Field(description="What is looked for, in plain words.")
    assessors: int = Field(description="In how many people's decisions it could be looked for.")
    why_not: str | None = Field(description="Why in nobody's or not in everybody's, in words.")
    false_alarms: float = Field(description="Share of honest assessors in whom it fires in a year, by simulation.")


class Patterns(Answered):
    """Patterns that chance rarely makes, and what they were looked for in."""

    signals: tuple[Signal, ...] = Field(description="By the assessor's name.")
    charts: tuple[Chart, ...] = Field(description="One for each person and yardstick.")
    looked_for: tuple[LookedFor, ...] = Field(description="Every pattern, whether or not it was found.")
    false_alarms: float = Field(0.0, description="Share of honest assessors in whom any of them fires in a year.")


def of_person(patterns: Patterns, key: str) -> Patterns:
    """What is said of one person alone: for herself to see."""
    return patterns.model_copy(
        update={
            "signals": tuple(signal for signal in patterns.signals if signal.assessor.id == key),
            "charts": tuple(chart for chart in patterns.charts if chart.assessor.id == key),
        }
    )
