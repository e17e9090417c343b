"""Coefficients of agreement between two people, of many tables at once.

A table is an array of shape ``(…, q, q)``: entry ``[i, j]`` is how often the one gave status ``i`` where the other gave
``j``, statuses in their order. Libraries compute one table at a time; an interval takes a thousand. Where a coefficient
does not exist, as where chance alone would agree always, it is NaN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Tables: TypeAlias = NDArray[np.float64]
Values: TypeAlias = NDArray[np.float64]


def raw_agreement(tables: Tables) -> Values:
    """The share of decisions on which both gave the same status."""
    return _share(np.trace(tables, axis1=-2, axis2=-1), _total(tables))


def cohen_kappa(tables: Tables) -> Values:
    """Agreement beyond what both would reach by giving each status as often as they do (Cohen, 1960)."""
    return _beyond_chance(tables, np.eye(tables.shape[-1]))


def weighted_kappa(tables: Tables) -> Values:
    """Cohen's kappa that counts neighbouring statuses as agreeing by half (linear weights; Cohen, 1968)."""
    places = np.arange(tables.shape[-1])
    return _beyond_chance(tables, 1 - np.abs(places[:, None] - places[None, :]) / (tables.shape[-1] - 1))


def gwet_ac1(tables: Tables) -> Values:
    """Agreement beyond chance that stays meaningful where one status is by far the most frequent (Gwet, 2008)."""
    statuses = tables.shape[-1]
    given = _share(tables.sum(-1) + tables.sum(-2), 2 * _total(tables)[..., None])
    by_chance = (given * (1 - given)).sum(-1) / (statuses - 1)
    return _share(raw_agreement(tables) - by_chance, 1 - by_chance)


COEFFICIENTS: Mapping[str, Callable[[Tables], Values]] = {
    "agreement": raw_agreement,
    "kappa": cohen_kappa,
    "weighted_kappa": weighted_kappa,
    "ac1": gwet_ac1,
}
"""By the names that answers use."""


def _beyond_chance(tables: Tables, weights: NDArray[np.float64]) -> Values:
    total = _total(tables)
    rows, columns = (_share(tables.sum(axis), total[..., None]) for axis in (-1, -2))
    observed = _share((tables * weights).sum((-2, -1)), total)
    by_chance = np.einsum("...i,ij,...j->...", rows, weights, columns)
    return _share(observed - by_chance, 1 - by_chance)


def _total(tables: Tables) -> Values:
    total: Values = tables.sum((-2, -1))
    return total


def _share(part: Values, whole: Values) -> Values:
    """``part / whole``, NaN where there is no whole; what rounding leaves of a zero counts as one."""
    defined = np.abs(whole) > 1e-12  # noqa: PLR2004 - rounding
    undefined: Values = np.full(np.broadcast_shapes(np.shape(part), np.shape(whole)), np.nan)
    shares: Values = np.divide(part, whole, out=undefined, where=defined)
    return shares
