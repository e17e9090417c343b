"""Exercises as whoever asks may see them: until she has marked everything herself, she sees nothing of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.standardisation.finding import known_to, looks_after_quality
from service.standardisation.rows import Rows, read_rows
from service.standardisation.schemas import (
    ExerciseInBrief,
    ExerciseList,
    ExerciseView,
    InvitedView,
    MarkView,
    Passage,
    PointView,
    ScriptView,
    StandardView,
)
from service.storage.tables.standardisation import Standardisation, StandardisationMark, StandardisationScript
from service.storage.tables.submissions import Text


def list_exercises(session: Session, actor: Actor) -> ExerciseList:
    """The exercises that ``actor`` may know of, newest first."""
    exercises = session.scalars(
        select(Standardisation).where(known_to(actor)).order_by(Standardisation.at.desc(), Standardisation.id)
    )
    return ExerciseList(items=tuple(_brief(actor, read_rows(session, exercise)) for exercise in exercises))


def read_exercise(session: Session, actor: Actor, exercise: Standardisation, unit: Unit) -> ExerciseView:
    """An exercise that ``actor`` may know of."""
    rows = read_rows(session, exercise)
    sees = looks_after_quality(actor) if actor.person_id not in rows.invited else not rows.to_mark(actor.person_id)
    points = [point.id for point in unit.marking_points]
    return ExerciseView(
        **_brief(actor, rows).model_dump(),
        invited=tuple(_invited(rows, person_id) for person_id in rows.invited),
        sees_others=sees,
        items=tuple(_script(actor, rows, script, text, points, sees=sees) for script, text in rows.scripts),
    )


def _brief(actor: Actor, rows: Rows) -> ExerciseInBrief:
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


def _invited(rows: Rows, person_id: UUID) -> InvitedView:
    marked = len(rows.marked(person_id))
    return InvitedView(person=rows.brief(person_id), marked=marked, finished=marked == len(rows.scripts))


def _script(
    actor: Actor, rows: Rows, script: StandardisationScript, text: Text, points: Sequence[str], *, sees: bool
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
                standard=next(iter(agreed), None),
                earlier=agreed[1:],
            )
            for point, agreed in ((point, _agreed(rows, script, point, sees=sees)) for point in points)
        ),
    )


def _mark(rows: Rows, mark: StandardisationMark) -> MarkView:
    return MarkView(
        person=rows.brief(mark.person_id),
        status=mark.status,
        note=mark.note,
        evidence=tuple(Passage.model_validate(passage) for passage in mark.evidence),
        at=mark.at,
    )


def _agreed(rows: Rows, script: StandardisationScript, point: str, *, sees: bool) -> tuple[StandardView, ...]:
    """What was agreed, newest first; nothing for whoever still marks, as another exercise may have agreed already."""
    chain = rows.standards.get((script.draft_id, point), ()) if sees else ()
    return tuple(
        StandardView(
            id=one.standard.id,
            exercise=one.exercise,
            status=one.standard.status,
            rationale=one.standard.rationale,
            by=rows.brief(one.standard.by),
            at=one.standard.at,
        )
        for one in chain
    )
