"""The decisions of a centre as the tidy table that `service.judging` takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    SQLColumnExpression,
    String,
    case,
    cast,
    exists,
    false,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeEngine

from service.access import Actor
from service.consistency.schemas import AgreementQuery, ProgressQuery
from service.decisions_in_force import nothing_supersedes
from service.judging.columns import GROUP, Source
from service.standards_in_force import standards_in_force
from service.storage.tables.analyses import Suggestion
from service.storage.tables.decisions import Contest, Decision, DecisionComment, Knowledge
from service.storage.tables.people import Cohort
from service.storage.tables.standardisation import StandardisationClosing, StandardisationMark, StandardisationScript
from service.storage.tables.submissions import Submission

if TYPE_CHECKING:
    import pandas as pd

_IDS = ("assessor", "submission", "draft", "cohort", "learner")
_MOMENTS = ("decided_on", "opened_on")
_FLAGS = ("contested", "in_force")
_ORDER = ["decided_on", "submission", "marking_point", "assessor"]
"""By time; what was written at the same moment in one order always, so that figures come out the same."""
_LONDON = ZoneInfo("Europe/London")
_Cells: TypeAlias = Mapping[str, SQLColumnExpression[Any]]


def read_table(session: Session, actor: Actor, query: AgreementQuery, *, comments: bool = False) -> pd.DataFrame:
    """The decisions that ``query`` asks for, oldest first, without those on the work of whoever asks.

    ``comments``: whether what people wrote is read too. It can quote a learner: it is looked at and never kept.
    """
    import pandas as pd  # noqa: PLC0415  (see `service.consistency.measures`)

    from service.consistency.accounts import words_and_groups  # noqa: PLC0415
    from service.consistency.recorded import recorded  # noqa: PLC0415
    from service.judging.table import complete  # noqa: PLC0415

    rows = session.execute(union_all(_decisions(actor, query, comments), _marks(actor, query, comments)))
    # Plain tuples: of a row of SQLAlchemy's pandas asks for attributes that it does not have, at length.
    table = pd.DataFrame(list(map(tuple, rows)), columns=list(rows.keys()))
    # Ids and moments come as text, and a text is looked at once however often it is there: to make a hundred thousand
    # objects of each takes longer than everything else.
    for name in _IDS:
        table[name] = table[name].astype("category").cat.rename_categories(_plain_id)
    for name in _MOMENTS:
        table[name] = pd.to_datetime(table[name], utc=True, format="ISO8601")
    for name in _FLAGS:
        table[name] = table[name].astype("boolean")
    table = table.astype({"marking_point": "category"}).sort_values(_ORDER, ignore_index=True)
    groups = [words_and_groups(session, actor, table["draft"])]
    # Of a part of the decisions nothing is told: answers over nearly the same people could be subtracted.
    if query == AgreementQuery():
        groups.append(recorded(session, actor, table["learner"]))
    return complete(pd.concat([table, *groups], axis=1))


def _decisions(actor: Actor, query: AgreementQuery, comments: bool) -> Select[*tuple[Any, ...]]:
    rows = (
        _labelled(
            {
                **_of_work(Decision.draft_id),
                "assessor": _text(Decision.assessor_id),
                "marking_point": Decision.marking_point,
                "status": _word(Decision.status),
                "decided_on": _text(Decision.decided_at),
                "source": _word(Decision.purpose),
                "knowledge": _word(Decision.knowledge),
                "suggestion": _word(Decision.suggested),
                "probability_not": Suggestion.not_met,
                "probability_partial": Suggestion.partial,
                "probability_met": Suggestion.met,
                "standard": _no(String),
                "opened_on": _text(Decision.opened_at),
                "contested": exists().where(Contest.decision_id == Decision.id),
                "in_force": nothing_supersedes(),
                "comment": DecisionComment.content if comments else _no(String),
            }
        )
        .join(Submission, Submission.id == Decision.submission_id)
        .outerjoin(
            Suggestion,
            (Suggestion.analysis_id == Decision.analysis_id) & (Suggestion.marking_point == Decision.marking_point),
        )
        .where(*of_submissions(actor, query), *_within(query, Decision.decided_at))
        .where(_word(Decision.purpose).in_(query.wanted()))
    )
    return rows.outerjoin(DecisionComment, DecisionComment.decision_id == Decision.id) if comments else rows


def _marks(actor: Actor, query: AgreementQuery, comments: bool) -> Select[*tuple[Any, ...]]:
    script, mark = StandardisationScript, StandardisationMark
    standard = standards_in_force()
    rows = (
        _labelled(
            {
                **_of_work(script.draft_id),
                "assessor": _text(mark.person_id),
                "marking_point": mark.marking_point,
                "status": _word(mark.status),
                "decided_on": _text(mark.at),
                "source": literal(Source.STANDARDISATION.value),
                "knowledge": case((mark.suggested.is_(None), Knowledge.NONE.value), else_=Knowledge.HIDDEN.value),
                "suggestion": _word(mark.suggested),
                "probability_not": _no(Float),
                "probability_partial": _no(Float),
                "probability_met": _no(Float),
                "standard": _word(standard.c.status),
                "opened_on": _no(String),
                "contested": false(),
                "in_force": ~false(),
                "comment": mark.note if comments else _no(String),
            }
        )
        .join(script, script.id == mark.script_id)
        .outerjoin(
            standard, (standard.c.draft_id == script.draft_id) & (standard.c.marking_point == mark.marking_point)
        )
        .join(Submission, Submission.id == script.submission_id)
        # While people still mark, what others gave must not show through, not even in sums.
        .join(StandardisationClosing, StandardisationClosing.standardisation_id == script.standardisation_id)
        .where(*of_submissions(actor, query), *_within(query, mark.at))
    )
    return rows if Source.STANDARDISATION in query.wanted() else rows.where(false())


def _of_work(draft: InstrumentedAttribute[UUID]) -> _Cells:
    """What the rows say of the work that was judged."""
    return {
        "submission": _text(Submission.id),
        "draft": _text(draft),
        "unit": Submission.unit_id,
        "cohort": _text(Submission.cohort_id),
        "learner": _text(Submission.learner_id),
        "method": _word(Submission.method),
        "location": select(Cohort.location).where(Cohort.id == Submission.cohort_id).scalar_subquery(),
        f"{GROUP}qualification": Submission.qualification_id,
    }


def _labelled(cells: _Cells) -> Select[*tuple[Any, ...]]:
    return select(*(cell.label(name) for name, cell in cells.items()))


def _plain_id(stored: str) -> str:
    """As ids are written everywhere: SQLite keeps them without hyphens."""
    return str(UUID(stored))


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


def _text(column: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """An id or a moment as text."""
    return cast(column, String)


def _no(kind: type[TypeEngine[Any]]) -> ColumnElement[Any]:
    """Nothing, in a column of a kind."""
    return cast(null(), kind)


def _word(column: InstrumentedAttribute[Any] | ColumnElement[Any]) -> ColumnElement[str]:
    """A column of an enumeration as plain text."""
    return type_coerce(column, String)
