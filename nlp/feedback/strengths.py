"""What the account already does well: its surest evidence, over different marking points and different sentences."""

from __future__ import annotations

from nlp.feedback.findings import Findings
from nlp.feedback.quotes import LONG_QUOTE, quote
from nlp.feedback.voice import Voice
from nlp.results import Evidence, Strength


def find_strengths(voice: Voice, findings: Findings) -> tuple[Strength, ...]:
    """The unit's number of strengths at most, from elements that are evidenced.

    Sure evidence of reflection comes first, since it is what learners find hardest, and then the surest.
    """

    def order(offer: tuple[str, str, Evidence]) -> tuple[bool, bool, float]:
        _, element, evidence = offer
        exposes, less_sure = findings.order_to_quote(evidence)
        return (
            exposes,
            not (voice.elements[element].reflective and evidence.probability >= voice.rules.sure_from),
            less_sure,
        )

    offers = [
        (point.id, element.id, evidence)
        for point in findings.points
        for element in point.elements
        if element.status == "evidenced"
        for evidence in findings.places(element.evidence, voice.rules.told_from)
    ]
    chosen: list[Strength] = []
    used_points: set[str] = set()
    used_places: set[int] = set()
    for point, element, evidence in sorted(offers, key=order):
        if len(chosen) == voice.rules.most_strengths or point in used_points or evidence.start in used_places:
            continue
        used_points.add(point)
        used_places.add(evidence.start)
        chosen.append(_strength(voice, findings.text, element, evidence))
    return tuple(chosen)


def _strength(voice: Voice, text: str, element: str, evidence: Evidence) -> Strength:
    is_sure = evidence.probability >= voice.rules.sure_from
    return Strength(
        text=voice.say("strength", {"sure": is_sure}, strength=voice.elements[element].strength),
        quote=quote(text, evidence, LONG_QUOTE),
        evidence=(evidence,),
    )
