"""Disagreeing with an observation, taking that back, and seeing who disagrees with what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor, Permission
from service.audit import Action, Subject, record
from service.errors import Conflict, Fault, NotFound, NotPermitted, RequestInvalid
from service.jobs.analysis_jobs import latest_analysis
from service.objections.kinds import kind_at, kinds
from service.objections.pointers import same_in, values_on
from service.objections.schemas import ObjectionList, ObjectionView
from service.storage.columns import now
from service.storage.inserting import insert_unless_there
from service.storage.tables.analyses import Analysis, Objection
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, Submission
from service.unit_versions import unit_of_version
from service.visibility.results import visible_result


@dataclass(frozen=True, slots=True)
class _Sight:
    """The latest result of a draft, as plain data: as it is kept, and as whoever asks may see it."""

    analysis: Analysis
    whole: dict[str, Any]
    seen: dict[str, Any]


def object_to(
    session: Session, actor: Actor, submission: Submission, draft: Draft, observation: str
) -> tuple[ObjectionView, bool]:
    """Note that ``actor`` disagrees with an observation on a draft that she may read; and whether that is new.

    ``observation``: a JSON Pointer into the result as she is given it. Nothing is reckoned anew.

    Raises:
        NotPermitted: she neither wrote the draft nor assesses or samples.
        Conflict: there is no result, or no longer.
        RequestInvalid: there is no such observation that she may see.
        FeedbackWithheld: her qualification lets a learner see nothing.
    """
    _check_may_object(actor, submission)
    sight = _look(session, actor, submission, draft)
    if sight is None:
        raise Conflict("There is no result of this draft to disagree with.")
    kept = same_in(sight.whole, sight.seen, observation) if kind_at(observation) else None
    kind = kind_at(kept or "")
    if kept is None or kind is None:
        raise RequestInvalid([Fault("#/observation", "The result that you see has no such observation.")])
    place = {"draft_id": draft.id, "analysis_id": sight.analysis.id, "observation": kept, "by": actor.person_id}
    about = kinds()[kind].subject(values_on(kept, sight.whole) or [None])
    added = insert_unless_there(session, Objection, id=uuid4(), kind=kind, about=about, at=now(), **place)
    standing = select(Objection).filter_by(**place).where(Objection.withdrawn_at.is_(None))
    objection = session.scalars(standing).one()
    if added:
        _record(session, actor, Action.OBJECTED, submission, objection)
    return _view(actor, submission, objection, observation, actor.name), added


def withdraw(session: Session, actor: Actor, submission: Submission, draft: Draft, objection_id: UUID) -> None:
    """Take back an objection of ``actor``'s own on this draft; again, it changes nothing.

    Raises NotFound where there is none of hers, and NotPermitted as `object_to` does.
    """
    hers = (Objection.draft_id == draft.id, Objection.by == actor.person_id)
    found = session.scalars(select(Objection).where(Objection.id == objection_id, *hers).with_for_update())
    objection = found.one_or_none()
    if objection is None:
        raise NotFound
    _check_may_object(actor, submission)
    if objection.withdrawn_at is None:
        objection.withdrawn_at = now()
        _record(session, actor, Action.OBJECTION_WITHDRAWN, submission, objection)


def read_objections(session: Session, actor: Actor, submission: Submission, draft: Draft) -> ObjectionList:
    """What stands against the latest result of a draft that ``actor`` may read; raises FeedbackWithheld.

    What is against an observation that she may not see is left out, and so is what colleagues say of work of her own.
    """
    sight = _look(session, actor, submission, draft)
    return ObjectionList(items=tuple(_views(session, actor, submission, draft, sight)) if sight else ())


def _views(
    session: Session, actor: Actor, submission: Submission, draft: Draft, sight: _Sight
) -> Iterator[ObjectionView]:
    rows = session.execute(
        select(Objection, Person.name)
        .join(Person, Person.id == Objection.by)
        .where(
            Objection.draft_id == draft.id,
            Objection.analysis_id == sight.analysis.id,
            Objection.withdrawn_at.is_(None),
        )
        .order_by(Objection.at, Objection.id)
    )
    own = actor.person_id == submission.learner_id
    for objection, name in rows:
        observation = same_in(sight.seen, sight.whole, objection.observation)
        if observation and (not own or objection.by == actor.person_id):
            yield _view(actor, submission, objection, observation, name)


def _look(session: Session, actor: Actor, submission: Submission, draft: Draft) -> _Sight | None:
    analysis = latest_analysis(session, draft.id)
    if analysis is None or analysis.result is None:
        return None
    unit = unit_of_version(session, analysis.unit_sha256)
    visible = visible_result(session, actor, submission, draft, analysis, unit=unit)
    return _Sight(analysis, visible.whole.model_dump(mode="json"), visible.seen.model_dump(mode="json"))


def _check_may_object(actor: Actor, submission: Submission) -> None:
    hers = submission.learner_id == actor.person_id
    needed = (Permission.SUBMIT,) if hers else (Permission.ASSESS, Permission.SAMPLE)
    if not any(map(actor.may, needed)):
        raise NotPermitted("Your roles, or the scopes of your token, do not allow this.")


def _view(actor: Actor, submission: Submission, objection: Objection, observation: str, name: str) -> ObjectionView:
    return ObjectionView(
        id=objection.id,
        observation=observation,
        kind=objection.kind,
        about=objection.about,
        by_learner=objection.by == submission.learner_id,
        by=objection.by,
        name=name,
        at=objection.at,
        mine=objection.by == actor.person_id,
    )


def _record(session: Session, actor: Actor, action: Action, submission: Submission, objection: Objection) -> None:
    record(
        session,
        actor=actor,
        action=action,
        subject_kind=Subject.DRAFT,
        subject_id=objection.draft_id,
        details={"submission_id": submission.id, "objection_id": objection.id},
    )
