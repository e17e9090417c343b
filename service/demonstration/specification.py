"""The shape of `demonstration.yaml`: who belongs to the centre, what they do, how its assessors differ."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import Field, model_validator

from criteria_bank.entries import Entry, Identifier, Share, Text
from service.storage.tables.analyses import Status

_FILE = Path(__file__).parent / "demonstration.yaml"

Span = tuple[float, float]
"""From and to."""


class Strength(StrEnum):
    """What kind of account a learner hands in."""

    STRONG = "strong"
    MIDDLING = "middling"
    WEAK = "weak"
    FOIL = "foil"
    """Talks of the subject and shows nothing."""
    BORROWED = "borrowed"
    """Has a passage of somebody else's account."""


class Step(StrEnum):
    """One thing that a learner, an assessor or the quality assurer does with a submission."""

    EARLY_DRAFT = "early_draft"
    """A draft that lacks some of what the next will have."""
    DRAFT = "draft"
    SUBMIT = "submit"
    TAKE = "take"
    DECIDE = "decide"
    """On every marking point."""
    DECIDE_SOME = "decide_some"
    REFER = "refer"
    SETTLE = "settle"
    SAMPLE = "sample"
    """And the quality assurer decides too, beside the decision of record."""
    CONTEST = "contest"
    REVIEW = "review"


class CentreEntry(Entry):
    """The centre. ``blind_first_days_ago``: since when assessors decide before they see a suggestion."""

    slug: Identifier
    name: Text
    mail_domain: Text
    blind_first_days_ago: float


class Assessor(Entry):
    """How an assessor judges: in logits, above 0 for more severe than the corpus; ``points`` adds to it on some.

    ``severity`` is that of the present, and ``drift`` what is added to it in a year. ``accepts``: the share of
    suggestions in her view that she takes over as they are. ``pace``: how long she takes, as a multiple of what others
    take. ``always_says``: what she writes to nearly every decision, in place of a comment of her own.
    ``agrees_openly``: the share of decisions to which she says whether she agrees with the suggestion.
    """

    name: Text
    severity: float
    drift: float = 0.0
    points: Mapping[Identifier, float] = {}
    accepts: Share = 0.0
    pace: float = Field(1.0, gt=0)
    always_says: str = ""
    agrees_openly: Share = 0.0


class Judging(Entry):
    """The scale that assessors judge on (`service.demonstration.judging`), in logits."""

    locations: Mapping[Status, float]
    steps: tuple[float, float]
    anchoring: float


class CohortEntry(Entry):
    """A cohort; its first assessor takes most of its submissions. ``finished``: its learners take the last courses."""

    name: Text
    finished: bool = False
    assessors: tuple[Text, ...] = Field(min_length=1)
    learners: tuple[Text, ...] = Field(min_length=1)


class Course(Entry):
    """What becomes of a learner's work.

    ``ended_days_ago``: between which days its last step lies. ``file``: name of the file that she sends; by default she
    pastes her text.
    """

    learners: Annotated[int, Field(ge=1)]
    steps: tuple[Step, ...]
    account: Strength = Strength.MIDDLING
    ended_days_ago: Span = (0, 1)
    file: str = ""


class ExerciseEntry(Entry):
    """A standardisation exercise that the quality assurer sets up ``days_ago``.

    ``scripts``: how many, chosen from what was decided by then; ``again`` of them have a standard from an earlier
    exercise. ``open``: people still mark, the first assessor has finished and the second is half way.
    """

    title: Text
    days_ago: Annotated[float, Field(gt=0)]
    scripts: Annotated[int, Field(ge=1)]
    again: Annotated[int, Field(ge=0)] = 0
    open: bool = False


class Words(Entry):
    """What people of the centre write. ``{point}`` is the label of a marking point, ``{points}`` those of several."""

    comments: Mapping[Status, tuple[Text, ...]]
    referred: Text
    decided: Text
    contested: Text
    reviewed: Text
    standards: Mapping[Status, tuple[Text, ...]]


class BankEntry(Entry):
    """A comment that staff keep to use again, for a marking point or, without one, for the whole unit."""

    point: Identifier | None = None
    words: Text


class Specification(Entry):
    """The whole of the file."""

    seed: int
    centre: CentreEntry
    administrator: Text
    iqa: Text
    assessors: tuple[Assessor, ...] = Field(min_length=1)
    iqa_severity: float
    judging: Judging
    cohorts: tuple[CohortEntry, ...]
    courses: tuple[Course, ...]
    exercises: tuple[ExerciseEntry, ...] = ()
    strengths: Mapping[Strength, tuple[Share, Share]]
    left_out_of_early_drafts: int
    pauses: Mapping[Step, Span]
    minutes_between_decisions: Span
    hours_between_scripts: Span
    minutes_between_standards: Span
    working_hours: tuple[int, int]
    learners_hours: tuple[int, int]
    comments_percent: int
    sampling_reasons: tuple[Identifier, ...] = Field(min_length=1)
    comment_bank: tuple[BankEntry, ...] = ()
    disagreeing_learners: Annotated[int, Field(ge=0)] = 0
    sampling_plan_days: Annotated[int, Field(ge=1)] | None = None
    words: Words

    @model_validator(mode="after")
    def _everybody_has_a_course(self) -> Self:
        learners = [name for cohort in self.cohorts for name in cohort.learners]
        if len(set(learners)) < len(learners):
            raise ValueError("Two learners have the same name.")
        if sum(course.learners for course in self.courses) != len(learners):
            raise ValueError("The courses take more or fewer learners than there are.")
        if not {name for cohort in self.cohorts for name in cohort.assessors} <= self.judges.keys():
            raise ValueError("A cohort has an assessor who is not listed.")
        return self

    @property
    def judges(self) -> Mapping[str, Assessor]:
        """Everybody who decides, by name: the assessors and the quality assurer."""
        iqa = Assessor(name=self.iqa, severity=self.iqa_severity)
        return {judge.name: judge for judge in (*self.assessors, iqa)}


@cache
def specification() -> Specification:
    """The demonstration that is installed."""
    return Specification.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
