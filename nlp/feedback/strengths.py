"""What the account already does well: its surest evidence, over different marking points and different sentences."""

from __future__ import annotations

from collections.abc import Sequence

from criteria_bank.schema import Unit
from nlp.results import MarkingPointFinding, Strength


def find_strengths(unit: Unit, points: Sequence[MarkingPointFinding], most: int) -> tuple[Strength, ...]:
    """Up to ``most`` strengths, surest first; only elements that are evidenced count."""
    reasons = {element.id: element.strength for element in unit.elements}
    evidenced = [
        (point.id, element.id, evidence)
        for point in points
        for element in point.elements
        if element.status == "evidenced"
        for evidence in element.evidence
    ]
    chosen: list[Strength] = []
    used_points: set[str] = set()
    used_places: set[tuple[int, int]] = set()
    for point, element, evidence in sorted(evidenced, key=lambda item: -item[2].probability):
        place = (evidence.start, evidence.end)
        if len(chosen) == most or point in used_points or place in used_places:
            continue
        used_points.add(point)
        used_places.add(place)
        chosen.append(Strength(text=reasons[element], evidence=(evidence,)))
    return tuple(chosen)
