"""Small centres for tests of severity."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from service.judging.severity.measuring import measure_severity
from service.judging.severity.results import AssessorSeverity, Severity
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.table import table_of

KNOWN = (-0.8, -0.2, 0.2, 0.8)
COLUMNS = ("assessor", "submission", "marking_point", "status", "decided_on")


def a_centre(severities: Sequence[float] = KNOWN, *, submissions: int = 200, shared: float = 1.0) -> SimulatedCentre:
    """A centre whose assessors are named by letters."""
    people = tuple(SimulatedAssessor(chr(ord("A") + place), one) for place, one in enumerate(severities))
    return SimulatedCentre(people, submissions=submissions, shared=shared)


def decisions(centre: SimulatedCentre, *, seed: int = 1, prefix: str = "") -> pd.DataFrame:
    """What its assessors decide; ``prefix``: of the submissions' names."""
    table = simulate(centre, seed)
    named = {name: prefix + table[name].astype(str) for name in ("submission", "draft", "learner")}
    return table.assign(**named)


def table(rows: Sequence[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Decisions as (assessor, submission, marking point, status), in this order."""
    days = pd.date_range("2026-01-05", periods=len(rows), freq="h", tz="UTC")
    return table_of([(*row, day) for row, day in zip(rows, days, strict=True)], COLUMNS)


def measured(rows: pd.DataFrame) -> Severity:
    """What is said of a table."""
    return measure_severity(rows, {})


def by_id(severity: Severity) -> dict[str, AssessorSeverity]:
    """Assessors by their ids."""
    return {one.assessor.id: one for one in severity.assessors}
