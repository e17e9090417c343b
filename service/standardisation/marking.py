"""Marking a script blind, and setting what it should be given."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult
from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict, Fault, NotPermitted, RequestInvalid
from service.jobs.analysis_jobs import latest_analysis
from service.standardisation.finding import find_script, is_closed, is_invited
from service.standardisation.schemas import MarksWanted, MarkWanted, ScriptText, StandardWanted
from service.standards_in_force import nothing_corrects
from service.storage.columns import now
from service.storage.tables.analyses import Suggestion
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import Draft, Text

_OTHERWISE = (
    "Another standard stands for this point than the one that you would correct. Read it; to correct it, name it as "
    "`supersedes`."
)


def mark(
    session: Session, actor: Actor, exercise: Standardisation, number: int, wanted: MarksWanted, *, unit: Unit
) -> None:
    """Write down what somebody gives a script; it cannot be changed afterwards.

    Raises:
        NotFound: the exercise has no such script.
        NotPermitted: she was not asked to mark.
        Conflict: marking has ended, she has marked it already, or its words were erased.
        RequestInvalid: a marking point is missing, named twice or none of the unit's, or a passage none of the text.
    """
    script = find_script(session, exercise, number)
    if not is_invited(session, exercise, actor.person_id):
        raise NotPermitted("You were not asked to mark in this exercise.")
    if is_closed(session, exercise):
        raise Conflict("Marking has ended in this exercise.")
    if has_marked(session, script, actor.person_id):
        raise Conflict("You have marked this script already. What was marked stays as it is.")
    length = len(text_of(session, script).content or "")
    _check_points([one.marking_point for one in wanted.marks], unit)
    _check_evidence(wanted.marks, length)
    suggested = _suggested(session, script)
    at = now()
    session.add_all(
        StandardisationMark(
            id=uuid4(),
            script_id=script.id,
            person_id=actor.person_id,
            suggested=suggested.get(one.marking_point),
            at=at,
            marking_point=one.marking_point,
            status=one.status,
            note=one.note,
            evidence=[passage.model_dump() for passage in sorted(one.evidence, key=lambda each: each.start)],
        )
        for one in wanted.marks
    )
    _flush(session, "You have marked this script already. What was marked stays as it is.")
    _record(session, actor, Action.STANDARDISATION_MARKED, exercise, number)


def set_standard(
    session: Session, actor: Actor, exercise: Standardisation, number: int, wanted: StandardWanted, *, unit: Unit
) -> None:
    """Write down what a marking point of a script should be given, or correct what was written.

    Raises:
        NotFound: the exercise has no such script.
        Conflict: people still mark, or another standard stands than the one that is to be corrected.
        RequestInvalid: there is no such marking point.
    """
    script = find_script(session, exercise, number)
    if not is_closed(session, exercise):
        raise Conflict("People may still mark. End the marking first.")
    if wanted.marking_point not in {point.id for point in unit.marking_points}:
        raise RequestInvalid([Fault("#/marking_point", "The unit has no such marking point.")])
    if _standing(session, script, wanted.marking_point) != wanted.supersedes:
        raise Conflict(_OTHERWISE)
    given = {"status": wanted.status, "rationale": wanted.rationale, "supersedes_id": wanted.supersedes}
    of_point = {"script_id": script.id, "marking_point": wanted.marking_point}
    session.add(StandardisationStandard(id=uuid4(), by=actor.person_id, **of_point, **given))
    _flush(session, _OTHERWISE)
    action = Action.STANDARD_CORRECTED if wanted.supersedes else Action.STANDARD_SET
    _record(session, actor, action, exercise, number, marking_point=wanted.marking_point)


def read_text(session: Session, exercise: Standardisation, number: int) -> ScriptText:
    """The words of a script; raises NotFound, and Conflict where they were erased."""
    script = find_script(session, exercise, number)
    text = text_of(session, script)
    paragraphs = tuple((start, end) for start, end in text.paragraphs)
    sentences = _sentences(session, script) or paragraphs
    return ScriptText(number=number, content=text.content or "", paragraphs=paragraphs, sentences=sentences)


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


def _check_evidence(marks: Sequence[MarkWanted], length: int) -> None:
    faults = [
        Fault(f"#/marks/{place}/evidence/{number}", "This is no passage of the text, or it is named twice.")
        for place, one in enumerate(marks)
        for number, passage in enumerate(one.evidence)
        if not passage.start < passage.end <= length or passage in one.evidence[:number]
    ]
    if faults:
        raise RequestInvalid(faults)


def _standing(session: Session, script: StandardisationScript, point: str) -> UUID | None:
    """The id of the standard that is in force for a point in this exercise."""
    of_point = (StandardisationStandard.script_id == script.id, StandardisationStandard.marking_point == point)
    found = select(StandardisationStandard.id).where(*of_point, nothing_corrects())
    return session.scalars(found).one_or_none()


def _sentences(session: Session, script: StandardisationScript) -> tuple[tuple[int, int], ...]:
    """Where the sentences begin and end, which tells nothing of what the program makes of them."""
    analysis = latest_analysis(session, script.draft_id)
    if analysis is None or analysis.result is None:
        return ()
    found = AnalysisResult.model_validate_json(analysis.result).text.sentences
    return tuple((one.start, one.end) for one in found)


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
