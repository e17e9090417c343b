"""The audit of a centre's decisions, and what its report says of itself."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit_reports.about import About, pseudonyms
from service.consistency import measures
from service.consistency.reading import Measured, read_with_its_time
from service.consistency.schemas import AgreementQuery, AuditQuery
from service.judging.auditing import Audit
from service.judging.estimates import Names
from service.storage.columns import now
from service.storage.tables.people import Centre, Cohort

if TYPE_CHECKING:
    import pandas as pd


def read_audit(session: Session, actor: Actor, query: AuditQuery) -> Measured[Audit]:
    """The audit of the decisions that ``query`` asks for; raises BeingMeasured."""
    measure = _by_letters if query.pseudonyms else measures.audit
    plain = AgreementQuery(**query.model_dump(exclude={"pseudonyms"}))
    return read_with_its_time(session, actor, plain, measure, comments=True)


def about(session: Session, actor: Actor, query: AuditQuery) -> About:
    """Whose audit it is, and which decisions were chosen."""
    chosen = []
    if query.unit is not None:
        chosen.append(("Unit", query.unit))
    if query.cohort is not None:
        name = select(Cohort.name).where(Cohort.id == query.cohort, Cohort.centre_id == actor.centre)
        chosen.append(("Cohort", session.scalars(name).one_or_none() or str(query.cohort)))
    if query.source:
        chosen.append(("Only from", ", ".join(source.value for source in query.source)))
    return About(
        centre=session.get_one(Centre, actor.centre).name,
        made_on=now().date(),
        program=f"Tallymark {version('tallymark')}",
        chosen=tuple(chosen),
        pseudonyms=query.pseudonyms,
    )


def _by_letters(table: pd.DataFrame, names: Names) -> Audit:
    """The same with a letter for each assessor, for what leaves the centre."""
    return measures.audit(table, {**names, **pseudonyms(table["assessor"].cat.categories, names)})
