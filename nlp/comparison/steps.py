"""What became of the next steps that the first draft's feedback asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.comparison.drafts import Drafts
from nlp.comparison.results import (
    CheckChange,
    MarkingPointChange,
    NextStepChange,
    Outcome,
    Quoted,
)
from nlp.results import NextStep


@dataclass(frozen=True)
class _Goal:
    """What a step was for, whether that is reached, and the sentences that reached it."""

    about: str
    reached: bool
    sentences: tuple[Quoted, ...] = ()


def compare_steps(
    drafts: Drafts, points: Sequence[MarkingPointChange], checks: Sequence[CheckChange]
) -> tuple[NextStepChange, ...]:
    """The first draft's next steps, in their order; ``points`` and ``checks``: what became of those."""
    steps = drafts.first.result.feedback.next_steps
    return tuple(_compare(drafts, step, _goal(step, points, checks)) for step in steps)


def _compare(drafts: Drafts, step: NextStep, goal: _Goal) -> NextStepChange:
    tried = () if goal.reached else _tried(drafts, step)
    outcome: Outcome = "taken" if goal.reached else "tried" if tried else "open"
    message = drafts.unit.comparison.choose("step", {"outcome": outcome, "about": goal.about})
    return NextStepChange(
        text=drafts.worded(step.text),
        question=drafts.worded(step.question),
        marking_point=step.marking_point,
        element=step.element,
        outcome=outcome,
        message=message.text if message else "",
        sentences=goal.sentences or tried,
    )


def _goal(step: NextStep, points: Sequence[MarkingPointChange], checks: Sequence[CheckChange]) -> _Goal:
    """Its element is newly evidenced, or was all along, only too thin, and the marking point has moved on.

    A step that is a tip is taken where a check behind it comes out better.
    """
    if step.element is None:
        return _Goal("tip", any(one.change == "gained" and step.guidance in one.cites for one in checks))
    point = next(point for point in points if point.id == step.marking_point)
    for element in point.elements:
        if element.id == step.element:
            return _Goal("element", element.change == "gained", element.sentences)
    return _Goal("element", point.change == "gained")


def _tried(drafts: Drafts, step: NextStep) -> tuple[Quoted, ...]:
    """Sentences of the second draft's own that come near the element, or that stand where the step began.

    Mending the words of a sentence is no attempt at a step.
    """
    second = drafts.second
    elements = [element for point in second.result.marking_points for element in point.elements]
    near = [item for element in elements if element.id == step.element for item in element.evidence]
    at_place = [index for place in step.evidence for index in drafts.written_at(place)]
    return second.quote(sorted({*second.own.intersection(second.changed_among(near)), *at_place}))
