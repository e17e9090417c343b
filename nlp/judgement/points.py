"""The status of a marking point, from the evidence of its elements over the whole account.

An ordinal model (proportional odds; McCullagh, 1980) over a few features, each of which grows with evidence, with
weights >= 0: more evidence never lowers a status.
"""

from __future__ import annotations

from math import exp

import numpy as np

from criteria_bank.schema import Element, MarkingPoint, Unit
from nlp.classifier.base import Probabilities
from nlp.judgement.evidence import Observations
from nlp.judgement.rules import JudgementRules, PointModel
from nlp.results import ElementFinding, ElementStatus, MarkingPointFinding, Status

FEATURES = ("expected_elements", "repeated_elements", "explained_elements")


def analyse_points(unit: Unit, observations: Observations, rules: JudgementRules) -> tuple[MarkingPointFinding, ...]:
    """Every marking point of the unit, in its order."""
    return tuple(_analyse_point(unit, point, observations, rules) for point in unit.marking_points)


def features(point: MarkingPoint, observations: Observations) -> dict[str, float]:
    """Features of one point's evidence, by the names of `FEATURES`, each from 0 to the number of elements.

    ``expected_elements``: sum over elements of the strongest sentence's probability; ``repeated_elements``: of the
    second strongest; ``explained_elements``: of the strongest one, where the unit wants the element reflected on
    weighted by how far its sentence reflects.
    """
    values = [observations.labels[element.id] for element in point.elements]
    explained = [
        column * observations.reflective if element.reflective else column
        for element, column in zip(point.elements, values, strict=True)
    ]
    return {
        "expected_elements": sum(_nth_largest(column, 1) for column in values),
        "repeated_elements": sum(_nth_largest(column, 2) for column in values),
        "explained_elements": sum(_nth_largest(column, 1) for column in explained),
    }


def status_probabilities(model: PointModel, values: dict[str, float]) -> dict[Status, float]:
    """P(met), P(partial), P(not); they sum to 1."""
    score = sum(weight * values[name] for name, weight in model.weights.items())
    at_least_partial, met = _logistic(score - model.partial_cut), _logistic(score - model.met_cut)
    return {"met": met, "partial": at_least_partial - met, "not": 1.0 - at_least_partial}


def decide(model: PointModel, probabilities: dict[Status, float]) -> Status:
    """The status that is said: the highest whose cumulative probability reaches its bound."""
    if probabilities["met"] >= model.say_met:
        return "met"
    if probabilities["met"] + probabilities["partial"] >= model.say_partial:
        return "partial"
    return "not"


def _analyse_point(
    unit: Unit, point: MarkingPoint, observations: Observations, rules: JudgementRules
) -> MarkingPointFinding:
    elements = tuple(_find(element, observations, rules) for element in point.elements)
    model = rules.points[point.id]
    probabilities = status_probabilities(model, features(point, observations))
    status = decide(model, probabilities)
    return MarkingPointFinding(
        id=point.id,
        status=status,
        probabilities={name: round(value, 4) for name, value in probabilities.items()},
        elements=elements,
        missing=tuple(finding.id for finding in elements if finding.status == "missing"),
        explanation=_explain(unit, point, elements, status),
    )


def _find(element: Element, observations: Observations, rules: JudgementRules) -> ElementFinding:
    thresholds = rules.labels[element.id]
    strong = observations.evidence(element.id, thresholds.present)
    evidence = strong or observations.evidence(element.id, thresholds.weak)
    status: ElementStatus = "evidenced" if strong else "weak" if evidence else "missing"
    return ElementFinding(id=element.id, status=status, evidence=evidence)


def _explain(unit: Unit, point: MarkingPoint, elements: tuple[ElementFinding, ...], status: Status) -> str:
    labels = {element.id: element.label for element in point.elements}
    found = [labels[item.id] for item in elements if item.status == "evidenced"]
    missing = [labels[item.id] for item in elements if item.status != "evidenced"]
    messages = unit.messages
    partial = messages.partial if found else messages.partial_unsure
    template = {"met": messages.met, "partial": partial, "not": messages.not_met}[status]
    return template.format(
        label=point.label, found=_listed(found), missing=_listed(missing), count=len(found), needed=point.requires.met
    )


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else "–"


def _nth_largest(values: Probabilities, n: int) -> float:
    return float(np.sort(values)[-n]) if len(values) >= n else 0.0


def _logistic(score: float) -> float:
    return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, score))))
