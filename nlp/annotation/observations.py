"""What a result has to say about particular places of the text, most important first, in the unit's templates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from criteria_bank.schema import Element, MarkingPoint, Unit
from nlp.results import (
    AnalysisResult,
    Correction,
    ElementFinding,
    Evidence,
    Extent,
    MarkingPointFinding,
    NextStep,
    PersonalData,
)


@dataclass(frozen=True, slots=True)
class Observation:
    """Words for a comment. ``place`` is None where it is about the whole account.

    ``rank`` orders the observations of one comment: what counts, then what to ask, then what to put right.
    """

    place: Extent | None
    text: str
    rank: int


_COUNTS, _ASKS, _LOOKS_AGAIN, _IDENTIFIES = range(4)


def observations(result: AnalysisResult, unit: Unit) -> Iterator[Observation]:
    """All observations; the one to keep first, if there is no room for all."""
    yield from _personal_data(result, unit)
    grave = [correction for correction in result.feedback.corrections if correction.severity == "must_fix"]
    yield from (_correction(unit, correction) for correction in grave)
    yield from (_next_step(unit, step) for step in result.feedback.next_steps)
    yield from (_correction(unit, other) for other in result.feedback.corrections if other not in grave)
    yield from _flags_beyond_feedback(result, unit)
    yield from _evidence(result, unit)


def _personal_data(result: AnalysisResult, unit: Unit) -> Iterator[Observation]:
    places: dict[tuple[int, int], list[PersonalData]] = {}
    for item in result.personal_data:
        sentence = sentence_at(result, item)
        places.setdefault((sentence.start, sentence.end), []).append(item)
    most = unit.annotation.most_personal_data
    surest = sorted(places.values(), key=lambda items: all(item.certainty == "weak" for item in items))
    for items in surest[:most]:
        place = Extent(start=min(item.start for item in items), end=max(item.end for item in items))
        yield Observation(place, unit.annotation.personal_data, _IDENTIFIES)
    if len(places) > most:
        more = unit.annotation.personal_data_elsewhere.format(count=len(places) - most)
        yield Observation(None, more, _IDENTIFIES)


def _correction(unit: Unit, correction: Correction) -> Observation:
    templates = unit.annotation
    noticed = templates.correction.format(text=correction.text)
    advice = correction.correction
    follows = templates.put_right.format(correction=advice) if advice else correction.question
    return Observation(_first(correction.evidence), joined([noticed, follows]), _LOOKS_AGAIN)


def _flags_beyond_feedback(result: AnalysisResult, unit: Unit) -> Iterator[Observation]:
    """What feedback does not go into and a sentence shows: in the margin there is room for it."""
    told = {correction.flag for correction in result.feedback.corrections}
    for flag in result.flags:
        if flag.id not in told and flag.evidence:
            text = unit.annotation.correction.format(text=flag.message)
            yield Observation(_first(flag.evidence), text, _LOOKS_AGAIN)


def _next_step(unit: Unit, step: NextStep) -> Observation:
    templates = unit.annotation
    point, element = _definitions(unit, step)
    if point and element and step.evidence:
        text = templates.question.format(id=point.id, point=point.label, label=element.label, question=step.question)
    else:
        text = templates.question_otherwise.format(text=step.text, question=step.question)
    tip = templates.tip.format(tip=step.tip) if step.tip else ""
    return Observation(_first(step.evidence), joined([text, tip]), _ASKS)


def _definitions(unit: Unit, step: NextStep) -> tuple[MarkingPoint | None, Element | None]:
    point = next((point for point in unit.marking_points if point.id == step.marking_point), None)
    return point, next((element for element in unit.elements if element.id == step.element), None)


def _evidence(result: AnalysisResult, unit: Unit) -> Iterator[Observation]:
    """For each element the best sentence: first one for each marking point, then the others, then unsure ones.

    What is less probable than the feedback would tell is left out, and what a next step asks about in the same sentence
    is left to that.
    """
    asked = {(step.element, place.start) for step in result.feedback.next_steps for place in step.evidence}
    found = [
        (_is_unsure(unit, element), position, -element.evidence[0].probability, point.id, element)
        for point in result.marking_points
        for position, element in enumerate(_best_first(unit, point))
    ]
    for unsure, _, _, point_id, element in sorted(found, key=lambda item: item[:3]):
        best = element.evidence[0]
        if (element.id, best.start) not in asked:
            yield Observation(best, _what_counts(unit, point_id, element.id, unsure=unsure), _COUNTS)


def _best_first(unit: Unit, point: MarkingPointFinding) -> list[ElementFinding]:
    told_from = unit.feedback.told_from
    found = [
        element for element in point.elements if any(item.probability >= told_from for item in element.evidence[:1])
    ]
    return sorted(found, key=lambda element: (_is_unsure(unit, element), -element.evidence[0].probability))


def _is_unsure(unit: Unit, element: ElementFinding) -> bool:
    return element.status != "evidenced" or element.evidence[0].probability < unit.feedback.sure_from


def _what_counts(unit: Unit, point_id: str, element_id: str, *, unsure: bool) -> str:
    point = next(point for point in unit.marking_points if point.id == point_id)
    element = next(element for element in point.elements if element.id == element_id)
    template = unit.annotation.evidence_unsure if unsure else unit.annotation.evidence
    return template.format(id=point.id, point=point.label, label=element.label, strength=element.strength)


def sentence_at(result: AnalysisResult, place: Extent) -> Extent:
    """The sentence in which a place begins; the place itself where it begins in none."""
    sentences = result.text.sentences
    index = bisect_right(sentences, place.start, key=lambda sentence: sentence.start) - 1
    return sentences[index] if index >= 0 and place.start < sentences[index].end else place


def joined(lines: Iterable[str]) -> str:
    """Paragraphs of a comment; empty ones are left out."""
    return "\n".join(line for line in lines if line)


def _first(evidence: Sequence[Evidence]) -> Extent | None:
    return evidence[0] if evidence else None
