"""Which groups are too small for figures, so that nobody can be recognised by them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)


def suppressed(learners: Mapping[Group, int], least: int) -> frozenset[Group]:
    """The groups whose figures are left out; ``learners``: how many each has, all of them one whole that is shown.

    A group below ``least`` is left out. Whoever subtracts the groups that are shown from the whole finds what all the
    others come to: so more groups are left out, the smallest first, until those are at least two and have ``least``
    learners together (secondary suppression).
    """
    by_size = sorted(learners, key=lambda group: learners[group])
    hidden = [group for group in by_size if learners[group] < least]
    shown = [group for group in by_size if learners[group] >= least]
    while shown and _tells(hidden, learners, least):
        hidden.append(shown.pop(0))
    return frozenset(hidden)


def _tells(hidden: list[Group], learners: Mapping[Group, int], least: int) -> bool:
    """Whether those left out together still tell of somebody."""
    sizes = [learners[group] for group in hidden if learners[group]]
    return bool(sizes) and (len(sizes) == 1 or sum(sizes) < least)


def rounded(count: int, to: int) -> int:
    """``count`` to the nearest multiple of ``to``, halves upwards."""
    return (2 * count + to) // (2 * to) * to
