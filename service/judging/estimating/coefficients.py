"""Coefficients of agreement, of many tables at once.

A table is an array of shape ``(…, q, q)``: entry ``[i, j]`` is how often the one gave status ``i`` where the other gave
``j``, statuses in their order. Libraries compute one table at a time; an interval takes a thousand. Where a coefficient
does not exist, as where chance alone would agree always, it is NaN.

Where more than two people have judged the same, a table holds every two of them, and what a pair counts depends on the
coefficient (`OF_PAIRS`, `OF_PLACES`, `OF_DECISIONS`). For two people the three are the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.judging.estimating.weights import Weighting, weights

Tables: TypeAlias = NDArray[np.float64]
Values: TypeAlias = NDArray[np.float64]
Distance: TypeAlias = Literal["nominal", "ordinal", "interval"]


def raw_agreement(tables: Tables) -> Values:
    """The share of decisions on which both gave the same status."""
    return _share(_sum(tables, np.eye(tables.shape[-1])), _total(tables))


def cohen_kappa(tables: Tables, weighting: Weighting = "identity") -> Values:
    """Agreement beyond what both would reach by giving each status as often as they do (Cohen, 1960 and 1968)."""
    chosen = weights(weighting, tables.shape[-1])
    rows, columns = _shares(_rows(tables)), _shares(_columns(tables))
    return _beyond_chance(tables, chosen, ((rows @ chosen) * columns).sum(-1))


def weighted_kappa(tables: Tables) -> Values:
    """Cohen's kappa that counts neighbouring statuses as agreeing by half (linear weights)."""
    return cohen_kappa(tables, "linear")


def fleiss_kappa(tables: Tables, given: Values | None = None) -> Values:
    """Agreement beyond what chance would reach if all gave each status equally often (Fleiss, 1971).

    Of two people it is Scott's pi (1955). ``given``: as for `gwet_ac`.
    """
    each = _given(tables) if given is None else _shares(given)
    return _beyond_chance(tables, weights("identity", tables.shape[-1]), (each**2).sum(-1))


def gwet_ac(tables: Tables, weighting: Weighting = "identity", given: Values | None = None) -> Values:
    """Agreement beyond chance that stays meaningful where one status is by far the most frequent (Gwet, 2008).

    AC1 with the weights ``identity``, AC2 with others. ``given``: shape ``(…, q)``, how often each status was given,
    where more is known of that than the tables hold; otherwise what the tables say.
    """
    statuses = tables.shape[-1]
    chosen = weights(weighting, statuses)
    each = _given(tables) if given is None else _shares(given)
    by_chance = chosen.sum() / (statuses * (statuses - 1)) * (each * (1 - each)).sum(-1)
    return _beyond_chance(tables, chosen, by_chance)


def gwet_ac1(tables: Tables) -> Values:
    """Gwet's AC1: only the same status agrees."""
    return gwet_ac(tables)


def gwet_ac2(tables: Tables) -> Values:
    """Gwet's AC2 with ordinal weights: of three statuses, neighbours agree by two thirds."""
    return gwet_ac(tables, "ordinal")


def krippendorff_alpha(tables: Tables, distance: Distance = "ordinal") -> Values:
    """One less disagreement over that of chance, for any number of people with gaps (Krippendorff, 2011).

    Each decision counts one, so that a table's total is half the number of decisions (`OF_DECISIONS`).
    """
    coinciding = tables + np.swapaxes(tables, -1, -2)
    each = _rows(coinciding)
    apart = _apart(each, distance)
    observed = _total(coinciding * apart)
    by_chance = _total(each[..., :, None] * each[..., None, :] * apart)
    return 1 - _share((each.sum(-1) - 1) * observed, by_chance)


OF_PAIRS: Mapping[str, Callable[[Tables], Values]] = {
    "agreement": raw_agreement,
    "kappa": cohen_kappa,
    "weighted_kappa": weighted_kappa,
}
"""Of tables in which every pair of decisions counts one."""
OF_PLACES: Mapping[str, Callable[[Tables], Values]] = {
    "fleiss_kappa": fleiss_kappa,
    "ac1": gwet_ac1,
    "ac2": gwet_ac2,
}
"""Of tables in which all pairs on one marking point of a draft count one together, by whatever number it was judged."""
OF_DECISIONS: Mapping[str, Callable[[Tables], Values]] = {"alpha": krippendorff_alpha}
"""Of tables in which all pairs on one place count half the number of its decisions."""
COEFFICIENTS: Mapping[str, Callable[[Tables], Values]] = {**OF_PAIRS, **OF_PLACES, **OF_DECISIONS}
"""By the names that answers use."""


def _apart(each: Values, distance: Distance) -> Tables:
    """How far statuses are apart, squared: ordinal by how many decisions lie between their middles."""
    statuses = each.shape[-1]
    if distance == "nominal":
        return 1 - np.eye(statuses)
    at = np.cumsum(each, -1) - each / 2 if distance == "ordinal" else np.arange(statuses, dtype=float)
    squared: Tables = (at[..., :, None] - at[..., None, :]) ** 2
    return squared


def _beyond_chance(tables: Tables, chosen: NDArray[np.float64], by_chance: Values) -> Values:
    observed = _share(_sum(tables, chosen), _total(tables))
    return _share(observed - by_chance, 1 - by_chance)


def _given(tables: Tables) -> Values:
    return _shares(_rows(tables) + _columns(tables))


def _shares(counts: Values) -> Values:
    return _share(counts, counts.sum(-1, keepdims=True))


# Products of matrices sum over short axes several times as fast as sums do.


def _rows(tables: Tables) -> Values:
    return tables @ np.ones(tables.shape[-1])


def _columns(tables: Tables) -> Values:
    return np.swapaxes(tables, -1, -2) @ np.ones(tables.shape[-1])


def _total(tables: Tables) -> Values:
    return _sum(tables, np.ones(tables.shape[-2:]))


def _sum(tables: Tables, weights: NDArray[np.float64]) -> Values:
    total: Values = tables.reshape(*tables.shape[:-2], -1) @ weights.ravel()
    return total


def _share(part: Values, whole: Values) -> Values:
    """``part / whole``, NaN where there is no whole; what rounding leaves of a zero counts as one."""
    defined = np.abs(whole) > 1e-12  # noqa: PLR2004 - rounding
    undefined: Values = np.full(np.broadcast_shapes(np.shape(part), np.shape(whole)), np.nan)
    shares: Values = np.divide(part, whole, out=undefined, where=defined)
    return shares
