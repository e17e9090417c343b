"""Who plays what: each learner gets a course, an account and the assessors of her cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from service.demonstration.scripts import Script, Stock, lacking
from service.demonstration.specification import CohortEntry, Course, Specification, Step

_FIRST_ASSESSOR_TAKES = 0.7


@dataclass(frozen=True, slots=True)
class Cast:
    """Who deals with a learner's submission: her assessor, the other assessors of the centre, the quality assurer."""

    assessor: str
    others: tuple[str, ...]
    iqa: str

    @classmethod
    def of(cls, random: Random, wanted: Specification, cohort: CohortEntry) -> Self:
        """The first assessor of a cohort takes most of its submissions."""
        first, *more = cohort.assessors
        assessor = first if not more or random.random() < _FIRST_ASSESSOR_TAKES else random.choice(more)
        return cls(assessor, tuple(other.name for other in wanted.assessors if other.name != assessor), wanted.iqa)


@dataclass(frozen=True, slots=True)
class Part:
    """What one learner does and with whom; what she writes, that is her early draft, if any, and her whole one."""

    learner: str
    course: Course
    cast: Cast
    early: Script | None
    whole: Script | None

    @property
    def scripts(self) -> tuple[Script, ...]:
        """What she writes, first to last."""
        return tuple(script for script in (self.early, self.whole) if script)


def cast_parts(wanted: Specification, unit: Unit, accounts: Sequence[Account], foils: Sequence[Account]) -> list[Part]:
    """Deal courses and accounts to the learners. ``foils``: accounts that show nothing."""
    random = Random(wanted.seed)  # noqa: S311 - repeatable on purpose
    stock = Stock(random, wanted, accounts, foils)
    learners = [*_shuffled(random, wanted, finished=False), *_shuffled(random, wanted, finished=True)]
    courses = [course for course in wanted.courses for _ in range(course.learners)]
    return [
        Part(learner, course, Cast.of(random, wanted, cohort), *_scripts(random, wanted, unit, stock, course))
        for (learner, cohort), course in zip(learners, courses, strict=True)
    ]


def _shuffled(random: Random, wanted: Specification, *, finished: bool) -> list[tuple[str, CohortEntry]]:
    """The learners of the cohorts that have finished, or of those that have not."""
    cohorts = [cohort for cohort in wanted.cohorts if cohort.finished is finished]
    learners = [(name, cohort) for cohort in cohorts for name in cohort.learners]
    random.shuffle(learners)
    return learners


def _scripts(
    random: Random, wanted: Specification, unit: Unit, stock: Stock, course: Course
) -> tuple[Script | None, Script | None]:
    if not course.steps:
        return None, None
    account = stock.take(course.account)
    if Step.EARLY_DRAFT not in course.steps:
        return None, Script.of(account, unit)
    left_out = random.sample(sorted(account.decisions), wanted.left_out_of_early_drafts)
    return Script.of(lacking(account, left_out, unit), unit), Script.of(account, unit)
