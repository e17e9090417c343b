"""Setting up a centre with its first administrator, to whom a link is mailed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from service.access import Actor
from service.jobs import Jobs
from service.mail.messages import MailKind
from service.people.centres.schemas import NewCentre
from service.people.centres.store import add_centre, add_first_administrator
from service.people.signing_in.links import send_link
from service.storage.tables.people import Centre


def set_up_centre(session: Session, jobs: Jobs, actor: Actor, wanted: NewCentre, at: datetime) -> Centre:
    """Set up a centre and have a link mailed to its first administrator; raises Conflict where its name is taken."""
    centre = add_centre(session, actor, slug=wanted.slug, name=wanted.name)
    first = wanted.administrator
    person = add_first_administrator(session, actor, centre, name=first.name, email=first.email)
    send_link(session, jobs, MailKind.INVITATION, person.id, at)
    return centre
