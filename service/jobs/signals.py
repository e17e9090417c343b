"""What of a result decides when a person should see the submission: counts, shares and ids, no words."""

from __future__ import annotations

from collections import Counter
from typing import Any

from nlp.results import AnalysisResult


def signals(result: AnalysisResult) -> dict[str, Any]:
    """As `service.storage.tables.analyses.Analysis` keeps them for the queue.

    ``points``: how many marking points are ``met``, ``partial`` and ``not``. ``certainty``: of each marking point, the
    probability of the status that it was given. ``flags`` and ``hints``: ids of those raised, the flags with their
    severity. ``mistakes``: ids of the unit's common mistakes that are seen. ``overlooked``: ids of constraints.
    ``personal_data``: how many strings identify somebody for sure (``strong``) and how many perhaps (``weak``).
    """
    points = Counter(point.status for point in result.marking_points)
    personal_data = Counter(found.certainty for found in result.personal_data)
    return {
        "words": result.text.words,
        "points": {status: points[status] for status in ("met", "partial", "not")},
        "certainty": {point.id: round(point.probabilities[point.status], 4) for point in result.marking_points},
        "depth": result.depth.label,
        "reflective_share": round(result.depth.reflective_share, 4),
        "flags": {flag.id: flag.severity for flag in result.flags},
        "hints": [hint.id for hint in result.quality],
        "mistakes": [check.id for check in result.checks if check.kind == "mistake" and check.status == "missing"],
        "overlooked": [constraint.id for constraint in result.constraints if constraint.status == "overlooked"],
        "personal_data": {certainty: personal_data[certainty] for certainty in ("strong", "weak")},
    }
