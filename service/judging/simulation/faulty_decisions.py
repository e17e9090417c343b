"""A simulated centre of which it is known which decisions are faulty, and what could be known of them beforehand.

Each point of a submission has a place on one scale, in logits; two bounds say which status it should be given. The
program sees the place with an error and holds what follows from that by Bayes' rule, so that its probabilities are
calibrated. A decision is faulty with log odds that add up from what is known to lead people astray:

    base + assessor + newness + haste + length + nearness to a bound

or because a wrong suggestion was followed. Faults lie one step off, and more often above than below.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from service.judging.columns import STATUSES, Knowledge, Source
from service.judging.table import complete

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
_BOUNDS = np.array([-1.4, -0.4])
_NEW = 20
_LONG = 0.95
_NEAR = 0.3
_ABOVE = 0.7
"""Whoever has decided fewer submissions is new; a text longer than that share is long; a point is near a bound within
so many logits; that share of faults is above what should have been given."""


@dataclass(frozen=True, slots=True)
class FaultyCentre:
    """What to simulate. Factors multiply the odds of a fault; ``base`` is its probability where nothing is special.

    ``past``: submissions decided before the period, of which ``sampled`` were marked a second time; ``others``: the
    chance that whoever marks a second time errs herself. ``follows``: how often a wrong suggestion is taken over.
    """

    assessors: int = 8
    newcomers: int = 2
    submissions: int = 400
    past: int = 400
    points: int = 8
    base: float = 0.02
    spread: float = 0.6
    new: float = 2.5
    hasty: float = 0.06
    haste: float = 3.0
    long: float = 1.5
    borderline: float = 3.0
    follows: float = 0.07
    program_error: float = 0.8
    contests: float = 0.1
    sampled: float = 0.1
    others: float = 0.03
    start: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    days: int = 90


@dataclass(frozen=True, slots=True)
class FaultyDecisions:
    """The table of all decisions, since when the period runs, and the faulty decisions of each of its submissions."""

    table: pd.DataFrame
    since: datetime
    faults: pd.Series[int]
    """By submission; 0 for those without."""


def simulate_faults(centre: FaultyCentre, seed: int) -> FaultyDecisions:
    """The decisions of a period and of the same time before it; the same for the same seed."""
    random = np.random.default_rng(seed)
    work = _work(centre, random)
    located = random.normal(0.6, 1.1, len(work))[:, None] + random.normal(0, 0.9, (1, centre.points))
    located = located + random.normal(0, 0.6, located.shape)
    right = np.digitize(located, _BOUNDS)
    held = _held(located, centre, random)
    given = _given(centre, work, located, right=right, suggested=held.argmax(-1), random=random)
    table = complete(_rows(centre, work, given=given, right=right, held=held, random=random))
    within = work["name"][work["hours"] >= 0]
    faults = pd.Series((given != right).sum(-1), index=work["name"])[within]
    return FaultyDecisions(table, centre.start, faults)


def _work(centre: FaultyCentre, random: np.random.Generator) -> pd.DataFrame:
    """One row a submission, oldest first: who decided it when (hours since the period began), how long, how fast."""
    size = centre.past + centre.submissions
    span = centre.days * 24
    hours = np.sort(np.concatenate([-random.random(centre.past), random.random(centre.submissions)])) * span
    old = centre.assessors - centre.newcomers
    share = random.dirichlet(np.full(centre.assessors, 4.0))
    among_old = share[:old] / share[:old].sum()
    assessor = np.where(
        hours < 0, random.choice(old, size, p=among_old), random.choice(centre.assessors, size, p=share)
    )
    haste = random.dirichlet(np.full(centre.assessors, 0.8)) * centre.assessors * centre.hasty
    words = np.exp(random.normal(np.log(900), 0.35, size)).round()
    return pd.DataFrame(
        {
            "name": np.char.add("s", np.arange(size).astype(str)),
            "hours": hours,
            "assessor": assessor,
            # Whoever was there before the past began is no newcomer in it.
            "before": pd.Series(assessor).groupby(assessor).cumcount() + np.where(assessor < old, 100, 0),
            "hasty": random.random(size) < np.minimum(haste, 0.6)[assessor],
            "words": words,
            "cohort": random.integers(0, 4, size),
            "location": random.choice(3, size, p=[0.6, 0.3, 0.1]),
            "method": random.choice(["account", "discussion", "observation"], size, p=[0.8, 0.15, 0.05]),
        }
    )


def _held(located: Floats, centre: FaultyCentre, random: np.random.Generator) -> Floats:
    """How probable the program holds each status: shape ``(submissions, points, statuses)``."""
    seen = located + random.normal(0, centre.program_error, located.shape)
    spread, mean = located.var(), located.mean()
    trust = spread / (spread + centre.program_error**2)
    believed = mean + trust * (seen - mean)
    below = norm.cdf((_BOUNDS - believed[..., None]) / (np.sqrt(trust) * centre.program_error))
    held: Floats = np.diff(np.concatenate([np.zeros_like(below[..., :1]), below, np.ones_like(below[..., :1])], -1))
    return held


def _given(
    centre: FaultyCentre,
    work: pd.DataFrame,
    located: Floats,
    *,
    right: Places,
    suggested: Places,
    random: np.random.Generator,
) -> Places:
    odds = np.log(centre.base / (1 - centre.base)) + random.normal(0, centre.spread, centre.assessors)[work["assessor"]]
    odds = odds + np.log(centre.new) * (work["before"] < _NEW) + np.log(centre.haste) * work["hasty"]
    odds = odds + np.log(centre.long) * (work["words"] > work["words"].quantile(_LONG))
    near = np.abs(located[..., None] - _BOUNDS).min(-1) < _NEAR
    chance = 1 / (1 + np.exp(-(odds.to_numpy()[:, None] + np.log(centre.borderline) * near)))
    slipped = random.random(right.shape) < chance
    step = np.where(random.random(right.shape) < _ABOVE, 1, -1)
    beside = right + step
    off = np.where((beside < 0) | (beside >= len(STATUSES)), right - step, beside)
    followed = (suggested != right) & (random.random(right.shape) < centre.follows)
    given: Places = np.where(slipped, off, np.where(followed, suggested, right))
    return given


def _rows(
    centre: FaultyCentre,
    work: pd.DataFrame,
    *,
    given: Places,
    right: Places,
    held: Floats,
    random: np.random.Generator,
) -> pd.DataFrame:
    statuses = np.array(STATUSES)
    decided = centre.start + pd.to_timedelta(work["hours"], unit="h")
    minutes: pd.Series[float] = work["words"] / np.where(work["hasty"], 700, 60)
    below = (given < right).any(-1)
    contested = (work["hours"] >= 0) & (random.random(len(work)) < np.where(below, centre.contests, 0.005))
    # One quality assurer, who is not among the assessors, marked some of what was decided before.
    again = (work["hours"] < 0) & (random.random(len(work)) < centre.sampled)
    second = np.where(random.random(right.shape) < centre.others, (right + 1) % 3, right)
    first = pd.DataFrame(
        {
            "assessor": "a" + work["assessor"].astype(str),
            "submission": work["name"],
            "learner": "l" + work["name"],
            "cohort": "c" + work["cohort"].astype(str),
            "location": "p" + work["location"].astype(str),
            "method": work["method"],
            "words": work["words"],
            "decided_on": decided,
            "opened_on": decided - pd.to_timedelta(minutes, unit="m"),
            "contested": contested,
            "source": Source.ASSESSMENT.value,
            "knowledge": Knowledge.SHOWN.value,
        }
    )
    beside = first[again].assign(
        assessor="q", source=Source.SAMPLING.value, decided_on=decided[again] + timedelta(days=1)
    )
    both = pd.concat([first, beside], ignore_index=True)
    each = np.concatenate([np.arange(len(work)), np.flatnonzero(again)])
    status = np.concatenate([given, second[again]])
    long = both.loc[both.index.repeat(centre.points)].reset_index(drop=True)
    likely = held[each].reshape(-1, len(STATUSES))
    return long.assign(
        marking_point=np.tile([f"MP{number}" for number in range(1, centre.points + 1)], len(both)),
        status=statuses[status.ravel()],
        suggestion=statuses[likely.argmax(-1)],
        **{f"probability_{name}": likely[:, place] for place, name in enumerate(STATUSES)},
    )
