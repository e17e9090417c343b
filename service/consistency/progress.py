"""How far a centre's learners are: where their submissions stand, and which marking points are covered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from criteria_bank.errors import UnitNotFound
from service.access import Actor
from service.consistency.schemas import CohortProgress, PointCoverage, Progress, ProgressQuery
from service.consistency.table import of_submissions
from service.decisions_in_force import nothing_supersedes
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, DecisionPurpose
from service.storage.tables.people import Cohort
from service.storage.tables.submissions import State, Submission
from service.unit_store import UnitStore

_Cohort = UUID | None
_Given = Mapping[str, Counter[Status]]


def read_progress(
    session: Session, actor: Actor, query: ProgressQuery, units: UnitStore, *, points: bool = True
) -> Progress:
    """States and coverage by cohort, of what was handed in at least once.

    Counts alone: who is further than whom is not compared. ``points``: whether coverage is counted, which takes longer
    than all the rest. Raises UnitInvalid.
    """
    # Of what was never handed in only its learner knows.
    wanted = (*of_submissions(actor, query), Submission.state != State.DRAFT)
    states: dict[_Cohort, Counter[State]] = defaultdict(Counter)
    sizes: dict[_Cohort, Counter[str]] = defaultdict(Counter)
    by = (Submission.cohort_id, Submission.unit_id, Submission.state)
    for cohort, unit, state, count in session.execute(select(*by, func.count()).where(*wanted).group_by(*by)):
        states[cohort][state] += count
        sizes[cohort][unit] += count
    given = _given(session, wanted) if points else {}
    cohorts = session.execute(select(Cohort.id, Cohort.name).where(Cohort.centre_id == actor.centre))
    names = {row.id: row.name for row in cohorts}
    return Progress(
        cohorts=tuple(
            CohortProgress(
                cohort=cohort,
                name=names.get(cohort) if cohort else None,
                submissions=states[cohort].total(),
                states={state: states[cohort][state] for state in State if states[cohort][state]},
                points=tuple(
                    coverage
                    for unit, size in sorted(sizes[cohort].items() if points else ())
                    for coverage in _coverage(units, unit, size, given[cohort, unit])
                ),
            )
            for cohort in sorted(states, key=lambda key: (key is None, names.get(key, "") if key else "", str(key)))
        )
    )


def _given(session: Session, wanted: Sequence[ColumnElement[bool]]) -> Mapping[tuple[_Cohort, str], _Given]:
    """Decisions in force: by cohort and unit, then by marking point, then by status."""
    by = (Submission.cohort_id, Submission.unit_id, Decision.marking_point, Decision.status)
    rows = session.execute(
        select(*by, func.count())
        .join(Submission, Submission.id == Decision.submission_id)
        .where(*wanted, Decision.purpose != DecisionPurpose.SAMPLING, nothing_supersedes())
        .group_by(*by)
    )
    given: dict[tuple[_Cohort, str], dict[str, Counter[Status]]] = defaultdict(lambda: defaultdict(Counter))
    for cohort, unit, point, status, count in rows:
        given[cohort, unit][point][status] += count
    return given


def _coverage(units: UnitStore, unit: str, submissions: int, given: _Given) -> Sequence[PointCoverage]:
    try:
        points = [point.id for point in units.get(unit).unit.marking_points]
    except UnitNotFound:
        points = []
    # A point that the unit no longer has was decided all the same.
    points += sorted(given.keys() - set(points))
    return [
        PointCoverage(
            unit=unit,
            marking_point=point,
            statuses={status: given.get(point, Counter())[status] for status in Status},
            undecided=max(0, submissions - given.get(point, Counter()).total()),
        )
        for point in points
    ]
