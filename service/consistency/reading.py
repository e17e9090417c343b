"""What is measured on a centre's decisions: read and measured, and measured anew only when something has changed.

Of a large centre nothing is measured while somebody waits: she sees what was measured last, and when, while it is
measured anew behind her page.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.consistency.behind import Behind
from service.consistency.schemas import AgreementQuery
from service.consistency.table import read_table
from service.errors import BeingMeasured
from service.judging.estimates import Answered, Names
from service.storage.columns import now
from service.storage.tables.decisions import Decision
from service.storage.tables.people import Centre, Cohort, Person
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import Submission

if TYPE_CHECKING:
    import pandas as pd

Part = TypeVar("Part", bound=Answered)
"""What one part of the audit answers."""
Measure: TypeAlias = "Callable[[pd.DataFrame, Names], Part]"

MOST_AT_ONCE = 5_000
"""Decisions of a centre up to which a page measures them itself: about a second."""
_LEAST_BETWEEN = timedelta(minutes=2)
_MOST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Measured(Generic[Part]):
    """An answer, when it was measured, and on which state of the centre; ``fresh``: whether that is today's."""

    answer: Part
    at: datetime
    state: Hashable
    fresh: bool = True


class _Remembered:
    """What was measured last, by what it was measured on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Measured[Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Measured[Any] | None:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def keep(self, key: Hashable, measured: Measured[Part]) -> Measured[Part]:
        with self._lock:
            self._found[key] = measured
            self._found.move_to_end(key)
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        return measured


_REMEMBERED = _Remembered(_MOST_REMEMBERED)
BEHIND = Behind()
"""Where large centres are measured."""


@dataclass(frozen=True, slots=True)
class _Asked(Generic[Part]):
    """What is to be measured, and for whom."""

    actor: Actor
    query: AgreementQuery
    measure: Measure[Part]
    comments: bool

    def read(self, session: Session) -> Measured[Part]:
        state, at = _state(session, self.actor), now()
        table = read_table(session, self.actor, self.query, comments=self.comments)
        return Measured(self.measure(table, _names(session, self.actor, table)), at, state)

    def read_behind(self, session: Session, key: Hashable) -> None:
        with session:
            _REMEMBERED.keep(key, self.read(session))


def read_measured(
    session: Session, actor: Actor, query: AgreementQuery, measure: Measure[Part], *, comments: bool = False
) -> Part:
    """What ``measure`` says of the decisions that ``query`` asks for; raises BeingMeasured.

    ``measure`` is a function of a module, by which its answers are remembered: the agreement's, the severities'.
    ``comments``: whether it looks at what people wrote.
    """
    return read_with_its_time(session, actor, query, measure, comments=comments).answer


def read_with_its_time(
    session: Session, actor: Actor, query: AgreementQuery, measure: Measure[Part], *, comments: bool = False
) -> Measured[Part]:
    """As `read_measured`, with when it was measured: of a large centre that may be before its last decision.

    Raises BeingMeasured where such a centre's decisions have not been measured yet.
    """
    # Nobody is told of her own work. Whoever has none is told the same as everybody else.
    key = (measure, actor.centre, actor.person_id if _has_work(session, actor) else None, query)
    known: Measured[Part] | None = _REMEMBERED.get(key)
    if known and known.state == _state(session, actor):
        return known
    asked = _Asked(actor, query, measure, comments)
    if _decisions(session, actor) <= MOST_AT_ONCE:
        return _REMEMBERED.keep(key, asked.read(session))
    if known is None or now() - known.at >= _LEAST_BETWEEN:
        BEHIND.ask(key, partial(asked.read_behind, Session(session.get_bind()), key))
    if known is None:
        raise BeingMeasured
    return Measured(known.answer, known.at, known.state, fresh=False)


def _names(session: Session, actor: Actor, table: pd.DataFrame) -> Names:
    """Of everybody who decided, and of the cohorts."""
    ids = [UUID(key) for key in table["assessor"].cat.categories]
    people = select(Person.id, Person.name).where(Person.id.in_(ids))
    cohorts = select(Cohort.id, Cohort.name).where(Cohort.centre_id == actor.centre)
    return {str(row.id): row.name for query in (people, cohorts) for row in session.execute(query)}


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
    centre = select(Centre.version).where(Centre.id == actor.centre)
    return tuple(
        number for query in (submissions, people, closed, standards, centre) for number in session.execute(query).one()
    )


def _has_work(session: Session, actor: Actor) -> bool:
    own = select(Submission.id).where(Submission.centre_id == actor.centre, Submission.learner_id == actor.person_id)
    return session.execute(own.limit(1)).first() is not None


def _decisions(session: Session, actor: Actor) -> int:
    query = (
        select(func.count())
        .select_from(Decision)
        .join(Submission, Submission.id == Decision.submission_id)
        .where(Submission.centre_id == actor.centre)
    )
    return session.execute(query).scalar_one()
