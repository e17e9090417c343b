"""What colleagues would give on the same evidence, and what somebody would who is as severe as she usually is.

Evidence is a number: the status that the program expects, or that people agreed on. In each band of it the decisions
of all others say how often each status is given, whatever the program holds for likely; so it is calibrated anew, and
no program that leans can make anybody look odd. How severe somebody is, and how hard a point, tilts the odds of all
statuses alike, as in a rating scale with facets (Linacre 1989): ``P'(k) ~ P(k) exp(k (own + point))``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import STATUSES
from service.judging.patterns.looking import Codes, Flags, Floats, total
from service.judging.patterns.settings import settings

_STATUSES = len(STATUSES)
_PLACES = np.arange(_STATUSES)
_ROUNDS = 8


def expected_status(rows: pd.DataFrame) -> Floats:
    """What the program expects on a scale from 0 (`not`) to 2 (`met`): by its probabilities, else what it suggests."""
    likely = rows["probability_partial"].to_numpy() + 2 * rows["probability_met"].to_numpy()
    return np.where(np.isnan(likely), rows["suggested"], likely)


def by_colleagues(rows: pd.DataFrame, evidence: Floats, *, learn: Flags | None = None) -> Floats:
    """How likely each status is among everybody else on such evidence: shape ``(rows, 3)``.

    ``rows``: `numbered`; ``learn``: which of them say so, all where it is left out. Whoever is alone is compared with
    herself.
    """
    learn = np.ones(len(rows), dtype=bool) if learn is None else learn
    own = _banded(evidence, int(settings().bands))
    work = rows["work"].to_numpy()
    mean = total(evidence, work, work.max(initial=-1) + 1) / np.maximum(np.bincount(work), 1)
    cells = own * int(settings().work_bands) + _banded(mean, int(settings().work_bands))[work]
    who, given = rows["who"].to_numpy(), rows["given"].to_numpy()
    whole = _others(np.zeros_like(own), who, given, learn)
    likely = (whole + 1) / (whole.sum(1, keepdims=True) + _STATUSES)
    for coarse_to_fine in (own, cells):
        counted = _others(coarse_to_fine, who, given, learn)
        prior = settings().prior.number
        likely = (counted + prior * likely) / (counted.sum(1, keepdims=True) + prior)
    points = pd.factorize(rows["unit"].astype(str) + "/" + rows["marking_point"].astype(str))[0]
    return tilted(likely, _tilts(likely[learn], given[learn], points[learn], points.max(initial=-1) + 1)[points])


def as_severe_as_she(likely: Floats, rows: pd.DataFrame) -> Floats:
    """The same with the odds tilted so that each person gives on average what she gives."""
    who = rows["who"].to_numpy()
    return tilted(likely, _tilts(likely, rows["given"].to_numpy(), who, who.max(initial=-1) + 1)[who])


def tilted(likely: Floats, shift: Floats) -> Floats:
    """Odds moved by ``shift`` logits a status."""
    weights = likely * np.exp(_PLACES * shift[:, None])
    shares: Floats = weights / weights.sum(1, keepdims=True)
    return shares


def enough_of_others(rows: pd.DataFrame, learn: Flags | None = None) -> Flags:
    """For each person whether colleagues have decided enough: shape ``(people,)``."""
    who = rows["who"].to_numpy()
    size = who.max(initial=-1) + 1
    own = np.bincount(who if learn is None else who[learn], minlength=size)
    enough: Flags = own.sum() - own >= int(settings().others)
    return enough


def _tilts(likely: Floats, given: Codes, by: NDArray[np.int64], size: int) -> Floats:
    """The shift of each group under which it gives on average what it gave; a prior of one logit keeps it finite."""
    shift = np.zeros(size)
    for _ in range(_ROUNDS):
        shares = tilted(likely, shift[by])
        mean = shares @ _PLACES
        spread = shares @ _PLACES**2 - mean**2
        slope = total(given - mean, by, size) - shift
        shift = shift + np.clip(slope / (total(spread, by, size) + 1), -1, 1)
    return shift


def _others(cells: Codes, who: Codes, given: Codes, learn: Flags) -> Floats:
    """How often everybody else gave each status in the cell of each row."""
    people, size = who.max(initial=-1) + 1, cells.max(initial=-1) + 1
    places = (who * size + cells) * _STATUSES + given
    counted = np.bincount(places[learn], minlength=people * size * _STATUSES).reshape(people, size, _STATUSES)
    alone = (counted.sum((1, 2)) == counted.sum())[:, None, None]
    others = np.where(alone, counted.sum(0), counted.sum(0) - counted)
    found: Floats = others[who, cells].astype(float)
    return found


def _banded(values: Floats, bands: int) -> Codes:
    """Into which of so many equally large bands each value falls; equal values fall into the same."""
    edges = np.unique(np.quantile(values, np.arange(1, bands) / bands)) if len(values) else values
    return np.searchsorted(edges, values, side="right")
