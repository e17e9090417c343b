"""The learning curve as a file: what was measured at each size, and what another hundred accounts would buy.

Every measure comes with its values on resamples of the held-out accounts, the same resamples at every size, so that a
gain has an interval of its own. Where a size was trained with several seeds, a resample takes one of them at random:
intervals then cover the accident of training too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TypedDict

import numpy as np

from nlp.errors import ArtefactMissing, CorpusError
from nlp.evaluation.bootstrap import FigureRecord, Figures, estimate
from nlp.evaluation.metrics import Values
from nlp.training.learning_fit import FEWEST_SIZES, PowerLaw
from nlp.training.settings import TrainingSettings

LEARNING_CURVE = "learning_curve.json"
MORE = 100

Sampled = tuple[float, ...]
"""A measure on the held-out accounts, then on each resample of them; NaN where it cannot be estimated."""


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """What a model learnt from ``accounts`` accounts, with one seed.

    ``losses``: training loss of each step. ``tested``: how many accounts were held out. ``measures``, by name:
    ``stage_kappa``: unweighted; ``element_precision``: average precision over all pairs of sentence and element, which
    needs no bound and no calibration; ``account_element_precision``: the same over pairs of account and element, by the
    account's strongest sentence; each also as ``inbox_…``, on the held-out accounts of the inbox kind.
    """

    accounts: int
    sentences: int
    seed: int
    losses: tuple[float, ...]
    tested: int
    measures: Mapping[str, Sampled]


class SizeRecord(TypedDict):
    """What was measured at one size: means over the seeds."""

    accounts: int
    sentences: int
    seeds: list[int]
    figures: Figures


class Forecast(TypedDict):
    """What a measure is foretold to be at the whole corpus (``now``), with `MORE` accounts (``then``), and the gain.

    ``check``: what a law fitted without the largest size foretells for it, and what was found there; None where fewer
    than `FEWEST_SIZES` sizes would be left to fit.
    """

    now: FigureRecord
    then: FigureRecord
    gain: FigureRecord
    exponent: FigureRecord
    check: dict[str, float] | None


class LearningRecord(TypedDict):
    """A learning curve as JSON."""

    format: int
    settings: dict[str, Any]
    tested: int
    corpus: int
    more: int
    sizes: list[SizeRecord]
    forecasts: dict[str, Forecast]


def record_learning_curve(
    path: Path, points: Sequence[LearningPoint], settings: TrainingSettings, corpus: int | None = None
) -> LearningRecord:
    """Write the curve and what it foretells, from points of any order and seeds.

    ``corpus``: the number of accounts that the forecast starts from; without it, the largest size. Raises CorpusError
    for points of fewer than `FEWEST_SIZES` sizes.
    """
    ordered = sorted(points, key=lambda point: (point.accounts, point.seed))
    groups = [list(group) for _, group in groupby(ordered, key=lambda point: point.accounts)]
    if len(groups) < FEWEST_SIZES:
        raise CorpusError(f"A learning curve needs points of at least {FEWEST_SIZES} sizes; there are {len(groups)}.")
    sampled = {name: np.stack([_over_seeds(name, group) for group in groups], axis=1) for name in ordered[0].measures}
    sizes = np.array([group[0].accounts for group in groups], dtype=np.float64)
    largest = corpus or int(sizes[-1])
    tested = ordered[0].tested
    record = LearningRecord(
        format=1,
        settings=settings.model_dump(mode="json"),
        tested=tested,
        corpus=largest,
        more=MORE,
        sizes=[_size(group, place, sampled, tested) for place, group in enumerate(groups)],
        forecasts={
            name: _forecast(sizes, values, largest, tested)
            for name, values in sampled.items()
            if not np.isnan(values[0]).any()
        },
    )
    path.write_text(json.dumps(record, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return record


def read_learning_curve(path: Path) -> LearningRecord:
    """Read it back; raises ArtefactMissing."""
    if not path.is_file():
        raise ArtefactMissing(f"There is no learning curve at {path}. Run benchmarks/learning_curve.py.")
    record: LearningRecord = json.loads(path.read_text(encoding="utf-8"))
    return record


def _over_seeds(name: str, group: Sequence[LearningPoint]) -> Values:
    """Mean over the seeds, then for each resample the value of one seed: shape (1 + resamples,)."""
    values = np.array([point.measures[name] for point in group])
    resamples = values.shape[1] - 1
    drawn = np.random.default_rng(group[0].accounts).integers(len(group), size=resamples)
    return np.concatenate([values[:, 0].mean(keepdims=True), values[drawn, np.arange(1, resamples + 1)]])


def _size(group: Sequence[LearningPoint], place: int, sampled: Mapping[str, Values], tested: int) -> SizeRecord:
    return SizeRecord(
        accounts=group[0].accounts,
        sentences=round(float(np.mean([point.sentences for point in group]))),
        seeds=[point.seed for point in group],
        figures={name: _figure(values[:, place], tested) for name, values in sampled.items()},
    )


def _forecast(sizes: Values, values: Values, corpus: int, tested: int) -> Forecast:
    law = PowerLaw.fit(sizes, values)
    now, then = law.at(corpus), law.at(corpus + MORE)
    return Forecast(
        now=_figure(now, tested),
        then=_figure(then, tested),
        gain=_figure(then - now, tested),
        exponent=_figure(law.exponent, tested),
        check=_check(sizes, values[:1]),
    )


def _check(sizes: Values, values: Values) -> dict[str, float] | None:
    if len(sizes) <= FEWEST_SIZES:
        return None
    foretold = PowerLaw.fit(sizes[:-1], values[:, :-1]).at(float(sizes[-1]))
    return {"foretold": round(float(foretold[0]), 4), "found": round(float(values[0, -1]), 4)}


def _figure(values: Values, n: int) -> FigureRecord:
    made = estimate(values, lambda same: same, n)
    value, low, high = (None if bound is None else round(bound, 4) for bound in (made.value, made.low, made.high))
    return FigureRecord(value=value, low=low, high=high, n=n)
