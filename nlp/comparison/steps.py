"""What became of the next steps that the first draft's feedback asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.comparison.drafts import Drafts
from nlp.comparison.results import (
    Change,
    CheckChange,
    ConstraintChange,
    FlagChange,
    MarkingPointChange,
    NextStepChange,
    Outcome,
    Quoted,
)
from nlp.results import NextStep


@dataclass(frozen=True)
class Found:
    """What the other parts of the comparison found."""

    points: Sequence[MarkingPointChange]
    constraints: Sequence[ConstraintChange]
    flags: Sequence[FlagChange]
    checks: Sequence[CheckChange]


@dataclass(frozen=True)
class _Goal:
    """What a step was for, whether that is reached, and the sentences that reached it."""

    about: str
    reached: bool
    sentences: tuple[Quoted, ...] = ()


def compare_steps(drafts: Drafts, found: Found) -> tuple[NextStepChange, ...]:
    """The first draft's next steps, in their order."""
    return tuple(_compare(drafts, found, step) for step in drafts.first.result.feedback.next_steps)


def _compare(drafts: Drafts, found: Found, step: NextStep) -> NextStepChange:
    goal = _goal(drafts, found, step)
    tried = () if goal.reached else _tried(drafts, step)
    outcome: Outcome = "taken" if goal.reached else "tried" if tried else "open"
    message = drafts.unit.comparison.choose("step", {"outcome": outcome, "about": goal.about})
    return NextStepChange(
        text=step.text,
        question=step.question,
        marking_point=step.marking_point,
        element=step.element,
        outcome=outcome,
        message=message.text if message else "",
        sentences=goal.sentences or tried,
    )


def _goal(drafts: Drafts, found: Found, step: NextStep) -> _Goal:
    if step.element is not None:
        return _element_goal(found, step)
    unit = drafts.unit
    flag = next((flag for flag in unit.flags if flag.question == step.question), None)
    if flag is not None:
        reached = next((one for one in found.flags if one.id == flag.id), None)
        return _Goal("flag", reached is not None and reached.change == "resolved")
    constraint = next((one for one in unit.constraints if one.question == step.question), None)
    if constraint is not None:
        gained = [one for one in found.constraints if one.id == constraint.id and one.change == "gained"]
        return _Goal("constraint", bool(gained), gained[0].sentences if gained else ())
    return _Goal("tip", any(one.change == "gained" and step.guidance in one.cites for one in found.checks))


def _element_goal(found: Found, step: NextStep) -> _Goal:
    """The element is newly evidenced; or it was all along, only too thin, and its marking point has moved on."""
    point = next(point for point in found.points if point.id == step.marking_point)
    changes = [element for element in point.elements if element.id == step.element]
    if changes:
        gained: Change = "gained"
        return _Goal("element", changes[0].change == gained, changes[0].sentences)
    return _Goal("element", point.change == "gained")


def _tried(drafts: Drafts, step: NextStep) -> tuple[Quoted, ...]:
    """New or changed sentences that come near the element, or that stand where the step began."""
    second = drafts.second
    elements = [element for point in second.result.marking_points for element in point.elements]
    near = [item for element in elements if element.id == step.element for item in element.evidence]
    at_place = [index for place in step.evidence for index in drafts.written_at(place)]
    return second.quote(sorted({*second.changed_among(near), *at_place}))
