"""How much of each learning outcome is shown, and by how many places of the account."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from criteria_bank.quality import Condition, QualityRules
from criteria_bank.schema import Unit
from nlp.documents import Span
from nlp.language.sentences import Sentence
from nlp.quality.noticed import Noticed
from nlp.results import Evidence, MarkingPointFinding


def notice_outcomes(
    unit: Unit, points: Sequence[MarkingPointFinding], sentences: Sequence[Sentence], rules: QualityRules
) -> tuple[Noticed, ...]:
    """One finding for each learning outcome that has marking points, in the unit's order.

    A part is an element of a marking point; it is shown where the result calls it evidenced. ``sentences``: all of the
    document, whose paragraphs tell occasions apart.
    """
    parts = {point.id: point.elements for point in points}
    noticed = []
    for outcome in unit.learning_outcomes:
        elements = [one for point in unit.marking_points if point.outcome == outcome.id for one in parts[point.id]]
        if not elements:
            continue
        shown = [element for element in elements if element.status == "evidenced"]
        places = _places([item for element in shown for item in element.evidence])
        condition, paragraphs = _spread(places, len(shown), sentences, rules)
        names = {
            "outcome": outcome.id,
            "text": outcome.text,
            "found": rules.every if len(shown) == len(elements) else rules.number_in_words(len(shown)),
            "parts": rules.number_in_words(len(elements)),
            "paragraphs": rules.number_in_words(paragraphs),
        }
        # One place stands for a whole paragraph; several are worth showing where they are apart.
        most = 1 if condition == "outcome_one_paragraph" else rules.places
        noticed.append(Noticed(condition, names, places[:most]))
    return tuple(noticed)


def _spread(
    places: Sequence[Span], shown: int, sentences: Sequence[Sentence], rules: QualityRules
) -> tuple[Condition, int]:
    """How the evidence is spread, and over how many paragraphs.

    One sentence is thin only for more than one part, and one paragraph only where the text has several.
    """
    starts = [sentence.span.start for sentence in sentences]
    numbers = {sentences[max(0, bisect_right(starts, place.start) - 1)].paragraph for place in places}
    if not shown:
        return "outcome_none", 0
    if shown > 1 and len(places) == 1:
        return "outcome_one_sentence", 1
    parted = len({sentence.paragraph for sentence in sentences if sentence.speaker == "learner"})
    if len(numbers) > 1:
        return "outcome_several", len(numbers)
    return "outcome_one_paragraph" if parted >= rules.bounds.fewest_paragraphs.value else "outcome_shown", 1


def _places(evidence: Sequence[Evidence]) -> tuple[Span, ...]:
    """Each sentence once, the surest first."""
    surest_first = sorted(evidence, key=lambda item: -item.probability)
    return tuple(dict.fromkeys(Span(item.start, item.end) for item in surest_first))
