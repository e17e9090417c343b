"""An exercise as a table for the external quality assurer: one row for each mark and each standard."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.audit import Action, Subject, record
from service.cells import harmless
from service.errors import Conflict
from service.standardisation.reading import read_exercise
from service.standardisation.schemas import ExerciseView, PointView, ScriptView
from service.storage.tables.standardisation import Standardisation

COLUMNS = {
    "script": "Number of the script.",
    "submission": "Id of the submission.",
    "marking_point": "Id of the marking point.",
    "kind": "`mark`: what somebody gave; `standard`: what was agreed; `earlier`: what was agreed before that.",
    "person": "Id of who marked or set the standard.",
    "name": "Her name.",
    "status": "`met`, `partial` or `not`.",
    "words": "Her note, or the rationale.",
    "evidence": "Passages that a mark rests on: start and end in the text, in code points, as `12-86 140-152`.",
    "at": "When, in UTC.",
}


def export(session: Session, actor: Actor, exercise: Standardisation, unit: Unit) -> str:
    """The table as CSV (RFC 4180); the audit log says who asked.

    Raises Conflict where ``actor`` was asked to mark herself and has not finished.
    """
    view = read_exercise(session, actor, exercise, unit)
    if not view.sees_others:
        raise Conflict("Mark every script first: until then nothing that others gave is shown.")
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in _rows(view))
    record(
        session,
        actor=actor,
        action=Action.STANDARDISATION_EXPORTED,
        subject_kind=Subject.STANDARDISATION,
        subject_id=exercise.id,
    )
    return written.getvalue()


def _rows(view: ExerciseView) -> Iterator[tuple[object, ...]]:
    for script in view.items:
        for point in script.points:
            yield from _of_point(script, point)


def _of_point(script: ScriptView, point: PointView) -> Iterator[tuple[object, ...]]:
    place = (script.number, script.submission, point.marking_point)
    for mark in point.marks:
        given = (mark.person.id, mark.person.name, mark.status.value, mark.note)
        yield (*place, "mark", *given, " ".join(f"{one.start}-{one.end}" for one in mark.evidence), _utc(mark.at))
    agreed = (("standard", point.standard), *(("earlier", one) for one in point.earlier))
    for kind, one in agreed:
        if one:
            yield (*place, kind, one.by.id, one.by.name, one.status.value, one.rationale, "", _utc(one.at))


def _utc(at: object) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
