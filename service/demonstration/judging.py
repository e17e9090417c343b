"""How invented assessors decide: a rating scale with facets (Linacre 1989, Many-Facet Rasch Measurement).

    log P(k) / P(k - 1) = location(label) + anchoring(suggestion) - severity(assessor, point, time) - step(k)

The label is what the corpus says of the marking point; k counts not, partial, met. A suggestion draws only those who
see it. Severity changes evenly with time. All in logits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from random import Random

from service.demonstration.specification import Assessor, Judging
from service.storage.tables.analyses import Status

ORDER = (Status.NOT, Status.PARTIAL, Status.MET)
_YEAR = timedelta(days=365)
_DRAWS: Mapping[Status, float] = {Status.NOT: -1.0, Status.PARTIAL: 0.0, Status.MET: 1.0}


def probabilities(
    scale: Judging,
    assessor: Assessor,
    point: str,
    label: Status,
    seen: Status | None = None,
    *,
    ago: timedelta = timedelta(),
) -> dict[Status, float]:
    """How probable each decision is. ``seen``: the suggestion, where the assessor sees it before she decides.

    ``ago``: how long before the present she decides.
    """
    drawn = scale.anchoring * _DRAWS[seen] if seen else 0.0
    severity = assessor.severity - assessor.drift * (ago / _YEAR) + assessor.points.get(point, 0.0)
    leaning = scale.locations[label] + drawn - severity
    heights = [0.0]
    for step in scale.steps:
        heights.append(heights[-1] + leaning - step)
    weights = [math.exp(height - max(heights)) for height in heights]
    return {status: weight / sum(weights) for status, weight in zip(ORDER, weights, strict=True)}


def draw(random: Random, likely: Mapping[Status, float]) -> Status:
    """One decision."""
    return random.choices(list(likely), list(likely.values()))[0]
