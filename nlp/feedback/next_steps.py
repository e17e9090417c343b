"""What to work on next, as questions, ordered by what would move a marking point soonest.

For each marking point that is not met, the point nearest to its next status first, the element that lacks least; then
further elements. Points that are met are left alone until all are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

from criteria_bank.conditions import Fact
from criteria_bank.schema import Element, MarkingPoint, Unit
from nlp.feedback.findings import Findings
from nlp.feedback.quotes import quote
from nlp.feedback.voice import Voice
from nlp.results import ElementFinding, Evidence, MarkingPointFinding, NextStep


def find_next_steps(voice: Voice, findings: Findings) -> tuple[NextStep, ...]:
    """The unit's number of steps at most, the one to take first at the head; no two ask the same question."""
    by_point = [
        [(point, element) for element in elements_to_work_on(point)]
        for point in nearest_first(voice.unit, findings.points)
    ]
    steps: dict[str, NextStep] = {}
    for point, element in filter(None, chain.from_iterable(zip_longest(*by_point))):
        step = _step(voice, findings, point, element, tuple(steps.values()))
        steps.setdefault(step.question, step)
        if len(steps) >= voice.rules.most_next_steps:
            break
    return tuple(steps.values())[: voice.rules.most_next_steps]


def general_steps(voice: Voice) -> tuple[NextStep, ...]:
    """The unit's tips that are worth a look in any account, for where single criteria may not be spoken of."""
    tips = {tip.id: tip for tip in voice.unit.guidance}
    chosen = [tips[name] for name in voice.rules.general_tips][: voice.rules.most_next_steps]
    return tuple(
        NextStep(
            text=voice.say("next_step", {"state": "tip", "place": False}),
            question=tip.question or tip.text,
            marking_point=None,
            element=None,
            guidance=tip.id,
            tip=tip.plain or tip.text,
            evidence=(),
        )
        for tip in chosen
    )


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


def _step(
    voice: Voice, findings: Findings, point: MarkingPointFinding, finding: ElementFinding, earlier: Sequence[NextStep]
) -> NextStep:
    """The step for an element, with another place and tip than the steps before it, where there is another."""
    element = voice.elements[finding.id]
    taken = {place.start for step in earlier for place in step.evidence}
    places = _places(voice, findings, element, finding)
    place = next((place for place in places if place.start not in taken), places[0] if places else None)
    words = quote(findings.text, place) if place else None
    given = {step.guidance for step in earlier}
    name = next((name for name in element.guidance if name not in given), element.guidance[0])
    tip = next(tip for tip in voice.unit.guidance if tip.id == name)
    facts: dict[str, Fact] = {"state": _state(voice, finding), "place": words is not None}
    return NextStep(
        text=voice.say("next_step", facts, label=element.label, quote=words or ""),
        question=element.question_for(voice.level),
        marking_point=point.id,
        element=element.id,
        guidance=tip.id,
        tip=tip.plain or tip.text,
        evidence=(place,) if place else (),
    )


def _state(voice: Voice, finding: ElementFinding) -> str:
    """As messages know it: weak evidence that is not even close is none, and evidence that is not enough is thin."""
    if finding.status == "evidenced":
        return "thin"
    return "weak" if _certainty(finding) >= voice.rules.close_from else "missing"


def _places(voice: Voice, findings: Findings, element: Element, finding: ElementFinding) -> list[Evidence]:
    """Where the element could be added, the best place first.

    At its own evidence; where there is none that is close, after what the unit says it follows from, and then at the
    other evidence of its marking point.
    """
    own = findings.places(finding.evidence, voice.rules.close_from)
    if own:
        return own
    by_element = {one.id: one.evidence for point in findings.points for one in point.elements}
    siblings = next(point.elements for point in voice.unit.marking_points if element in point.elements)
    nearby = [by_element[name] for name in element.after]
    nearby.append(tuple(item for one in siblings for item in by_element[one.id]))
    return [place for evidence in nearby for place in findings.places(evidence, voice.rules.told_from)]


def _certainty(element: ElementFinding) -> float:
    return max((item.probability for item in element.evidence), default=0.0)
