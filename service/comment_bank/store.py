"""One person's bank of comments. Nobody else reads it, and nothing that was sent depends on it."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.comment_bank.schemas import BankCommentView, BankCommentWanted, BankQuery
from service.errors import Conflict, Fault, NotFound, RequestInvalid
from service.pages import Page, cursor, moment, page_of, place_of
from service.retention.holds import refuse_while_held
from service.storage.columns import now
from service.storage.tables.comments import BankComment
from service.storage.tables.people import Person
from service.versions import require_version

MOST = 1000
"""Comments that one person can keep."""
_POINT = func.coalesce(BankComment.marking_point, "")


def read_bank(session: Session, actor: Actor, query: BankQuery) -> Page[BankCommentView]:
    """Comments by unit and marking point, those for the whole unit first, then by the moment that they were added."""
    wanted = select(BankComment).where(*_conditions(actor, query))
    if query.after is not None:
        behind = place_of(query.after, str, str, moment, UUID)
        wanted = wanted.where(tuple_(BankComment.unit_id, _POINT, BankComment.created_at, BankComment.id) > behind)
    ordered = wanted.order_by(BankComment.unit_id, _POINT, BankComment.created_at, BankComment.id)
    rows = session.scalars(ordered.limit(query.limit + 1)).all()
    return page_of(rows, query.limit, BankCommentView.of, _place)


def comment_at(session: Session, actor: Actor, comment_id: UUID, *, lock: bool = False) -> BankComment:
    """A comment of ``actor``'s own; raises NotFound where there is none."""
    wanted = select(BankComment).where(BankComment.id == comment_id, BankComment.person_id == actor.person_id)
    comment = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if comment is None:
        raise NotFound
    return comment


def add_comment(session: Session, actor: Actor, wanted: BankCommentWanted, unit: Unit) -> tuple[BankComment, bool]:
    """Keep a comment, and whether it is new: the same words for the same place are kept once.

    Raises RequestInvalid where the unit has no such marking point, and Conflict where the bank is full.
    """
    _check_point(wanted, unit)
    # Of two at a time the second sees what the first has added.
    session.execute(select(Person.id).where(Person.id == actor.person_id).with_for_update())
    hers = BankComment.person_id == actor.person_id
    point = BankComment.marking_point
    same = (point.is_(None) if wanted.marking_point is None else point == wanted.marking_point) & (
        (BankComment.unit_id == wanted.unit) & (BankComment.content == wanted.content)
    )
    if known := session.scalars(select(BankComment).where(hers, same).limit(1)).one_or_none():
        return known, False
    if session.scalars(select(func.count()).select_from(BankComment).where(hers)).one() >= MOST:
        raise Conflict(f"You keep {MOST} comments. Remove some that you do not need any more.")
    at = now()
    comment = BankComment(id=uuid4(), person_id=actor.person_id, created_at=at, version=1)
    _write(comment, wanted)
    comment.changed_at = at
    session.add(comment)
    session.flush()
    return comment, True


def change_comment(
    session: Session, actor: Actor, comment_id: UUID, wanted: BankCommentWanted, *, unit: Unit, expected: int
) -> BankComment:
    """Put other words, or another place, in a comment's stead; what was sent stays as it was.

    Raises NotFound; ChangedMeanwhile; RequestInvalid where the unit has no such marking point; Conflict while there is
    a hold on her.
    """
    _check_point(wanted, unit)
    comment = comment_at(session, actor, comment_id, lock=True)
    require_version(expected, comment.version)
    refuse_while_held(session, person_id=actor.person_id)
    _write(comment, wanted)
    comment.changed_at = now()
    comment.version += 1
    session.flush()
    return comment


def remove_comment(session: Session, actor: Actor, comment_id: UUID, expected: int) -> None:
    """Remove a comment, words and all; raises NotFound, ChangedMeanwhile, or Conflict while there is a hold on her."""
    comment = comment_at(session, actor, comment_id, lock=True)
    require_version(expected, comment.version)
    refuse_while_held(session, person_id=actor.person_id)
    session.delete(comment)
    session.flush()


def _write(comment: BankComment, wanted: BankCommentWanted) -> None:
    comment.unit_id, comment.marking_point, comment.content = wanted.unit, wanted.marking_point, wanted.content


def _check_point(wanted: BankCommentWanted, unit: Unit) -> None:
    points = {point.id for point in unit.marking_points}
    if wanted.marking_point is not None and wanted.marking_point not in points:
        raise RequestInvalid([Fault("#/marking_point", "The unit has no such marking point.")])


def _conditions(actor: Actor, query: BankQuery) -> list[ColumnElement[bool]]:
    conditions = [BankComment.person_id == actor.person_id]
    if query.unit is not None:
        conditions.append(BankComment.unit_id == query.unit)
    if query.marking_point is not None:
        conditions.append(or_(BankComment.marking_point == query.marking_point, BankComment.marking_point.is_(None)))
    if query.search is not None:
        conditions.append(BankComment.content.icontains(query.search, autoescape=True))
    return conditions


def _place(comment: BankComment) -> str:
    return cursor(comment.unit_id, comment.marking_point or "", comment.created_at, comment.id)
