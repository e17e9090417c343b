"""Setting up an exercise, and ending its marking."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict, Fault, RequestInvalid
from service.jobs.asking import Jobs
from service.jobs.mail_jobs import request_mail
from service.mail.messages import MailKind
from service.standardisation.finding import is_closed
from service.standardisation.schemas import PROPOSED_SCRIPTS, ExerciseWanted
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationScript,
)
from service.storage.tables.submissions import Draft, State, Submission, Text
from service.visibility.drafts import last_handed_in

_DECIDED = (State.DECIDED, State.SAMPLED)


def set_up(session: Session, jobs: Jobs, actor: Actor, wanted: ExerciseWanted) -> Standardisation:
    """Choose work to mark and ask people to mark it, by mail too.

    Where no work is named, what `choosing` proposes for the unit is taken.

    Raises RequestInvalid where a submission is not decided, not for the same unit, or the work of somebody who is asked
    to mark or of whoever asks; or where somebody who is asked cannot assess in this centre. Raises Conflict where the
    words of one were erased.
    """
    chosen = wanted.submissions or _proposed(session, actor, wanted.unit)
    submissions = _submissions(session, actor, chosen)
    _check_people(session, actor, wanted.assessors, {one.learner_id for one in submissions})
    exercise = Standardisation(
        id=uuid4(),
        centre_id=actor.centre,
        unit_id=submissions[0].unit_id,
        title=wanted.title,
        by=actor.person_id,
    )
    session.add(exercise)
    session.flush()
    for number, submission in enumerate(submissions, start=1):
        draft = _draft(session, submission)
        of_script = {"submission_id": submission.id, "draft_id": draft.id, "number": number}
        session.add(StandardisationScript(id=uuid4(), standardisation_id=exercise.id, **of_script))
    session.add_all(
        StandardisationInvitation(standardisation_id=exercise.id, person_id=person_id) for person_id in wanted.assessors
    )
    for person_id in wanted.assessors:
        request_mail(
            session, jobs, MailKind.ASKED_TO_MARK, person_id=person_id, about=exercise.id, exercise_id=exercise.id
        )
    record(
        session,
        actor=actor,
        action=Action.STANDARDISATION_MADE,
        subject_kind=Subject.STANDARDISATION,
        subject_id=exercise.id,
        details={"submissions": chosen, "assessors": wanted.assessors, "unit_id": exercise.unit_id},
    )
    return exercise


def close(session: Session, actor: Actor, exercise: Standardisation) -> None:
    """End the marking of an exercise; ending it again changes nothing."""
    if is_closed(session, exercise):
        return
    session.add(StandardisationClosing(standardisation_id=exercise.id, by=actor.person_id))
    record(
        session,
        actor=actor,
        action=Action.STANDARDISATION_CLOSED,
        subject_kind=Subject.STANDARDISATION,
        subject_id=exercise.id,
    )


def _proposed(session: Session, actor: Actor, unit_id: str | None) -> list[UUID]:
    if unit_id is None:
        raise RequestInvalid([Fault("#/unit", "Name submissions, or the unit for which they are proposed.")])
    from service.standardisation.choosing import read_proposal  # noqa: PLC0415  (pandas)

    proposed = read_proposal(session, actor, unit_id, PROPOSED_SCRIPTS).scripts
    if not proposed:
        raise RequestInvalid([Fault("#/unit", "There is no decided work for this unit that was not marked before.")])
    return [UUID(one.submission) for one in proposed]


def _submissions(session: Session, actor: Actor, wanted: Sequence[UUID]) -> list[Submission]:
    rows = session.scalars(
        select(Submission).where(
            Submission.id.in_(wanted),
            Submission.centre_id == actor.centre,
            Submission.learner_id != actor.person_id,
            Submission.state.in_(_DECIDED),
        )
    )
    found = {row.id: row for row in rows}
    if len(set(wanted)) != len(wanted):
        raise RequestInvalid([Fault("#/submissions", "A submission is named twice. Name each once.")])
    if missing := [place for place, key in enumerate(wanted) if key not in found]:
        raise RequestInvalid(
            [Fault(f"#/submissions/{place}", "There is no such decided submission of others.") for place in missing]
        )
    if len({row.unit_id for row in found.values()}) > 1:
        raise RequestInvalid([Fault("#/submissions", "They are for several units. Choose work for one.")])
    return [found[key] for key in wanted]


def _check_people(session: Session, actor: Actor, wanted: Sequence[UUID], learners: set[UUID]) -> None:
    can = set(
        session.scalars(
            select(Person.id)
            .join(PersonRole, PersonRole.person_id == Person.id)
            .where(
                Person.id.in_(wanted),
                Person.centre_id == actor.centre,
                Person.deactivated_at.is_(None),
                PersonRole.role == Role.ASSESSOR,
            )
        )
    )
    faults = [
        Fault(f"#/assessors/{place}", "Nobody who can assess in your centre, or the learner of one of the scripts.")
        for place, key in enumerate(wanted)
        if key not in can or key in learners
    ]
    if len(set(wanted)) != len(wanted):
        faults.append(Fault("#/assessors", "Somebody is named twice. Name each once."))
    if faults:
        raise RequestInvalid(faults)


def _draft(session: Session, submission: Submission) -> Draft:
    draft = session.scalars(
        select(Draft)
        .join(Text, Text.id == Draft.text_id)
        .where(
            Draft.submission_id == submission.id,
            Draft.number == last_handed_in(session, submission.id),
            Text.content.is_not(None),
        )
    ).one_or_none()
    if draft is None:
        raise Conflict("The words of a submission that you chose were erased. Choose another.")
    return draft
