"""Texts that paste a unit back to its assessor: made from the unit's file alone, so that every unit has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from criteria_bank.schema import Element, Unit
from nlp.evaluation.behaviour.cases import Claim


def unit_claims(unit: Unit) -> list[Claim]:
    """What a learner can copy out of the specification or out of feedback, and what is no evidence in any of it."""
    return [
        Claim(f"unit: {category}", f"{category} {number}", text)
        for category, texts in _categories(unit)
        for number, text in enumerate(texts, 1)
    ]


def _categories(unit: Unit) -> Iterator[tuple[str, list[str]]]:
    points = unit.marking_points
    yield "marking points", _several([point.text for point in points], size=3)
    yield "marking points met", [f"{point.text} I have done this in full. {point.text} See above." for point in points]
    yield "element labels", [_listed(point.elements) for point in points] + [_listed(unit.elements)]
    yield "element descriptions", [_prose(element.description for element in point.elements) for point in points]
    yield "questions", [_prose(element.question for element in point.elements) for point in points]
    yield "praise", [_prose(element.strength for element in point.elements) for point in points]
    yield "counter-examples", [_prose(_counter_examples(point.elements)) for point in points]
    yield "tips", _several([tip.text for tip in unit.guidance], size=3)
    mistakes = [mistake.text for mistake in unit.common_mistakes]
    yield "common mistakes", _several(mistakes, size=3)
    yield "corrections", _several([mistake.correction for mistake in unit.common_mistakes], size=3)
    yield "glossary", _several([f"{entry.term}: {entry.definition}" for entry in unit.glossary], size=4)
    yield "terms", _several([entry.term for entry in unit.glossary], size=8, joint=", ")
    yield "overview", [unit.synopsis, *unit.overview]


def _counter_examples(elements: Iterable[Element]) -> Iterator[str]:
    return (example for element in elements for example in element.counter_examples)


def _listed(elements: Iterable[Element]) -> str:
    return "\n".join(f"- {element.label}" for element in elements)


def _prose(parts: Iterable[str], joint: str = " ") -> str:
    return joint.join(parts)


def _several(parts: Sequence[str], *, size: int, joint: str = " ") -> list[str]:
    """The parts, ``size`` to a text."""
    return [_prose(parts[start : start + size], joint) for start in range(0, len(parts), size)]
