"""Estimates with 95 % intervals over submissions, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import Literal, TypeAlias

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from service.judging.estimating.coefficients import COEFFICIENTS, Tables, Values

Why: TypeAlias = Literal["none", "few", "one_status", "never_differed", "unstable"]
_FILE = Path(__file__).parent / "estimation.yaml"
_MOST_KINDS = 200


class _Count(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    count: int = Field(ge=2)
    because: str


class Estimation(BaseModel):
    """How agreement is estimated (`estimation.yaml`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least_submissions: _Count
    resamples: _Count
    seed: int
    least_defined: float = Field(gt=0, le=1)
    reasons: dict[Why, str]

    def sentence(self, why: Why, submissions: int) -> str:
        """Why something is not estimated, in words."""
        return self.reasons[why].format(n=submissions, least=self.least_submissions.count).strip()


@cache
def estimation() -> Estimation:
    """What is installed."""
    return Estimation.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Estimated:
    """A figure with its 95 % interval; or no figure, and why."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None


def estimate_all(tables: Tables) -> Mapping[str, Estimated]:
    """All coefficients of decisions that two people made on the same submissions.

    ``tables``: shape ``(submissions, q, q)``, one table for each submission, as decisions on one submission hang
    together: the interval is a percentile bootstrap over submissions (Efron and Tibshirani, 1993, chapter 13).
    """
    count = len(tables)
    if why := _too_few(count):
        return {name: Estimated(why=why) for name in COEFFICIENTS}
    whole: Tables = tables.sum(0)
    resampled = _resampled(tables)
    found = {"agreement": _raw(whole, resampled, count)}
    for name in COEFFICIENTS.keys() - found.keys():
        found[name] = _beyond_chance(name, whole, resampled, count)
    return found


def _too_few(submissions: int) -> Why | None:
    if submissions == 0:
        return "none"
    return "few" if submissions < estimation().least_submissions.count else None


def _raw(whole: Tables, resampled: Tables, submissions: int) -> Estimated:
    """Raw agreement; where all or none agree, which resampling takes for certain, by the rule of three.

    In ``n`` submissions that are all alike, at most ``3 / n`` of all submissions are otherwise, with 95 % confidence
    (Hanley and Lippman-Hand, 1983).
    """
    compute = COEFFICIENTS["agreement"]
    value = float(compute(whole))
    if value in (0.0, 1.0):
        otherwise = min(1.0, 3 / submissions)
        return Estimated(value, low=max(0.0, value - otherwise), high=min(1.0, value + otherwise))
    return _with_interval(value, compute(resampled), submissions)


def _beyond_chance(name: str, whole: Tables, resampled: Tables, submissions: int) -> Estimated:
    given = (whole.sum(0) + whole.sum(1)) > 0
    if given.sum() == 1:
        return Estimated(why="one_status")
    if np.trace(whole) == whole.sum():
        return Estimated(why="never_differed")
    values = COEFFICIENTS[name](resampled)
    if np.isfinite(values).mean() < estimation().least_defined:
        return Estimated(why="unstable")
    return _with_interval(float(COEFFICIENTS[name](whole)), values, submissions)


def _with_interval(value: float, resampled: Values, submissions: int) -> Estimated:
    low, high = np.nanpercentile(resampled, _ends(submissions))
    return Estimated(value, float(min(low, value)), float(max(high, value)))


def _ends(submissions: int) -> tuple[float, float]:
    """Which percentiles of the resamples are the ends of a 95 % interval.

    Farther out than 2.5 and 97.5 where submissions are few, since resampling takes them for all there are (the expanded
    percentile interval; Hesterberg 2015, *The American Statistician* 69(4), section 4.4).
    """
    freedom, normal = submissions - 1, NormalDist()
    z = normal.inv_cdf(0.975)
    # Student's t by its expansion about the normal distribution (Abramowitz and Stegun 1964, 26.7.5).
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    student = sum(term / freedom**power for power, term in enumerate(terms))
    low = 100 * normal.cdf(-student * (submissions / freedom) ** 0.5)
    return low, 100 - low


def _resampled(tables: Tables) -> Tables:
    """The sums of as many submissions, drawn with replacement, again and again: ``(resamples, q, q)``.

    Submissions with the same table are drawn together, as many of them as fall to it. Where there are hundreds of kinds
    their sum is as good as normal (the central limit theorem), which is drawn at once.
    """
    count, statuses = len(tables), tables.shape[-1]
    each = tables.reshape(count, -1)
    kinds: NDArray[np.float64]
    kinds, times = np.unique(each, axis=0, return_counts=True)
    random = np.random.default_rng(estimation().seed)
    size = estimation().resamples.count
    if len(kinds) <= _MOST_KINDS:
        drawn = random.multinomial(count, times / count, size=size) @ kinds
    else:
        spread = np.cov(each, rowvar=False, ddof=0) * count
        drawn = random.multivariate_normal(each.sum(0), spread, size=size, method="eigh").clip(0)
    return drawn.reshape(-1, statuses, statuses)
