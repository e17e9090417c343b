"""The queue as whoever asks may see it: one query over an index, whatever the number of submissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from service.access import Actor
from service.errors import NotFound
from service.pages import cursor, moment, place_of
from service.queue.disagreements import disagreements_of
from service.queue.schemas import GroupView, LearnerInBrief, PersonInBrief, QueueItem, QueuePage, QueueQuery, ReasonView
from service.storage.tables.people import Centre, Person, Role
from service.storage.tables.places import Place, PlaceReason
from service.storage.tables.submissions import State, Submission
from service.triage.rules import triage_rules
from service.visibility.submissions import visible_to

Learner, Assessor = aliased(Person), aliased(Person)
_Rows = Select[Place, Submission, str, str | None, str]


def read_queue(session: Session, actor: Actor, query: QueueQuery, *, counted: bool = True) -> QueuePage:
    """A page of what waits, with the sizes of all groups beside the first one unless it is not to be ``counted``."""
    blind = _sees_it_blind(session, actor)
    conditions = _conditions(actor, query, blind=blind)
    rows = session.execute(_rows(conditions, query)).all()
    shown = rows[: query.limit]
    return QueuePage(
        groups=_groups(session, conditions) if counted and query.after is None else None,
        items=_items(session, shown, blind=blind),
        next=_place(shown[-1].Place) if len(rows) > query.limit else None,
    )


def read_item(session: Session, actor: Actor, submission_id: UUID) -> QueueItem:
    """One submission as it stands in the queue; raises NotFound where it does not, or not for ``actor``."""
    blind, query = _sees_it_blind(session, actor), QueueQuery(limit=1)
    conditions = [*_conditions(actor, query, blind=blind), Place.submission_id == submission_id]
    items = _items(session, session.execute(_rows(conditions, query)).all(), blind=blind)
    if not items:
        raise NotFound
    return items[0]


def next_to_take(session: Session, actor: Actor, query: QueueQuery, *, lock: bool = False) -> UUID | None:
    """The submission that ``actor``, who assesses, should take next of those that fit ``query``; None: there is none.

    What is given to her comes before what is nobody's. ``lock``: let nobody else take it until the transaction ends;
    what somebody is about to take is then passed over.
    """
    waiting = (
        select(Submission.id)
        .join(Place, Place.submission_id == Submission.id)
        .where(*_conditions(actor, query, blind=_sees_it_blind(session, actor)), Submission.state == State.SUBMITTED)
        .order_by(Place.rank, Place.since, Place.submission_id)
        .limit(1)
    )
    if query.group:
        waiting = waiting.where(Place.group.in_(query.group))
    if lock:
        waiting = waiting.with_for_update(of=Submission, skip_locked=True)
    # One after the other, as either is read in the order of an index and ends with its first row.
    whose = (Submission.assessor_id == actor.person_id, Submission.assessor_id.is_(None))
    found = (session.scalars(waiting.where(condition)).one_or_none() for condition in whose)
    return next(filter(None, found), None)


def _sees_it_blind(session: Session, actor: Actor) -> bool:
    """Whether places may not tell what the program suggests: to assessors of a centre that decides blind first."""
    return actor.has(Role.ASSESSOR) and session.get_one(Centre, actor.centre).blind_first


def _rows(conditions: Sequence[ColumnElement[bool]], query: QueueQuery) -> _Rows:
    rows = (
        select(Place, Submission, Learner.name, Learner.reference, Assessor.name.label("assessor"))
        .join(Submission, Submission.id == Place.submission_id)
        .join(Learner, Learner.id == Submission.learner_id)
        .outerjoin(Assessor, Assessor.id == Submission.assessor_id)
        .where(*conditions)
        .order_by(Place.rank, Place.since, Place.submission_id)
        .limit(query.limit + 1)
    )
    if query.group:
        rows = rows.where(Place.group.in_(query.group))
    if query.after is not None:
        rank, since, submission_id = place_of(query.after, int, moment, UUID)
        rows = rows.where(Place.rank >= rank, _behind(rank, since, submission_id))
    return rows


def _behind(rank: int, since: datetime, submission_id: UUID) -> ColumnElement[bool]:
    return or_(
        Place.rank > rank,
        Place.since > since,
        and_(Place.since == since, Place.submission_id > submission_id),
    )


def _place(place: Place) -> str:
    return cursor(place.rank, place.since, place.submission_id)


def _conditions(actor: Actor, query: QueueQuery, *, blind: bool) -> list[ColumnElement[bool]]:
    """What ``actor`` may see of the queue and what she asks for, but for the group."""
    conditions = [
        Place.centre_id == actor.centre,
        Place.blind == blind,
        visible_to(actor),
        # What the program suggests of her own work she is told as its learner, as far as her qualification allows.
        Submission.learner_id != actor.person_id,
    ]
    if query.reason:
        given = select(PlaceReason.code).where(
            PlaceReason.submission_id == Place.submission_id,
            PlaceReason.blind == Place.blind,
            PlaceReason.code.in_(query.reason),
        )
        conditions.append(given.exists())
    if query.state:
        conditions.append(Submission.state.in_(query.state))
    if query.cohort is not None:
        conditions.append(Submission.cohort_id == query.cohort)
    if query.unit is not None:
        conditions.append(Submission.unit_id == query.unit)
    if query.assessor == "nobody":
        conditions.append(Submission.assessor_id.is_(None))
    elif query.assessor is not None:
        conditions.append(Submission.assessor_id == (actor.person_id if query.assessor == "me" else query.assessor))
    if query.search is not None:
        found = select(Person.id).where(
            Person.centre_id == actor.centre,
            or_(
                Person.name.icontains(query.search, autoescape=True),
                Person.reference.icontains(query.search, autoescape=True),
            ),
        )
        conditions.append(Submission.learner_id.in_(found))
    return conditions


def _groups(session: Session, conditions: Sequence[ColumnElement[bool]]) -> tuple[GroupView, ...]:
    counted = session.execute(
        select(Place.group, func.count().label("size"))
        .join(Submission, Submission.id == Place.submission_id)
        .where(*conditions)
        .group_by(Place.group)
    )
    counts: dict[str, int] = {row.group: row.size for row in counted}
    return tuple(
        GroupView(id=group.id, title=group.title, meaning=group.meaning, count=counts.get(group.id, 0))
        for group in triage_rules().groups
    )


def _reasons(session: Session, submission_ids: Sequence[UUID], *, blind: bool) -> Mapping[UUID, list[ReasonView]]:
    found: dict[UUID, list[ReasonView]] = {submission_id: [] for submission_id in submission_ids}
    rows = session.scalars(
        select(PlaceReason)
        .where(PlaceReason.submission_id.in_(submission_ids), PlaceReason.blind == blind)
        .order_by(PlaceReason.submission_id, PlaceReason.number)
    )
    for row in rows:
        # A rule of an earlier version has no words any more; the place is made anew soon.
        if rule := triage_rules().rule(row.code):
            found[row.submission_id].append(ReasonView(code=row.code, sentence=rule.sentence(row.facts)))
    return found


def _items(
    session: Session, rows: Sequence[Row[Place, Submission, str, str | None, str]], *, blind: bool
) -> tuple[QueueItem, ...]:
    ids = [row.Place.submission_id for row in rows]
    reasons = _reasons(session, ids, blind=blind)
    disagreements = {} if blind else disagreements_of(session, ids)
    return tuple(
        _item(row, reasons[row.Submission.id], None if blind else disagreements.get(row.Submission.id, 0))
        for row in rows
    )


def _item(
    row: Row[Place, Submission, str, str | None, str], reasons: Sequence[ReasonView], disagreements: int | None
) -> QueueItem:
    place: Place = row.Place
    submission: Submission = row.Submission
    assessor = submission.assessor_id
    return QueueItem(
        submission=submission.id,
        version=submission.version,
        group=place.group,
        reasons=tuple(reasons),
        disagreements=disagreements,
        since=place.since,
        learner=LearnerInBrief(id=submission.learner_id, name=row.name, reference=row.reference),
        cohort=submission.cohort_id,
        unit=submission.unit_id,
        state=submission.state,
        assessor=PersonInBrief(id=assessor, name=row.assessor) if assessor else None,
    )
