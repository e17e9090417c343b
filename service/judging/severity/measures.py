"""Measures of all who were compared, each with its interval or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from service.judging.estimates import Estimate
from service.judging.severity.comparisons import Comparisons, distinct, statuses_used
from service.judging.severity.linking import Group, comparable, groups_of
from service.judging.severity.scaling import Scale, open_pairs, scale
from service.judging.severity.settings import What, Why, settings
from service.judging.severity.uncertainty import standard_errors, submissions_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Scaled:
    """Those of one group who could be measured: places in the ids, and arrays in their order.

    ``given``: how they compare; ``statuses``: places of those that were given; ``reach``: half of the 95 % interval.
    """

    measured: Integers
    given: Comparisons
    statuses: tuple[int, ...]
    scale: Scale
    errors: Floats
    reach: Floats


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one lies: the measure or why there is none, and, if there is one, its error and the scale that it is on.

    ``group``: the number of the group; ``submissions``: on how many it was compared.
    """

    group: int
    submissions: int
    measure: Estimate
    error: float | None = None
    scaled: Scaled | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared, its groups, the largest first, and where each lies, by its id."""

    given: Comparisons
    links: Floats
    groups: tuple[Group, ...]
    scaled: tuple[Scaled | None, ...]
    placed: Mapping[str, Placed]


def compare(given: Comparisons, what: What) -> Compared:
    """Measures of all that ``given`` compares, as far as they can be known."""
    links, higher = given.links(), given.higher()
    groups = groups_of(links, higher, settings().least_scripts.count)
    scaled = tuple(_scaled(given, links, higher, group) for group in groups)
    submissions = _submissions(given)
    placed = {}
    for number, (group, one) in enumerate(zip(groups, scaled, strict=True)):
        for member in group.members.tolist():
            on = int(submissions[member])
            measured = None if one is None else _measured(one, member, number, on)
            placed[given.ids[member]] = measured or Placed(number, on, _why_not(what, group, member, on, higher))
    return Compared(given, links, groups, scaled, placed)


def _measured(scaled: Scaled, member: int, number: int, submissions: int) -> Placed | None:
    if member not in scaled.measured:
        return None
    place = int(np.flatnonzero(scaled.measured == member)[0])
    value, reach = float(scaled.scale.measures[place]), float(scaled.reach[place])
    measure = Estimate(value=value, low=value - reach, high=value + reach)
    return Placed(number, submissions, measure, float(scaled.errors[place]), scaled)


def _why_not(what: What, group: Group, member: int, submissions: int, higher: Floats) -> Estimate:
    above, below = int(higher[member, group.members].sum()), int(higher[group.members, member].sum())
    why, count = _reason(submissions, above, below, alone=len(group.members) == 1)
    return Estimate(why_not=settings().sentence(what, why, count))


def _submissions(given: Comparisons) -> Integers:
    """On how many submissions each was compared."""
    size = len(given.ids)
    on = distinct(np.concatenate([given.cluster * size + given.left, given.cluster * size + given.right]))
    counted: Integers = np.bincount(on % max(size, 1), minlength=size)
    return counted


def _scaled(given: Comparisons, links: Floats, higher: Floats, group: Group) -> Scaled | None:
    """The scale of a group without those whose measure would say nothing, as they would blur the mean of all."""
    measured = group.measured
    while len(measured) > 1:
        within = given.among(measured)
        statuses = statuses_used(within.one, within.two)
        pairs = open_pairs(within, statuses)
        found = scale(pairs)
        errors = standard_errors(pairs, found)
        vague = errors > settings().largest_error.logits
        if not vague.any():
            freedom = np.maximum(submissions_of(pairs) - 1, 1)
            return Scaled(measured, within, statuses, found, errors, stdtrit(freedom, 0.975) * errors)
        rest = np.delete(measured, int(errors.argmax()))
        measured = comparable(links, higher, settings().least_scripts.count, among=rest)
    return None


def _reason(submissions: int, higher: int, lower: int, *, alone: bool) -> tuple[Why, int]:
    if not submissions:
        return "alone", 0
    if alone and submissions < settings().least_scripts.count:
        return "few", submissions
    if not higher and not lower:
        return "never_differed", submissions
    if not lower:
        return "only_higher", higher
    if not higher:
        return "only_lower", lower
    return "uncertain", submissions
