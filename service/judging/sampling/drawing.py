"""Drawing at random from the risk bands, so that everything has a chance and the chance of each is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np
import pandas as pd

from service.judging.sampling.results import ALL
from service.judging.sampling.rules import Band

LEAST = 2
"""Of each band at least so many are drawn where it has them: of one alone nobody can tell how much they vary."""


def target(size: int, share: float) -> int:
    """How many of ``size`` make up at least ``share``."""
    return ceil(size * share - 1e-9)


def allocate(
    sizes: Mapping[str, int], already: Mapping[str, int], bands: Sequence[Band], *, room: int | None
) -> dict[str, int]:
    """How many to draw from each band, so that with what covers each is looked at in the proportions of the rules.

    ``sizes``: how many are left in each band; ``already``: how many of it were chosen to cover; ``room``: how many to
    draw in all, None: as many as the shares ask for. Where there is no room for one of each band, all are drawn from
    together, as band `ALL`.
    """
    there = [band for band in bands if sizes.get(band.id)]
    whole = {band.id: sizes[band.id] + already.get(band.id, 0) for band in there}
    least = {band.id: min(LEAST, sizes[band.id]) for band in there}
    if room is None:
        asked = {band.id: target(whole[band.id], band.share) - already.get(band.id, 0) for band in there}
        return {name: max(least[name], count) for name, count in asked.items()}
    room = min(room, sum(sizes.values()))
    if not there or room <= 0:
        return {}
    if room < len(there):
        return {ALL: room}
    drawn = least if sum(least.values()) <= room else dict.fromkeys(least, 1)
    while sum(drawn.values()) < room:
        # One place after the other goes to the band that is furthest behind its share; of equals to the riskier one.
        open_ones = [band for band in there if drawn[band.id] < sizes[band.id]]
        behind = min(
            open_ones, key=lambda band: (drawn[band.id] + already.get(band.id, 0)) / (band.share * whole[band.id])
        )
        drawn[behind.id] += 1
    return drawn


def draw(
    bands: pd.Series[str], drawn: Mapping[str, int], random: np.random.Generator
) -> tuple[dict[str, str], dict[str, float]]:
    """The stratum of each submission that is drawn, and how probable each was to be drawn; see `allocate`."""
    stratum_of = pd.Series(ALL, index=bands.index) if ALL in drawn else bands
    chosen: dict[str, str] = {}
    probability: dict[str, float] = {}
    for stratum in sorted(set(stratum_of)):
        names = sorted(stratum_of.index[stratum_of == stratum])
        count = drawn.get(stratum, 0)
        probability |= dict.fromkeys(names, count / len(names))
        taken = random.choice(len(names), count, replace=False)
        chosen |= {names[place]: stratum for place in sorted(taken)}
    return chosen, probability
