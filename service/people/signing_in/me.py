"""What is told about whoever is signed in."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.access import Actor, Permission
from service.people.signing_in.schemas import CentreName, Me
from service.storage.tables.people import Centre, Person, SignIn


def describe(session: Session, actor: Actor) -> Me:
    """Name, roles and what they allow."""
    person = session.get_one(Person, actor.person_id)
    centre = session.get_one(Centre, actor.centre_id) if actor.centre_id else None
    sign_in = session.get_one(SignIn, actor.credential_id) if actor.via == "session" else None
    return Me(
        id=person.id,
        name=person.name,
        email=person.email,
        centre=_brief(centre) if centre else None,
        roles=tuple(sorted(actor.roles)),
        permissions=tuple(permission for permission in Permission if actor.may(permission)),
        via=actor.via,
        session_expires_at=sign_in.expires_at if sign_in else None,
    )


def _brief(centre: Centre) -> CentreName:
    return CentreName(id=centre.id, slug=centre.slug, name=centre.name, demonstration=centre.demonstration)
