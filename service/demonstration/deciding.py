"""One decision of an invented assessor: its status, the passages that it rests on, what she says to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from nlp.documents import Span
from service.demonstration.events import Cited
from service.demonstration.judging import draw, probabilities
from service.demonstration.scripts import Script
from service.demonstration.specification import Assessor, Specification
from service.storage.tables.analyses import Status

_PASSAGES = 2
_CHANGED = 0.3
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program says of one marking point of a script, and the sentences that it names, best first."""

    status: Status
    evidence: tuple[Span, ...]


Suggestions = Mapping[str, Suggestion]
"""By marking point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A decision on one marking point."""

    point: str
    status: Status
    evidence: tuple[Cited, ...]
    comment: str
    agrees: bool | None


class Decider:
    """Draws decisions. ``labels``: what each marking point is called."""

    def __init__(self, random: Random, wanted: Specification, labels: Mapping[str, str]) -> None:
        self._random, self._wanted, self._labels = random, wanted, labels

    def decide(
        self, who: str, script: Script, point: str, suggestion: Suggestion, *, sees: bool, ago: timedelta
    ) -> Verdict:
        """The decision of ``who``, an assessor or the quality assurer, so long before the present."""
        assessor = self._wanted.judges[who]
        seen = suggestion.status if sees else None
        likely = probabilities(self._wanted.judging, assessor, point, script.labels[point], seen, ago=ago)
        status = draw(self._random, likely)
        if seen and self._random.random() < assessor.accepts:
            status = seen
        speaks = self._random.random() < assessor.agrees_openly
        return Verdict(
            point=point,
            status=status,
            evidence=self._evidence(script, point, suggestion if sees else None) if status is not Status.NOT else (),
            comment=self._comment(assessor, point, status),
            agrees=status is suggestion.status if speaks else None,
        )

    def _evidence(self, script: Script, point: str, suggestion: Suggestion | None) -> tuple[Cited, ...]:
        if suggestion and suggestion.evidence:
            return self._taken_over(script, suggestion.evidence)
        own = script.evidence[point] or (self._random.choice(script.document.paragraphs),)
        chosen = sorted(self._random.sample(own, min(len(own), _PASSAGES)), key=lambda span: span.start)
        return tuple(Cited(span, "own") for span in chosen)

    def _taken_over(self, script: Script, named: tuple[Span, ...]) -> tuple[Cited, ...]:
        """Passages that the program names; in place of the first sometimes the whole paragraph around it."""
        first, *more = named[:_PASSAGES]
        around = next(one for one in script.document.paragraphs if one.start <= first.start < one.end)
        if around not in named and self._random.random() < _CHANGED:
            return (Cited(around, "changed"),)
        return tuple(Cited(span, "program") for span in (first, *more))

    def _comment(self, assessor: Assessor, point: str, status: Status) -> str:
        if assessor.always_says:
            return assessor.always_says
        if self._random.random() * _PERCENT >= self._wanted.comments_percent:
            return ""
        return self._random.choice(self._wanted.words.comments[status]).format(point=self._labels[point])
