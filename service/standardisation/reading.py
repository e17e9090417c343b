"""Exercises as whoever asks may see them: until she has marked everything herself, she sees nothing of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.standardisation.finding import known_to, looks_after_quality
from service.standardisation.schemas import (
    ExerciseInBrief,
    ExerciseList,
    ExerciseView,
    InvitedView,
    MarkView,
    PersonInBrief,
    PointView,
    ScriptView,
    StandardView,
)
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


@dataclass(frozen=True)
class _Rows:
    """Everything about one exercise."""

    exercise: Standardisation
    closed_at: datetime | None
    scripts: Sequence[tuple[StandardisationScript, Text]]
    invited: Sequence[UUID]
    """By name."""
    marks: Mapping[UUID, Sequence[StandardisationMark]]
    standards: Mapping[UUID, Mapping[str, StandardisationStandard]]
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


def list_exercises(session: Session, actor: Actor) -> ExerciseList:
    """The exercises that ``actor`` may know of, newest first."""
    exercises = session.scalars(
        select(Standardisation).where(known_to(actor)).order_by(Standardisation.at.desc(), Standardisation.id)
    )
    return ExerciseList(items=tuple(_brief(actor, _rows(session, exercise)) for exercise in exercises))


def read_exercise(session: Session, actor: Actor, exercise: Standardisation, unit: Unit) -> ExerciseView:
    """An exercise that ``actor`` may know of."""
    rows = _rows(session, exercise)
    sees = looks_after_quality(actor) if actor.person_id not in rows.invited else not rows.to_mark(actor.person_id)
    points = [point.id for point in unit.marking_points]
    return ExerciseView(
        **_brief(actor, rows).model_dump(),
        invited=tuple(_invited(rows, person_id) for person_id in rows.invited),
        sees_others=sees,
        items=tuple(_script(actor, rows, script, text, points, sees=sees) for script, text in rows.scripts),
    )


def _brief(actor: Actor, rows: _Rows) -> ExerciseInBrief:
    return ExerciseInBrief(
        id=rows.exercise.id,
        title=rows.exercise.title,
        unit=rows.exercise.unit_id,
        by=rows.brief(rows.exercise.by),
        at=rows.exercise.at,
        closed_at=rows.closed_at,
        scripts=len(rows.scripts),
        people=len(rows.invited),
        finished=sum(_invited(rows, person_id).finished for person_id in rows.invited),
        to_mark=rows.to_mark(actor.person_id),
    )


def _invited(rows: _Rows, person_id: UUID) -> InvitedView:
    marked = len(rows.marked(person_id))
    return InvitedView(person=rows.brief(person_id), marked=marked, finished=marked == len(rows.scripts))


def _script(
    actor: Actor, rows: _Rows, script: StandardisationScript, text: Text, points: Sequence[str], *, sees: bool
) -> ScriptView:
    marks: dict[str, list[StandardisationMark]] = defaultdict(list)
    for mark in rows.marks.get(script.id, ()):
        if sees or mark.person_id == actor.person_id:
            marks[mark.marking_point].append(mark)
    return ScriptView(
        number=script.number,
        submission=script.submission_id if looks_after_quality(actor) and sees else None,
        words=text.words,
        erased=text.content is None,
        marked=script.id in rows.marked(actor.person_id),
        points=tuple(
            PointView(
                marking_point=point,
                marks=tuple(_mark(rows, mark) for mark in marks[point]),
                standard=_standard(rows, rows.standards.get(script.id, {}).get(point)),
            )
            for point in points
        ),
    )


def _mark(rows: _Rows, mark: StandardisationMark) -> MarkView:
    return MarkView(person=rows.brief(mark.person_id), status=mark.status, note=mark.note, at=mark.at)


def _standard(rows: _Rows, standard: StandardisationStandard | None) -> StandardView | None:
    if standard is None:
        return None
    by = rows.brief(standard.by)
    return StandardView(status=standard.status, rationale=standard.rationale, by=by, at=standard.at)


def _rows(session: Session, exercise: Standardisation) -> _Rows:
    closing = session.get(StandardisationClosing, exercise.id)
    found = session.execute(
        select(StandardisationScript, Text)
        .join(Draft, Draft.id == StandardisationScript.draft_id)
        .join(Text, Text.id == Draft.text_id)
        .where(StandardisationScript.standardisation_id == exercise.id)
        .order_by(StandardisationScript.number)
    )
    scripts = [(row.StandardisationScript, row.Text) for row in found]
    people = session.execute(
        select(Person.id, Person.name)
        .join(StandardisationInvitation, StandardisationInvitation.person_id == Person.id)
        .where(StandardisationInvitation.standardisation_id == exercise.id)
        .order_by(Person.name, Person.id)
    ).all()
    ids = [script.id for script, _ in scripts]
    marks: dict[UUID, list[StandardisationMark]] = defaultdict(list)
    for mark in session.scalars(
        select(StandardisationMark)
        .join(Person, Person.id == StandardisationMark.person_id)
        .where(StandardisationMark.script_id.in_(ids))
        .order_by(Person.name, StandardisationMark.person_id)
    ):
        marks[mark.script_id].append(mark)
    standards: dict[UUID, dict[str, StandardisationStandard]] = defaultdict(dict)
    for standard in session.scalars(select(StandardisationStandard).where(StandardisationStandard.script_id.in_(ids))):
        standards[standard.script_id][standard.marking_point] = standard
    return _Rows(
        exercise=exercise,
        closed_at=closing.at if closing else None,
        scripts=scripts,
        invited=[row.id for row in people],
        marks=marks,
        standards=standards,
        names=_names(session, [exercise.by, *(row.id for row in people), *_setters(standards)]),
    )


def _setters(standards: Mapping[UUID, Mapping[str, StandardisationStandard]]) -> list[UUID]:
    return [standard.by for of_script in standards.values() for standard in of_script.values()]


def _names(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    people = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: row.name for row in people}
