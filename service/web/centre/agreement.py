"""What follows from how far people agree, as kinds of sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.judging.agreement.results import Agreement, Awarding, Comparison, PairComparison
from service.judging.estimates import Estimate
from service.judging.estimating.standing_out import standing_out
from service.judging.findings.wording import wording

Kind = Literal["nothing", "overall", "awarding", "unlike_point", "least_pair", "higher", "program"]
_FEWEST_TO_LEAN = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the figures say; its words stand in ``centre/findings.html.j2``, by its kind."""

    kind: Kind
    names: tuple[str, ...] = ()
    estimate: Estimate | None = None
    comparison: Comparison | None = None
    awarding: Awarding | None = None
    count: int = 0
    of: int = 0


def findings(agreement: Agreement) -> list[Finding]:
    """What can be said; where nothing can, that alone."""
    people = agreement.between_people
    overall, average = people.overall, people.overall.agreement.value
    if average is None:
        return [Finding("nothing", estimate=overall.agreement, comparison=overall)]
    found = [Finding("overall", estimate=overall.agreement, comparison=overall)]
    found += awarding_findings(agreement)
    apart = standing_out([(point.agreement, average) for point in people.points], wording().level.value)
    found += [
        Finding("unlike_point", (point.marking_point,), point.agreement, point)
        for point, stands_out in zip(people.points, apart, strict=True)
        if stands_out and (point.agreement.value or 0) < average
    ]
    known = [pair for pair in people.pairs if pair.agreement.value is not None]
    if len(known) > 1:
        least = min(known, key=lambda pair: pair.agreement.value or 0)
        found.append(Finding("least_pair", _names(least), least.agreement, least))
    found += [leaning for pair in people.pairs if (leaning := _leaning(pair))]
    program = agreement.with_program.overall
    if program.agreement.value is not None:
        found.append(Finding("program", estimate=program.agreement, comparison=program))
    return found


def awarding_findings(agreement: Agreement) -> list[Finding]:
    """Who gives `met` clearly more or less often than colleagues on the same scripts, and on which point."""
    return [Finding("awarding", awarding=one) for one in agreement.awarding if one.stands_out]


def _names(pair: PairComparison) -> tuple[str, ...]:
    return tuple(person.name for person in pair.assessors)


def _leaning(pair: PairComparison) -> Finding | None:
    """Where two people differ often enough, and nearly always in one direction: whose status is the higher one."""
    cells = [(row, column, count) for row, line in enumerate(pair.table) for column, count in enumerate(line)]
    first = sum(count for row, column, count in cells if row > column)
    second = sum(count for row, column, count in cells if row < column)
    differing = first + second
    if differing < _FEWEST_TO_LEAN or max(first, second) < 0.8 * differing:
        return None
    names = _names(pair) if first > second else _names(pair)[::-1]
    return Finding("higher", names, comparison=pair, count=max(first, second), of=differing)
