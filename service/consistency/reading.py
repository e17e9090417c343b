"""What is measured on a centre's decisions: read and measured, and measured anew only when something has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast
from uuid import UUID

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.consistency.schemas import AgreementQuery
from service.consistency.table import read_table
from service.judging.estimates import Answered, Names
from service.storage.tables.people import Cohort, Person
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import Submission

Part = TypeVar("Part", bound=Answered)
"""What one part of the audit answers."""


class _Remembered:
    """What was measured last, by what it was measured on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Answered] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Answered | None:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def keep(self, key: Hashable, answer: Answered) -> Answered:
        with self._lock:
            self._found[key] = answer
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        return answer


_REMEMBERED = _Remembered(256)


def read_measured(
    session: Session,
    actor: Actor,
    query: AgreementQuery,
    measure: Callable[[pd.DataFrame, Names], Part],
    *,
    comments: bool = False,
) -> Part:
    """What ``measure`` says of the decisions that ``query`` asks for.

    ``measure`` is a function of a module, by which its answers are remembered: the agreement's, the severities'.
    ``comments``: whether it looks at what people wrote.
    """
    key = (measure, actor.centre, actor.person_id, query, _state(session, actor))
    found = _REMEMBERED.get(key) or _REMEMBERED.keep(key, _measured(session, actor, query, measure, comments=comments))
    return cast("Part", found)


def _measured(
    session: Session,
    actor: Actor,
    query: AgreementQuery,
    measure: Callable[[pd.DataFrame, Names], Part],
    *,
    comments: bool,
) -> Part:
    table = read_table(session, actor, query, comments=comments)
    ids = [UUID(key) for key in table["assessor"].cat.categories]
    people = select(Person.id, Person.name).where(Person.id.in_(ids))
    cohorts = select(Cohort.id, Cohort.name).where(Cohort.centre_id == actor.centre)
    return measure(table, {str(row.id): row.name for query in (people, cohorts) for row in session.execute(query)})


def _state(session: Session, actor: Actor) -> tuple[int | None, ...]:
    """Numbers of which one changes whenever the answer could: each decision makes a new version of its submission."""
    submissions = select(func.count(), func.sum(Submission.version)).where(Submission.centre_id == actor.centre)
    people = select(func.count(), func.sum(Person.version)).where(Person.centre_id == actor.centre)
    closed = (
        select(func.count())
        .select_from(StandardisationClosing)
        .join(Standardisation, Standardisation.id == StandardisationClosing.standardisation_id)
        .where(Standardisation.centre_id == actor.centre)
    )
    standards = (
        select(func.count())
        .select_from(StandardisationStandard)
        .join(StandardisationScript, StandardisationScript.id == StandardisationStandard.script_id)
        .join(Standardisation, Standardisation.id == StandardisationScript.standardisation_id)
        .where(Standardisation.centre_id == actor.centre)
    )
    return tuple(
        number for query in (submissions, people, closed, standards) for number in session.execute(query).one()
    )
