"""Everything that is kept about one exercise, read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.standardisation.schemas import ExerciseInName, PersonInBrief
from service.storage.tables.people import Person
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import Draft, Text


@dataclass(frozen=True, slots=True)
class Agreed:
    """A standard, and the exercise in which it was set."""

    standard: StandardisationStandard
    exercise: ExerciseInName


@dataclass(frozen=True)
class Rows:
    """Everything about one exercise."""

    exercise: Standardisation
    closed_at: datetime | None
    scripts: Sequence[tuple[StandardisationScript, Text]]
    invited: Sequence[UUID]
    """By name."""
    marks: Mapping[UUID, Sequence[StandardisationMark]]
    standards: Mapping[tuple[UUID, str], Sequence[Agreed]]
    """By draft and marking point, whichever exercise they were set in; the one in force first, then newest first."""
    names: Mapping[UUID, str]

    def marked(self, person_id: UUID) -> frozenset[UUID]:
        """The scripts that somebody has marked."""
        return frozenset(key for key, marks in self.marks.items() if any(one.person_id == person_id for one in marks))

    def to_mark(self, person_id: UUID) -> int:
        """How many scripts somebody still has to mark."""
        if person_id not in self.invited or self.closed_at:
            return 0
        done = self.marked(person_id)
        return sum(script.id not in done for script, text in self.scripts if text.content is not None)

    def brief(self, person_id: UUID) -> PersonInBrief:
        """Somebody, in brief."""
        return PersonInBrief(id=person_id, name=self.names[person_id])


def read_rows(session: Session, exercise: Standardisation) -> Rows:
    """Everything about ``exercise``."""
    closing = session.get(StandardisationClosing, exercise.id)
    scripts = _scripts(session, exercise)
    invited = _invited(session, exercise)
    standards = _standards(session, [script.draft_id for script, _ in scripts])
    setters = [one.standard.by for chain in standards.values() for one in chain]
    return Rows(
        exercise=exercise,
        closed_at=closing.at if closing else None,
        scripts=scripts,
        invited=invited,
        marks=_marks(session, [script.id for script, _ in scripts]),
        standards=standards,
        names=_names(session, {exercise.by, *invited, *setters}),
    )


def _scripts(session: Session, exercise: Standardisation) -> Sequence[tuple[StandardisationScript, Text]]:
    found = session.execute(
        select(StandardisationScript, Text)
        .join(Draft, Draft.id == StandardisationScript.draft_id)
        .join(Text, Text.id == Draft.text_id)
        .where(StandardisationScript.standardisation_id == exercise.id)
        .order_by(StandardisationScript.number)
    )
    return [(row.StandardisationScript, row.Text) for row in found]


def _invited(session: Session, exercise: Standardisation) -> Sequence[UUID]:
    return session.scalars(
        select(Person.id)
        .join(StandardisationInvitation, StandardisationInvitation.person_id == Person.id)
        .where(StandardisationInvitation.standardisation_id == exercise.id)
        .order_by(Person.name, Person.id)
    ).all()


def _marks(session: Session, scripts: Sequence[UUID]) -> Mapping[UUID, Sequence[StandardisationMark]]:
    marks: dict[UUID, list[StandardisationMark]] = defaultdict(list)
    for mark in session.scalars(
        select(StandardisationMark)
        .join(Person, Person.id == StandardisationMark.person_id)
        .where(StandardisationMark.script_id.in_(scripts))
        .order_by(Person.name, StandardisationMark.person_id)
    ):
        marks[mark.script_id].append(mark)
    return marks


def _standards(session: Session, drafts: Sequence[UUID]) -> Mapping[tuple[UUID, str], Sequence[Agreed]]:
    """All standards on these drafts. The last word of each exercise comes before what it corrected."""
    found = session.execute(
        select(StandardisationStandard, StandardisationScript.draft_id, Standardisation.id, Standardisation.title)
        .join(StandardisationScript, StandardisationScript.id == StandardisationStandard.script_id)
        .join(Standardisation, Standardisation.id == StandardisationScript.standardisation_id)
        .where(StandardisationScript.draft_id.in_(drafts))
        .order_by(StandardisationStandard.at.desc(), StandardisationStandard.id)
    ).all()
    corrected = {row.StandardisationStandard.supersedes_id for row in found}
    chains: dict[tuple[UUID, str], list[Agreed]] = defaultdict(list)
    # Sorting is stable: among those in force, and among those that were corrected, the newest stays first.
    for row in sorted(found, key=lambda one: one.StandardisationStandard.id in corrected):
        agreed = Agreed(row.StandardisationStandard, ExerciseInName(id=row.id, title=row.title))
        chains[row.draft_id, agreed.standard.marking_point].append(agreed)
    return chains


def _names(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    people = session.execute(select(Person.id, Person.name).where(Person.id.in_(list(ids))))
    return {row.id: row.name for row in people}
