"""A simulated centre: learners, points and assessors on a rating scale with facets (Linacre 1989).

    log P(k) / P(k - 1) = quality(learner) - difficulty(point) - severity(assessor, time) - step(k)

in logits; k counts not, partial, met. The program sees the quality with an error of its own and suggests the status
that is then the most probable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import STATUSES, Knowledge, Source
from service.judging.table import complete

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SimulatedAssessor:
    """How somebody judges. ``severity``: logits; ``drift``: logits a year; ``points``: severity besides, by point."""

    id: str
    severity: float = 0.0
    drift: float = 0.0
    points: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SimulatedCentre:
    """What to simulate.

    ``shared``: share of submissions that a second assessor judges too, blind. ``shown``: share of first decisions that
    are made with the suggestion in view; seeing it pulls by ``anchoring`` logits.
    """

    assessors: tuple[SimulatedAssessor, ...]
    submissions: int = 400
    points: int = 8
    shared: float = 0.1
    shown: float = 0.0
    anchoring: float = 1.0
    quality_spread: float = 1.5
    difficulty_spread: float = 0.7
    steps: tuple[float, float] = (-1.0, 1.0)
    program_error: float = 0.8
    start: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    days: int = 365


def simulate(centre: SimulatedCentre, seed: int) -> pd.DataFrame:
    """The centre's decisions as a table (`service.judging.columns`), the same for the same seed."""
    random = np.random.default_rng(seed)
    judged = _who_judges_what(centre, random)
    quality = random.normal(0, centre.quality_spread, centre.submissions)
    difficulty = random.normal(0, centre.difficulty_spread, centre.points)
    located = quality[:, None] - (difficulty - difficulty.mean())[None, :]
    suggested, held = _suggestions(centre, located, random)
    rows = judged["submission"].to_numpy()
    shown = np.where(judged["second"], 0.0, random.random(len(judged)) < centre.shown)
    pulled = centre.anchoring * (suggested[rows] - 1) * shown[:, None]
    likely = probabilities(located[rows] - _severities(centre, judged) + pulled, centre.steps)
    given = _drawn(likely, random)
    return complete(_long(centre, judged, given=given, suggested=suggested, held=held, shown=shown))


def probabilities(located: Floats, steps: tuple[float, float]) -> Floats:
    """How probable each status is: shape of ``located`` (logits) and one more axis of three."""
    heights = np.stack([np.zeros_like(located), located - steps[0], 2 * located - sum(steps)], axis=-1)
    weights = np.exp(heights - heights.max(-1, keepdims=True))
    shares: Floats = weights / weights.sum(-1, keepdims=True)
    return shares


def _who_judges_what(centre: SimulatedCentre, random: np.random.Generator) -> pd.DataFrame:
    """One row for each time that somebody judges a submission."""
    people = len(centre.assessors)
    first = np.arange(centre.submissions) % people
    hours = np.sort(random.random(centre.submissions)) * centre.days * 24
    rows = pd.DataFrame(
        {"submission": np.arange(centre.submissions), "assessor": first, "hours": hours, "second": False}
    )
    again = rows[random.random(centre.submissions) < centre.shared] if people > 1 else rows.iloc[:0]
    others = (again["assessor"] + random.integers(1, max(2, people), len(again))) % people
    return pd.concat([rows, again.assign(assessor=others, hours=again["hours"] + 24, second=True)], ignore_index=True)


def _severities(centre: SimulatedCentre, judged: pd.DataFrame) -> Floats:
    """Severity of each judging on each point: shape ``(judgings, points)``."""
    own = np.array([one.severity for one in centre.assessors])[judged["assessor"]]
    drift = np.array([one.drift for one in centre.assessors])[judged["assessor"]]
    years = judged["hours"].to_numpy() / (365 * 24)
    besides = np.array([[one.points.get(name, 0.0) for name in _points(centre)] for one in centre.assessors])
    total: Floats = (own + drift * years)[:, None] + besides[judged["assessor"]]
    return total


def _suggestions(
    centre: SimulatedCentre, located: Floats, random: np.random.Generator
) -> tuple[NDArray[np.int_], Floats]:
    """What the program suggests on each point of each submission, and how probable it holds each status."""
    seen = located + random.normal(0, centre.program_error, located.shape)
    held = probabilities(seen, centre.steps)
    return held.argmax(-1), held


def _drawn(likely: Floats, random: np.random.Generator) -> NDArray[np.int_]:
    places: NDArray[np.int_] = (random.random((*likely.shape[:-1], 1)) > likely.cumsum(-1)[..., :-1]).sum(-1)
    return places


def _long(
    centre: SimulatedCentre,
    judged: pd.DataFrame,
    *,
    given: NDArray[np.int_],
    suggested: NDArray[np.int_],
    held: Floats,
    shown: Floats,
) -> pd.DataFrame:
    each = np.repeat(np.arange(len(judged)), centre.points)
    submissions = judged["submission"].to_numpy()[each]
    second = judged["second"].to_numpy()[each]
    statuses = np.array(STATUSES)
    on_points = held[judged["submission"].to_numpy()].reshape(-1, len(STATUSES))
    return pd.DataFrame(
        {
            "assessor": np.array([one.id for one in centre.assessors])[judged["assessor"].to_numpy()[each]],
            "submission": np.char.add("s", submissions.astype(str)),
            "learner": np.char.add("l", submissions.astype(str)),
            "marking_point": np.tile(_points(centre), len(judged)),
            "status": statuses[given.ravel()],
            "decided_on": centre.start + pd.to_timedelta(judged["hours"].to_numpy()[each], unit="h"),
            "source": np.where(second, Source.SAMPLING.value, Source.ASSESSMENT.value),
            "knowledge": np.where(shown[each] > 0, Knowledge.SHOWN.value, Knowledge.HIDDEN.value),
            "suggestion": statuses[suggested[judged["submission"].to_numpy()].ravel()],
            **{f"probability_{status}": on_points[:, place] for place, status in enumerate(STATUSES)},
        }
    )


def _points(centre: SimulatedCentre) -> list[str]:
    return [f"MP{number}" for number in range(1, centre.points + 1)]
