"""How well the model describes the decisions of each assessor and on each point: infit and outfit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.severity.measures import Compared, Placed, Scaled
from service.judging.severity.points import Point
from service.judging.severity.settings import settings

Floats = NDArray[np.float64]
Integers = NDArray[np.int_]
MeanSquares: TypeAlias = tuple[float | None, float | None]
"""Infit and outfit: 1 is what the model expects, more is more surprising (Wright and Masters 1982)."""
_MOST_STEPS = 50
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Fits:
    """Mean squares of assessors by id, and of points."""

    people: Mapping[str, MeanSquares]
    points: Mapping[Point, MeanSquares]


def fits_of(first: pd.DataFrame, compared: Compared, points: Mapping[Point, Placed]) -> Fits:
    """Fit of all who were measured, from the drafts that several of their group have judged; none where it says little.

    ``first``: first decisions.
    """
    found = [_surprises(first, scaled, points) for scaled in compared.scaled if scaled]
    if not found:
        return Fits({}, {})
    rows = pd.concat(found)
    on_points = rows.groupby(["unit", "marking_point"], observed=True)
    return Fits(
        {str(key): _mean_squares(of) for key, of in rows.groupby("assessor", observed=True)},
        {(str(unit), str(point)): _mean_squares(of) for (unit, point), of in on_points},
    )


def _mean_squares(rows: pd.DataFrame) -> MeanSquares:
    squares = rows["off"] ** 2
    return float(squares.sum() / rows["variance"].sum()), float((squares / rows["variance"]).mean())


def _surprises(first: pd.DataFrame, scaled: Scaled, points: Mapping[Point, Placed]) -> pd.DataFrame:
    """A group's decisions with what each is ``off`` what the model expects, and the ``variance`` that it expects."""
    severity = dict(zip(scaled.given.ids, scaled.scale.measures, strict=True))
    hers = first["assessor"].cat
    severe = np.array([severity.get(str(key), np.nan) for key in hers.categories])[hers.codes]
    given = np.searchsorted(scaled.statuses, first["status"].cat.codes)
    rows = first[["assessor", "unit", "marking_point", "draft"]].assign(
        harder=severe + _difficulties(first, points), given=given
    )
    rows = rows[rows["harder"].notna()]
    of_draft = rows.groupby("draft", observed=True)
    enough = of_draft["given"].transform("size") >= settings().least_decisions_for_fit.count
    # On a draft that was given the lowest or the highest throughout nothing could have surprised.
    mean = of_draft["given"].transform("mean")
    varied = (mean > 0) & (mean < len(scaled.statuses) - 1)
    rows = rows[enough & varied & (of_draft["assessor"].transform("nunique") > 1)]
    steps = (-scaled.scale.distance / 2, scaled.scale.distance / 2)[: len(scaled.statuses) - 1]
    return rows.assign(**_expectations(rows, steps if len(steps) > 1 else (0.0,)))


def _difficulties(first: pd.DataFrame, points: Mapping[Point, Placed]) -> Floats:
    """Of the point of each decision, NaN where it is not known."""
    units, names = first["unit"].cat, first["marking_point"].cat
    known = np.full((len(units.categories), len(names.categories)), np.nan)
    for (unit, point), one in points.items():
        if one.measure.value is not None:
            known[units.categories.get_loc(unit), names.categories.get_loc(point)] = one.measure.value
    found: Floats = known[units.codes, names.codes]
    return found


def _expectations(rows: pd.DataFrame, steps: tuple[float, ...]) -> dict[str, Floats]:
    """Beside the quality of each draft as its decisions show it (weighted likelihood, Warm 1989)."""
    draft = pd.factorize(rows["draft"])[0]
    given, harder = rows["given"].to_numpy(float), rows["harder"].to_numpy(float)
    quality = np.zeros(int(draft.max(initial=-1)) + 1)
    for _ in range(_MOST_STEPS):
        mean, variance, skew = _expected(quality[draft] - harder, steps)
        told = np.bincount(draft, variance, len(quality))
        change = np.bincount(draft, given - mean + skew / (2 * told[draft]), len(quality)) / told
        quality += change.clip(-1, 1)
        if np.abs(change).max(initial=0) < _NEAR:
            break
    mean, variance, _skew = _expected(quality[draft] - harder, steps)
    return {"off": given - mean, "variance": np.maximum(variance, _NEAR)}


def _expected(located: Floats, steps: tuple[float, ...]) -> tuple[Floats, Floats, Floats]:
    """Mean, variance and third central moment of the status at each place."""
    places = np.arange(len(steps) + 1)
    heights = places * located[:, None] - np.append(0, np.cumsum(steps))
    shares = np.exp(heights - heights.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    mean = shares @ places
    apart = places - mean[:, None]
    return mean, (shares * apart**2).sum(1), (shares * apart**3).sum(1)
