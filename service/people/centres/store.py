"""Setting up, changing and closing centres."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service import audit
from service.audit import Action, By, Installation, Subject
from service.errors import Conflict, NotFound
from service.pages import Page, PageQuery, cursor, page_of, place_of
from service.people.centres.schemas import CentreView
from service.people.directory.changing import add_person
from service.people.sessions import end_sessions
from service.storage.tables.people import Centre, Person, Role
from service.versions import require_version


def centre_of(session: Session, centre_id: UUID | None, *, lock: bool = False) -> Centre:
    """The centre of this id; raises NotFound."""
    wanted = select(Centre).where(Centre.id == centre_id)
    centre = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if centre is None:
        raise NotFound
    return centre


def centre_named(session: Session, slug: str) -> Centre:
    """The centre of this name in addresses; raises NotFound."""
    centre = session.scalars(select(Centre).where(Centre.slug == slug)).one_or_none()
    if centre is None:
        raise NotFound
    return centre


def page_of_centres(session: Session, query: PageQuery) -> Page[CentreView]:
    """A page of all centres by their names in addresses, closed ones too."""
    wanted = select(Centre).order_by(Centre.slug)
    if query.after is not None:
        wanted = wanted.where(Centre.slug > place_of(query.after, str)[0])
    rows = session.scalars(wanted.limit(query.limit + 1)).all()
    return page_of(rows, query.limit, CentreView.of, lambda centre: cursor(centre.slug))


def add_centre(session: Session, by: By, *, slug: str, name: str) -> Centre:
    """Set up a centre, without anybody in it yet; raises Conflict where there is one of this name in addresses."""
    centre = Centre(id=uuid4(), slug=slug, name=name, version=1)
    session.add(centre)
    try:
        session.flush()
    except IntegrityError:
        raise Conflict("There is a centre of this name in addresses already. Choose another.") from None
    _record(session, by, Action.CENTRE_ADDED, centre)
    return centre


def add_first_administrator(session: Session, by: By, centre: Centre, *, name: str, email: str) -> Person:
    """Enter a centre's first person, who then enters the others."""
    there = Installation(centre.id, by.person_id)
    return add_person(session, there, name=name, email=email, reference=None, roles=frozenset({Role.CENTRE_ADMIN}))


def change_centre(session: Session, by: By, changes: Mapping[str, Any], version: int) -> Centre:
    """Change the settings of the centre of ``by``; raises ChangedMeanwhile."""
    centre = centre_of(session, by.centre_id, lock=True)
    require_version(version, centre.version)
    changed = {name: value for name, value in changes.items() if getattr(centre, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(centre, name, value)
        centre.version += 1
        told = {"name_changed": "name" in changed} | {key: value for key, value in changed.items() if key != "name"}
        _record(session, by, Action.CENTRE_CHANGED, centre, told)
    return centre


def close_centre(session: Session, by: By, centre_id: UUID, at: datetime) -> None:
    """Let nobody of a centre sign in; sessions end. Everything that it keeps stays. Once more changes nothing."""
    centre = centre_of(session, centre_id, lock=True)
    if centre.closed_at:
        return
    centre.closed_at = at
    centre.version += 1
    for person_id in session.scalars(select(Person.id).where(Person.centre_id == centre_id)).all():
        end_sessions(session, person_id, at)
    _record(session, by, Action.CENTRE_CLOSED, centre)


def reopen_centre(session: Session, by: By, centre_id: UUID) -> None:
    """Let the people of a centre sign in again. Once more changes nothing."""
    centre = centre_of(session, centre_id, lock=True)
    if centre.closed_at:
        centre.closed_at = None
        centre.version += 1
        _record(session, by, Action.CENTRE_REOPENED, centre)


def _record(session: Session, by: By, action: Action, centre: Centre, details: Mapping[str, Any] | None = None) -> None:
    audit.record(session, actor=by, action=action, subject_kind=Subject.CENTRE, subject_id=centre.id, details=details)
