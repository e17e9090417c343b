"""What to work on next, as questions, ordered by what would move a marking point soonest.

First what must be put right (flags of that severity, and the constraints that they watch), then for each marking point
that is not met the element that lacks least, then other flags, then further elements. Points that are met are left
alone until all are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from criteria_bank.schema import MarkingPoint, Unit
from nlp.feedback.quotes import quote
from nlp.results import (
    ConstraintFinding,
    ElementFinding,
    Evidence,
    FlagFinding,
    MarkingPointFinding,
    NextStep,
)


def find_next_steps(
    unit: Unit,
    text: str,
    points: Sequence[MarkingPointFinding],
    *,
    flags: Sequence[FlagFinding],
    constraints: Sequence[ConstraintFinding],
    most: int,
) -> tuple[NextStep, ...]:
    """Up to ``most`` steps, the one to take first at the head; no two ask the same question."""
    return tuple(islice(_without_repeats(_in_order(unit, text, points, flags, constraints)), most))


def lacking(point: MarkingPoint, finding: MarkingPointFinding) -> int:
    """How many more elements would be needed for the next status, at least 1: a point may be thin with all there."""
    evidenced = sum(element.status == "evidenced" for element in finding.elements)
    needed = point.requires.partial if finding.status == "not" else point.requires.met
    return max(needed - evidenced, 1)


def nearest_first(unit: Unit, points: Sequence[MarkingPointFinding]) -> list[MarkingPointFinding]:
    """The points to work on, the one nearest to its next status first; those that are met only where all are."""
    definitions = {point.id: point for point in unit.marking_points}

    def distance(finding: MarkingPointFinding) -> tuple[int, bool, float]:
        next_status = finding.probabilities["met"]
        if finding.status == "not":
            next_status += finding.probabilities["partial"]
        return lacking(definitions[finding.id], finding), finding.status == "not", -next_status

    return sorted([point for point in points if point.status != "met"] or points, key=distance)


def elements_to_work_on(finding: MarkingPointFinding) -> list[ElementFinding]:
    """A point's elements that are not evidenced, weak ones before missing ones.

    Where all of them are evidenced and the point is still not met, the one that is least sure.
    """
    open_elements = [element for element in finding.elements if element.status != "evidenced"]
    if open_elements:
        return sorted(open_elements, key=lambda element: -_certainty(element))
    return [] if finding.status == "met" else sorted(finding.elements, key=_certainty)[:1]


def _in_order(
    unit: Unit,
    text: str,
    points: Sequence[MarkingPointFinding],
    flags: Sequence[FlagFinding],
    constraints: Sequence[ConstraintFinding],
) -> Iterator[NextStep]:
    by_point = [
        [_element_step(unit, text, point, element) for element in elements_to_work_on(point)]
        for point in nearest_first(unit, points)
    ]
    yield from (_flag_step(unit, flag) for flag in flags if flag.severity == "must_fix")
    yield from _constraint_steps(unit, flags, constraints)
    yield from (steps[0] for steps in by_point if steps)
    yield from (_flag_step(unit, flag) for flag in flags if flag.severity == "should_fix")
    yield from (step for steps in by_point for step in steps[1:])


def _element_step(unit: Unit, text: str, point: MarkingPointFinding, finding: ElementFinding) -> NextStep:
    element = next(element for element in unit.elements if element.id == finding.id)
    place = _place(point, finding)
    words = quote(text, place) if place else None
    messages = unit.messages
    return NextStep(
        text=messages.next_step_at.format(label=element.label, quote=words)
        if words
        else messages.next_step.format(label=element.label),
        question=element.question,
        marking_point=point.id,
        element=element.id,
        guidance=element.guidance[0],
        tip=None,
        evidence=(place,) if place else (),
    )


def _flag_step(unit: Unit, finding: FlagFinding) -> NextStep:
    flag = next(flag for flag in unit.flags if flag.id == finding.id)
    return NextStep(
        text=finding.message,
        question=flag.question,
        marking_point=None,
        element=None,
        guidance=next(iter(flag.guidance), None),
        tip=None,
        evidence=finding.evidence[:1],
    )


def _constraint_steps(
    unit: Unit, flags: Sequence[FlagFinding], constraints: Sequence[ConstraintFinding]
) -> Iterator[NextStep]:
    """A constraint that must not be overlooked, is, and for which no flag was raised."""
    raised = {flag.id for flag in flags}
    silent = [flag for flag in unit.flags if flag.severity == "must_fix" and flag.id not in raised]
    watched = {name for flag in silent for name in flag.constraints_overlooked}
    overlooked = {item.id for item in constraints if item.status == "overlooked"}
    for constraint in unit.constraints:
        if constraint.id in watched & overlooked:
            yield NextStep(
                text=unit.messages.next_step.format(label=constraint.label),
                question=constraint.question,
                marking_point=None,
                element=None,
                guidance=constraint.guidance[0],
                tip=None,
                evidence=(),
            )


def _place(point: MarkingPointFinding, finding: ElementFinding) -> Evidence | None:
    """Where the element could be added: at its own weak evidence, else at the point's surest evidence."""
    nearby = finding.evidence or tuple(item for element in point.elements for item in element.evidence)
    return max(nearby, key=lambda item: item.probability, default=None)


def _certainty(element: ElementFinding) -> float:
    return max((item.probability for item in element.evidence), default=0.0)


def _without_repeats(steps: Iterator[NextStep]) -> Iterator[NextStep]:
    asked: set[str] = set()
    for step in steps:
        if step.question not in asked:
            asked.add(step.question)
            yield step
