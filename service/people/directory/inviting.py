"""Entering people, and having a link mailed to them with which they choose a password."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service.access import Actor
from service.errors import Conflict
from service.jobs import Jobs
from service.mail.messages import MailKind
from service.people.directory.changing import add_person
from service.people.directory.schemas import NewPerson
from service.people.finding import person_at
from service.people.signing_in.links import send_link
from service.storage.tables.people import Person


def enter(session: Session, jobs: Jobs, actor: Actor, wanted: NewPerson, at: datetime) -> Person:
    """Enter a person and invite her where that is wanted; raises Conflict where address or number is taken."""
    person = add_person(
        session, actor, name=wanted.name, email=wanted.email, reference=wanted.reference, roles=wanted.roles
    )
    if wanted.invite:
        send_link(session, jobs, MailKind.INVITATION, person.id, at)
    return person


def invite(session: Session, jobs: Jobs, actor: Actor, person_id: UUID, at: datetime) -> None:
    """Have a link mailed to somebody once more; raises NotFound, or Conflict where she cannot sign in."""
    person = person_at(session, actor.centre, person_id)
    if person.deactivated_at:
        raise Conflict("She cannot sign in. Reactivate her first.")
    send_link(session, jobs, MailKind.INVITATION, person.id, at)
