"""Marking a script blind, and setting what it should be given."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict, Fault, NotPermitted, RequestInvalid
from service.jobs.analysis_jobs import latest_analysis
from service.standardisation.finding import find_script, is_closed, is_invited
from service.standardisation.schemas import MarksWanted, ScriptText, StandardWanted
from service.storage.columns import now
from service.storage.tables.analyses import Suggestion
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import Draft, Text


def mark(
    session: Session, actor: Actor, exercise: Standardisation, number: int, wanted: MarksWanted, *, unit: Unit
) -> None:
    """Write down what somebody gives a script; it cannot be changed afterwards.

    Raises:
        NotFound: the exercise has no such script.
        NotPermitted: she was not asked to mark.
        Conflict: marking has ended, she has marked it already, or its words were erased.
        RequestInvalid: a marking point is missing, named twice, or none of the unit's.
    """
    script = find_script(session, exercise, number)
    if not is_invited(session, exercise, actor.person_id):
        raise NotPermitted("You were not asked to mark in this exercise.")
    if is_closed(session, exercise):
        raise Conflict("Marking has ended in this exercise.")
    if has_marked(session, script, actor.person_id):
        raise Conflict("You have marked this script already. What was marked stays as it is.")
    text_of(session, script)
    _check_points([one.marking_point for one in wanted.marks], unit)
    suggested = _suggested(session, script)
    at = now()
    session.add_all(
        StandardisationMark(
            id=uuid4(),
            script_id=script.id,
            person_id=actor.person_id,
            suggested=suggested.get(one.marking_point),
            at=at,
            **one.model_dump(),
        )
        for one in wanted.marks
    )
    _flush(session, "You have marked this script already. What was marked stays as it is.")
    _record(session, actor, Action.STANDARDISATION_MARKED, exercise, number)


def set_standard(
    session: Session, actor: Actor, exercise: Standardisation, number: int, wanted: StandardWanted, *, unit: Unit
) -> None:
    """Write down what a marking point of a script should be given.

    Raises:
        NotFound: the exercise has no such script.
        Conflict: people still mark, or the standard has been set.
        RequestInvalid: there is no such marking point.
    """
    script = find_script(session, exercise, number)
    if not is_closed(session, exercise):
        raise Conflict("People may still mark. End the marking first.")
    if wanted.marking_point not in {point.id for point in unit.marking_points}:
        raise RequestInvalid([Fault("#/marking_point", "The unit has no such marking point.")])
    session.add(StandardisationStandard(id=uuid4(), script_id=script.id, by=actor.person_id, **wanted.model_dump()))
    _flush(session, "The standard for this point has been set. It stays as it is.")
    _record(session, actor, Action.STANDARD_SET, exercise, number, marking_point=wanted.marking_point)


def read_text(session: Session, exercise: Standardisation, number: int) -> ScriptText:
    """The words of a script; raises NotFound, and Conflict where they were erased."""
    text = text_of(session, find_script(session, exercise, number))
    paragraphs = tuple((start, end) for start, end in text.paragraphs)
    return ScriptText(number=number, content=text.content or "", paragraphs=paragraphs)


def text_of(session: Session, script: StandardisationScript) -> Text:
    """The text of a script; raises Conflict where it was erased."""
    text = session.get_one(Text, session.get_one(Draft, script.draft_id).text_id)
    if text.content is None:
        raise Conflict("The words of this script were erased, so that nobody can mark it any more.")
    return text


def has_marked(session: Session, script: StandardisationScript, person_id: UUID) -> bool:
    """Whether somebody has marked a script."""
    marked = exists().where(StandardisationMark.script_id == script.id, StandardisationMark.person_id == person_id)
    return session.scalars(select(marked)).one()


def _check_points(given: Sequence[str], unit: Unit) -> None:
    points = [point.id for point in unit.marking_points]
    if missing := [point for point in points if point not in given]:
        raise RequestInvalid([Fault("#/marks", f"Mark every marking point; missing: {', '.join(missing)}.")])
    if len(given) != len(points):
        raise RequestInvalid([Fault("#/marks", "Mark each marking point of the unit once, and no other.")])


def _suggested(session: Session, script: StandardisationScript) -> dict[str, object]:
    analysis = latest_analysis(session, script.draft_id)
    if analysis is None:
        return {}
    rows = session.scalars(select(Suggestion).where(Suggestion.analysis_id == analysis.id))
    return {row.marking_point: row.status for row in rows}


def _flush(session: Session, told: str) -> None:
    """Write what waits; raises Conflict where somebody was faster."""
    try:
        session.flush()
    except IntegrityError as error:
        if "unique" not in str(error.orig).lower():
            raise
        raise Conflict(told) from None


def _record(
    session: Session, actor: Actor, action: Action, exercise: Standardisation, number: int, **details: str
) -> None:
    record(
        session,
        actor=actor,
        action=action,
        subject_kind=Subject.STANDARDISATION,
        subject_id=exercise.id,
        details={"script": number, **details},
    )
