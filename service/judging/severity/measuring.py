"""From a tidy table of decisions to who is severe and who lenient, and to how hard the marking points are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from service.judging.agreement.pairing import first_decisions
from service.judging.columns import Source
from service.judging.estimates import Names
from service.judging.severity.comparisons import people_compared
from service.judging.severity.fit import fits_of
from service.judging.severity.joining import links_wanted
from service.judging.severity.measures import Compared, Scaled, compare
from service.judging.severity.people import severities
from service.judging.severity.points import difficulties, place_points
from service.judging.severity.results import AssessorSeverity, Severity
from service.judging.severity.settings import settings


def measure_severity(table: pd.DataFrame, names: Names) -> Severity:
    """What can be said of severity in a table of decisions; ``names``: of all who decided.

    First decisions count. Severities rest on work that several people have judged, and on nothing that has to be
    assumed of that work, as its quality cancels; difficulties rest on all work.
    """
    first = first_decisions(table)
    compared = compare(people_compared(first), "assessor")
    points = place_points(first)
    fits = fits_of(first, compared, points)
    people = severities(first, compared, fits.people, names)
    several = first[first.duplicated(["draft", "marking_point"], keep=False)]
    return Severity(
        why_not=_why_not(compared, people),
        decisions=len(several),
        submissions=several["submission"].nunique(),
        sources=_sources(several),
        least_submissions=settings().least_scripts.count,
        assessors=people,
        points=difficulties(first, points, fits.points),
        thresholds=_thresholds(compared.scaled),
        reliability=_reliability(compared.scaled),
        linked=len({one.group for one in people}) <= 1,
        links_wanted=links_wanted(first, compared, names),
    )


def _why_not(compared: Compared, people: Sequence[AssessorSeverity]) -> str | None:
    if any(one.measure.value is not None for one in people):
        return None
    return settings().sentence("assessor", "nothing" if compared.given.ids else "none")


def _sources(several: pd.DataFrame) -> dict[Source, int]:
    later = several[several.duplicated(["draft", "marking_point"])]
    counted = later["source"].value_counts()
    return {source: int(counted[source]) for source in Source if counted[source]}


def _thresholds(scaled: Sequence[Scaled | None]) -> tuple[float, ...]:
    """Of the largest group that tells them; the mean of the steps is 0."""
    for one in scaled:
        if one and len(one.statuses) == 2:  # noqa: PLR2004
            return (0.0,)
        if one and one.scale.determined:
            return (-one.scale.distance / 2, one.scale.distance / 2)
    return ()


def _reliability(scaled: Sequence[Scaled | None]) -> float | None:
    """Share of the variance between assessors that is no error (Wright and Masters 1982), within their groups."""
    known = [one for one in scaled if one]
    freedom = sum(len(one.measured) - 1 for one in known)
    if not freedom:
        return None
    observed = sum(float((one.scale.measures**2).sum()) for one in known) / freedom
    error = float(np.mean(np.concatenate([one.errors for one in known]) ** 2))
    return max(0.0, 1 - error / observed) if observed else 0.0
