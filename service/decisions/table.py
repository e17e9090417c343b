"""All decisions of a centre as a tidy table: one row each, one column a fact, as CSV (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session, aliased

from service.access import Actor
from service.cells import harmless
from service.decisions.changing import CLOSED
from service.decisions_in_force import nothing_supersedes
from service.pages import Wanted
from service.storage import Database
from service.storage.tables.decisions import Decision, DecisionComment, DecisionPurpose, Knowledge, Stance
from service.storage.tables.people import Cohort, Person
from service.storage.tables.submissions import Draft, Submission
from service.visibility.suggestions import is_blind

AT_ONCE = 1_000
_Learner, _Assessor = aliased(Person), aliased(Person)
COLUMNS: Mapping[str, str] = {
    "assessor": "Id of who decided.",
    "submission": "Id of the submission.",
    "marking_point": "Id of the marking point.",
    "status": "`met`, `partial` or `not`.",
    "decided_on": "When, in UTC.",
    "learner": "Id of the learner.",
    "blind": "`true` where the suggestion was hidden until she had decided.",
    "cohort": "Name of the cohort.",
    "suggestion": "What the program had suggested; empty where nothing, or where it is still hidden from whoever asks.",
    "agrees": "Whether she says that she agrees with it; empty where she has not said.",
    "purpose": "`assessment`, `contest` or `sampling`.",
    "in_force": "`true` where no later decision takes its place.",
    "unit": "Id of the unit.",
    "draft": "Number of the draft.",
    "decision": "Id of the decision.",
    "supersedes": "Id of the decision that it takes the place of.",
    "opened_on": "When she first opened the draft to assess it, in UTC.",
    "assessor_name": "Her name.",
    "learner_reference": "The centre's own number for the learner.",
}
"""The columns and what they hold; ``comment`` comes last where it is asked for."""


class TableQuery(BaseModel):
    """Which decisions the table holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Wanted | None = Field(None, description="Only decisions on submissions for this unit.")
    cohort: UUID | None = Field(None, description="Only those of this cohort.")
    assessor: UUID | None = Field(None, description="Only hers.")
    comments: bool = Field(False, description="Whether comments are given too. They can quote the learner.")


def write_table(database: Database, actor: Actor, query: TableQuery) -> Iterator[str]:
    """The table in pieces, oldest decision first, read a thousand rows at a time."""
    yield _line([*COLUMNS, *(["comment"] if query.comments else [])])
    after: tuple[datetime, UUID] | None = None
    while True:
        with database.read() as session:
            rows = _portion(session, actor, query, after)
            lines = [_line(_cells(session, actor, row, comments=query.comments)) for row in rows]
        yield from lines
        if len(rows) < AT_ONCE:
            return
        after = (rows[-1].Decision.decided_at, rows[-1].Decision.id)


def _portion(
    session: Session, actor: Actor, query: TableQuery, after: tuple[datetime, UUID] | None
) -> Sequence[Row[Any]]:
    rows = (
        select(
            Decision,
            Submission,
            Draft.number.label("draft"),
            Cohort.name.label("cohort"),
            Stance.agrees,
            DecisionComment.content.label("comment"),
            _Assessor.name.label("assessor_name"),
            _Learner.reference.label("learner_reference"),
            nothing_supersedes().label("in_force"),
        )
        .join(Submission, Submission.id == Decision.submission_id)
        .join(Draft, Draft.id == Decision.draft_id)
        .join(_Assessor, _Assessor.id == Decision.assessor_id)
        .join(_Learner, _Learner.id == Submission.learner_id)
        .outerjoin(Cohort, Cohort.id == Submission.cohort_id)
        .outerjoin(Stance, Stance.decision_id == Decision.id)
        .outerjoin(DecisionComment, DecisionComment.decision_id == Decision.id)
        .where(Submission.centre_id == actor.centre, _is_told(actor))
        .order_by(Decision.decided_at, Decision.id)
        .limit(AT_ONCE)
    )
    for column, wanted in (
        (Submission.unit_id, query.unit),
        (Submission.cohort_id, query.cohort),
        (Decision.assessor_id, query.assessor),
    ):
        if wanted is not None:
            rows = rows.where(column == wanted)
    if after is not None:
        at, last = after
        rows = rows.where(or_(Decision.decided_at > at, and_(Decision.decided_at == at, Decision.id > last)))
    found: Sequence[Any] = session.execute(rows).all()
    return found


def _is_told(actor: Actor) -> ColumnElement[bool]:
    """Of her own work nobody is told more here than as its learner."""
    told = Submission.state.in_(CLOSED) & (Decision.purpose != DecisionPurpose.SAMPLING)
    return or_(Submission.learner_id != actor.person_id, told)


def _cells(session: Session, actor: Actor, row: Row[Any], *, comments: bool) -> list[object]:
    decision: Decision = row.Decision
    submission: Submission = row.Submission
    # Whoever still has to decide blind herself is not told here what was suggested to a colleague either.
    told = decision.assessor_id == actor.person_id or not is_blind(session, actor, submission)
    suggested, agrees = (decision.suggested, row.agrees) if told else (None, None)
    cells: dict[str, object] = {
        "assessor": decision.assessor_id,
        "submission": decision.submission_id,
        "marking_point": decision.marking_point,
        "status": decision.status.value,
        "decided_on": _moment(decision.decided_at),
        "learner": submission.learner_id,
        "blind": _truth(decision.knowledge is Knowledge.HIDDEN),
        "cohort": row.cohort,
        "suggestion": suggested.value if suggested else None,
        "agrees": None if agrees is None else _truth(agrees),
        "purpose": DecisionPurpose(decision.purpose).value,
        "in_force": _truth(row.in_force),
        "unit": submission.unit_id,
        "draft": row.draft,
        "decision": decision.id,
        "supersedes": decision.supersedes_id,
        "opened_on": _moment(decision.opened_at) if decision.opened_at else None,
        "assessor_name": row.assessor_name,
        "learner_reference": row.learner_reference,
    }
    return [cells[name] for name in COLUMNS] + ([row.comment] if comments else [])


def _line(cells: list[object] | list[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow([harmless(cell) for cell in cells])
    return written.getvalue()


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
