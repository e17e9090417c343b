"""The decisions of a centre as the tidy table that `service.judging` takes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    false,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.access import Actor
from service.consistency.schemas import AgreementQuery, ProgressQuery
from service.judging.columns import Source
from service.judging.table import table_of
from service.standards_in_force import standards_in_force
from service.storage.tables.decisions import Decision, Knowledge
from service.storage.tables.standardisation import StandardisationClosing, StandardisationMark, StandardisationScript
from service.storage.tables.submissions import Submission

_COLUMNS = (
    "assessor",
    "submission",
    "draft",
    "unit",
    "cohort",
    "learner",
    "marking_point",
    "status",
    "decided_on",
    "source",
    "knowledge",
    "suggestion",
    "standard",
)
_LONDON = ZoneInfo("Europe/London")


def read_table(session: Session, actor: Actor, query: AgreementQuery) -> pd.DataFrame:
    """The decisions that ``query`` asks for, oldest first, without those on the work of whoever asks."""
    statement = union_all(_decisions(actor, query), _marks(actor, query)).order_by("at", "id")
    return table_of([row[:-1] for row in session.execute(statement)], _COLUMNS)


def _decisions(actor: Actor, query: AgreementQuery) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Decision.assessor_id,
            Decision.submission_id,
            Decision.draft_id,
            Submission.unit_id,
            Submission.cohort_id,
            Submission.learner_id,
            Decision.marking_point,
            _word(Decision.status).label("status"),
            Decision.decided_at.label("at"),
            _word(Decision.purpose).label("source"),
            _word(Decision.knowledge).label("knowledge"),
            _word(Decision.suggested).label("suggestion"),
            cast(null(), String).label("standard"),
            Decision.id.label("id"),
        )
        .join(Submission, Submission.id == Decision.submission_id)
        .where(*of_submissions(actor, query), *_within(query, Decision.decided_at))
        .where(_word(Decision.purpose).in_(query.wanted()))
    )


def _marks(actor: Actor, query: AgreementQuery) -> Select[*tuple[Any, ...]]:
    script, mark = StandardisationScript, StandardisationMark
    standard = standards_in_force()
    hidden = case((mark.suggested.is_(None), Knowledge.NONE.value), else_=Knowledge.HIDDEN.value)
    rows = (
        select(
            mark.person_id,
            script.submission_id,
            script.draft_id,
            Submission.unit_id,
            Submission.cohort_id,
            Submission.learner_id,
            mark.marking_point,
            _word(mark.status),
            mark.at,
            literal(Source.STANDARDISATION.value),
            hidden,
            _word(mark.suggested),
            _word(standard.c.status),
            mark.id,
        )
        .join(script, script.id == mark.script_id)
        .outerjoin(
            standard, and_(standard.c.draft_id == script.draft_id, standard.c.marking_point == mark.marking_point)
        )
        .join(Submission, Submission.id == script.submission_id)
        # While people still mark, what others gave must not show through, not even in sums.
        .join(StandardisationClosing, StandardisationClosing.standardisation_id == script.standardisation_id)
        .where(*of_submissions(actor, query), *_within(query, mark.at))
    )
    return rows if Source.STANDARDISATION in query.wanted() else rows.where(false())


def of_submissions(actor: Actor, query: ProgressQuery) -> list[ColumnElement[bool]]:
    """The conditions on `Submission`: of the centre, as asked for, and not the actor's own work."""
    found = [Submission.centre_id == actor.centre, Submission.learner_id != actor.person_id]
    if query.unit is not None:
        found.append(Submission.unit_id == query.unit)
    if query.cohort is not None:
        found.append(Submission.cohort_id == query.cohort)
    return found


def _within(query: AgreementQuery, at: InstrumentedAttribute[datetime]) -> list[ColumnElement[bool]]:
    found = []
    if query.since is not None:
        found.append(at >= _midnight(query.since))
    if query.until is not None and query.until < date.max:
        found.append(at < _midnight(query.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _LONDON)


def _word(column: InstrumentedAttribute[Any] | ColumnElement[Any]) -> ColumnElement[str]:
    """A column of an enumeration as plain text."""
    return type_coerce(column, String)
