"""Whether the program is right as often as it says."""

from __future__ import annotations

import numpy as np
import pandas as pd

from service.judging.columns import STATUSES
from service.judging.estimates import Estimate
from service.judging.estimating.estimation import estimation
from service.judging.estimating.resampling import resampled_sums
from service.judging.program.comparing import PROBABILITIES
from service.judging.program.resampling import Floats, by_cluster, of_share, ratio, with_interval
from service.judging.program.results import Calibration, CalibrationBand
from service.judging.program.rules import rules


def calibrate(rows: pd.DataFrame) -> Calibration:
    """The bands, the calibration error and the Brier score of ``rows`` (`comparing.compared`)."""
    known = rows[rows[PROBABILITIES].notna().all(axis=1)]
    least = estimation().least_submissions.count
    submissions = known["submission"].nunique()
    if submissions < least:
        why = rules().unknown("no_probabilities" if len(rows) and not len(known) else "few", submissions, least)
        return Calibration(bands=(), error=why, brier=why)
    return _calibrated(known, submissions)


def _calibrated(rows: pd.DataFrame, submissions: int) -> Calibration:
    held, agreed, score = _by_suggestion(rows)
    edges = np.array(rules().bands)
    count = len(edges) - 1
    band = np.clip(np.searchsorted(edges, held, side="right") - 1, 0, count - 1)
    inside = (band[:, None] == np.arange(count)).astype(float)
    columns = np.hstack([inside, inside * held[:, None], inside * agreed[:, None], score[:, None]])
    sums = by_cluster(columns, np.unique(rows["cluster"], return_inverse=True)[1])
    whole, drawn = sums.sum(0), resampled_sums(sums)
    clusters = (sums[:, :count] > 0).sum(0)
    shares, drawn_shares = _band_shares(whole, count), _band_shares(drawn, count)
    return Calibration(
        bands=tuple(
            CalibrationBand(
                low=float(edges[place]),
                high=float(edges[place + 1]),
                held=float(whole[count + place] / whole[place]) if whole[place] else None,
                agreed=_agreed(float(shares[place]), drawn_shares[:, place], int(clusters[place])),
                suggestions=int(whole[place]),
            )
            for place in range(count)
        ),
        error=_error(whole, drawn, count),
        brier=with_interval(
            float(whole[-1] / whole[:count].sum()), ratio(drawn[:, -1], drawn[:, :count].sum(1)), submissions
        ),
    )


def _by_suggestion(rows: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """How probable each suggestion was held, whether the decision was the same, and its Brier score."""
    held: Floats = rows[PROBABILITIES].to_numpy(float)
    one, two = rows["one"].to_numpy(int), rows["two"].to_numpy(int)
    given = np.eye(len(STATUSES))[one]
    return held[np.arange(len(rows)), two], (one == two).astype(float), ((held - given) ** 2).sum(1)


def _band_shares(sums: Floats, count: int) -> Floats:
    """Of the suggestions of each band, the share that a person gave too."""
    return ratio(sums[..., 2 * count : 3 * count], sums[..., :count])


def _agreed(share: float, drawn: Floats, clusters: int) -> Estimate:
    least = estimation().least_submissions.count
    if clusters < least:
        return rules().unknown("few", clusters, least)
    return of_share(share, drawn, clusters)


def _error(whole: Floats, drawn: Floats, count: int) -> Estimate:
    """The expected calibration error (Naeini, Cooper and Hauskrecht 2015), without what chance adds to it.

    Chance alone keeps what comes true away from what was held, and drawing anew adds as much once more: that is taken
    off again (the basic bootstrap; Davison and Hinkley 1997, chapter 5). It never falls below 0.
    """
    found, errors = float(_distance(whole, count)), _distance(drawn, count)
    low, high = np.quantile(errors, (0.025, 0.975))
    value = max(0.0, 2 * found - float(errors.mean()))
    return Estimate(
        value=value, low=min(value, max(0.0, 2 * found - float(high))), high=max(value, 2 * found - float(low))
    )


def _distance(sums: Floats, count: int) -> Floats:
    """Mean distance between what was held and what came true, over the bands by their size."""
    apart = np.abs(sums[..., 2 * count : 3 * count] - sums[..., count : 2 * count]).sum(-1)
    return ratio(apart, sums[..., :count].sum(-1))
