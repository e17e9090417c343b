"""A set of scripts that shows how those who mark them differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from service.judging.columns import STATUSES
from service.judging.scripts.information import Floats, cubes, information, likely_statuses
from service.judging.scripts.results import Covered, Proposal, Proposed
from service.judging.scripts.settings import settings


@dataclass(frozen=True, slots=True)
class _Pool:
    """All candidates. ``likely``: ``(submissions, points, 3)``; ``tells``: information, ``(submissions, points)``."""

    submissions: Sequence[str]
    points: Sequence[str]
    likely: Floats
    tells: Floats
    differed: Floats


def propose(candidates: pd.DataFrame, count: int) -> Proposal:
    """At most ``count`` of the candidates: mostly borderline ones, some clear ones, all points and statuses covered.

    ``candidates``: as `information.cubes` describes them; of two that tell the same the one that comes first is taken.
    """
    if candidates.empty:
        return Proposal(scripts=(), points=())
    submissions, points, probabilities, given = cubes(candidates)
    likely = likely_statuses(probabilities, given)
    pool = _Pool(submissions, points, likely, information(likely), (given > 0).sum(-1) > 1)
    clear = round(settings().clear_share.value * min(count, len(submissions)))
    borderline = _borderline(pool, min(count, len(submissions)) - clear)
    chosen = _in_order(borderline, _clear(pool, borderline, clear))
    return Proposal(
        scripts=tuple(_proposed(pool, place) for place in chosen),
        points=tuple(_covered(pool, chosen)),
    )


def _borderline(pool: _Pool, count: int) -> list[int]:
    """One after another whichever adds most; more of what there is already adds less and less."""
    chosen: list[int] = []
    for _ in range(count):
        told, levels = pool.tells[chosen].sum(0), pool.likely[chosen].sum(0)
        gain = (np.log1p(told + pool.tells) - np.log1p(told)).sum(-1)
        gain += settings().level_weight.value * _new_levels(levels, pool.likely)
        gain[chosen] = -np.inf
        chosen.append(int(gain.argmax()))
    return chosen


def _clear(pool: _Pool, taken: Sequence[int], count: int) -> list[int]:
    """Of the clearest that are left those that add statuses."""
    left = [place for place in np.argsort(pool.tells.sum(-1), kind="stable") if place not in taken]
    clearest, chosen = np.array(left[: 3 * count], dtype=int), [int(place) for place in taken]
    for _ in range(count):
        gain = _new_levels(pool.likely[chosen].sum(0), pool.likely[clearest])
        gain[np.isin(clearest, chosen)] = -np.inf
        chosen.append(int(clearest[gain.argmax()]))
    return chosen[len(taken) :]


def _new_levels(levels: Floats, likely: Floats) -> Floats:
    """How many statuses on points each script adds to those that are expected already."""
    added: Floats = (np.exp(-levels) - np.exp(-(levels + likely))).sum((-1, -2))
    return added


def _in_order(borderline: Sequence[int], clear: Sequence[int]) -> list[int]:
    """A clear one first, and the others spread evenly."""
    step = len(borderline) / max(1, len(clear))
    placed = [(float(place), 1, one) for place, one in enumerate(borderline)]
    placed += [(place * step, 0, one) for place, one in enumerate(clear)]
    return [one for _, _, one in sorted(placed)]


def _proposed(pool: _Pool, place: int) -> Proposed:
    tells = pool.tells[place]
    wide_open = [int(point) for point in np.argsort(-tells) if tells[point] >= settings().borderline_from.value]
    differed = [name for name, one in zip(pool.points, pool.differed[place], strict=True) if one]
    return Proposed(
        submission=pool.submissions[place],
        kind="borderline" if wide_open or differed else "clear",
        information=float(tells.sum()),
        open_points=tuple(pool.points[point] for point in sorted(wide_open)),
        differed=tuple(differed),
        why=" ".join(_why(pool, place, wide_open, differed)),
    )


def _why(pool: _Pool, place: int, wide_open: Sequence[int], differed: Sequence[str]) -> Iterator[str]:
    words = settings()
    if wide_open:
        likely = pool.likely[place, wide_open].sum(0)
        two = sorted(np.argsort(-likely)[:2])
        yield words.why_proposed["borderline"].format(
            points=words.listed([pool.points[point] for point in sorted(wide_open)]),
            levels=words.listed([words.statuses[STATUSES[level]] for level in two]),
        )
    elif not differed:
        level = STATUSES[int(pool.likely[place].sum(0).argmax())]
        yield words.why_proposed["clear"].format(level=words.statuses[level])
    if differed:
        yield words.why_proposed["differed"].format(points=words.listed(differed))


def _covered(pool: _Pool, chosen: Sequence[int]) -> Iterator[Covered]:
    told, levels = pool.tells[chosen].sum(0), pool.likely[chosen].sum(0)
    for place, point in enumerate(pool.points):
        expected = {status: float(levels[place, level]) for level, status in enumerate(STATUSES)}
        yield Covered(marking_point=point, information=float(told[place]), expected=expected)
