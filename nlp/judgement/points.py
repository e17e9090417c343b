"""The status of a marking point, from the evidence of its elements over the whole account.

An ordinal model (proportional odds; McCullagh, 1980) over a few features, each of which grows with evidence, with
weights >= 0: more evidence never lowers a status.
"""

from __future__ import annotations

from math import exp

from criteria_bank.schema import Element, MarkingPoint, Unit
from nlp.judgement.evidence import Observations
from nlp.judgement.rules import JudgementRules, PointModel
from nlp.results import ElementFinding, ElementStatus, MarkingPointFinding, Status

FEATURES = ("found_elements", "strongest_elements")


def analyse_points(unit: Unit, observations: Observations, rules: JudgementRules) -> tuple[MarkingPointFinding, ...]:
    """Every marking point of the unit, in its order."""
    return tuple(_analyse_point(unit, point, observations, rules) for point in unit.marking_points)


def features(point: MarkingPoint, observations: Observations) -> dict[str, float]:
    """Features of one point's evidence, by the names of `FEATURES`, each from 0 to the number of elements.

    ``found_elements``: expected number of distinct elements somewhere in the account; ``strongest_elements``: sum over
    elements of the strongest sentence's probability.
    """
    ids = [element.id for element in point.elements]
    return {
        "found_elements": sum(observations.somewhere(name) for name in ids),
        "strongest_elements": sum(observations.strongest(name) for name in ids),
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


def close_status(model: PointModel, probabilities: dict[Status, float], reach: float) -> Status | None:
    """The other status that would be said if the probability that decides moved by ``reach``; None: no other."""
    said = decide(model, probabilities)
    for shift in (reach, -reach):
        met = probabilities["met"] + shift
        reached = probabilities["met"] + probabilities["partial"] + shift
        other = decide(model, {"met": met, "partial": reached - met, "not": 1.0 - reached})
        if other != said:
            return other
    return None


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
    evidence = observations.best_evidence(element.id, thresholds)
    found = observations.found(element.id, thresholds)
    status: ElementStatus = "evidenced" if found else "weak" if evidence else "missing"
    return ElementFinding(id=element.id, status=status, evidence=evidence)


def _explain(unit: Unit, point: MarkingPoint, elements: tuple[ElementFinding, ...], status: Status) -> str:
    labels = {element.id: element.label for element in point.elements}
    found = [labels[item.id] for item in elements if item.status == "evidenced"]
    missing = [labels[item.id] for item in elements if item.status != "evidenced"]
    message = unit.feedback.choose("explanation", {"status": status, "found": bool(found)})
    return message.text.format(
        label=point.label, found=_listed(found), missing=_listed(missing), count=len(found), needed=point.requires.met
    )


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else "–"


def _logistic(score: float) -> float:
    return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, score))))
