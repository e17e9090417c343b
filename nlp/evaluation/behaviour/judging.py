"""Texts in, statuses out: the whole pipeline, with nothing of a labelled corpus between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Self

from nlp.evaluation.judged import STATUSES
from nlp.pipeline import Analyser
from nlp.readers.reading import read_text
from nlp.results import AnalysisResult, Status

_Z = 1.959964  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one text: the status of each marking point, and the elements that it evidences."""

    statuses: Mapping[str, Status]
    evidenced: frozenset[str]

    def with_status(self, status: Status) -> list[str]:
        """Ids of the marking points that have it."""
        return [point for point, said in self.statuses.items() if said == status]


def judge(analyser: Analyser, texts: Iterable[str]) -> list[Judged]:
    """One judgement a text, in order."""
    return [summarise(result) for result in analyser.analyse_many(read_text(text) for text in texts)]


def summarise(result: AnalysisResult) -> Judged:
    """The part of a result that the tests of behaviour look at."""
    return Judged(
        {point.id: point.status for point in result.marking_points},
        frozenset(
            element.id for point in result.marking_points for element in point.elements if element.status == "evidenced"
        ),
    )


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with its 95 % interval (Wilson, 1927).

    Cases of one text resemble each other, so that the interval is too narrow where they are counted apart.
    """

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share itself; 0 where there are no cases."""
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound; everything is possible where there are no cases."""
        if not self.of:
            return 0.0, 1.0
        spread = _Z**2 / self.of
        centre = self.value + spread / 2
        half = _Z * sqrt(self.value * (1 - self.value) / self.of + spread / (4 * self.of))
        return max(0.0, (centre - half) / (1 + spread)), min(1.0, (centre + half) / (1 + spread))


@dataclass(frozen=True, slots=True)
class Changes:
    """Statuses that were compared, and how many of them were higher or lower the second time."""

    compared: int = 0
    raised: int = 0
    lowered: int = 0

    @classmethod
    def between(cls, before: Judged, after: Judged) -> Self:
        """What changed in the statuses of two judgements by the same unit."""
        steps = [
            STATUSES.index(after.statuses[point]) - STATUSES.index(status) for point, status in before.statuses.items()
        ]
        return cls(len(steps), sum(step > 0 for step in steps), sum(step < 0 for step in steps))

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.compared + other.compared, self.raised + other.raised, self.lowered + other.lowered)

    @property
    def changed(self) -> Share:
        """Share of the statuses that did not stay."""
        return Share(self.raised + self.lowered, self.compared)
