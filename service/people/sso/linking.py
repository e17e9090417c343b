"""From an identity at a provider to a person of the centre: known by its subject, or once by an address vouched for."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit import Action, Installation, Subject, record
from service.errors import SsoUnknown
from service.people.fields import email_address, one_line
from service.people.sso.client import Identity
from service.people.sso.providers import CentreProvider
from service.storage.tables.people import Centre, ExternalIdentity, Person, PersonRole, Role

_LONGEST_NAME = 200
_NO_ACCOUNT = "The centre has no open account for you. Ask it to enter the e-mail address that you sign in with."


def person_of(session: Session, of: CentreProvider, identity: Identity) -> UUID:
    """The id of the person who an identity is, in a write transaction.

    The first time, she is found by her e-mail address, if the provider has verified it; where nobody has it and the
    centre enrols, an account for a learner is made.

    Raises:
        SsoUnknown: she is nobody who may sign in at this centre.
    """
    known = _linked(session, of, identity)
    if known is None:
        # One new identity after the other at each centre: the same person may come twice at once.
        session.scalars(select(Centre.id).where(Centre.id == of.centre_id).with_for_update()).one()
        known = _linked(session, of, identity) or _link(session, of, identity)
    if known.deactivated_at or known.erased_at:
        raise SsoUnknown(_NO_ACCOUNT)
    return known.id


def _linked(session: Session, of: CentreProvider, identity: Identity) -> Person | None:
    return session.scalars(
        select(Person)
        .join(ExternalIdentity, ExternalIdentity.person_id == Person.id)
        .where(
            ExternalIdentity.centre_id == of.centre_id,
            ExternalIdentity.issuer == identity.issuer,
            ExternalIdentity.subject == identity.subject,
        )
    ).one_or_none()


def _link(session: Session, of: CentreProvider, identity: Identity) -> Person:
    email = _email(identity)
    person = session.scalars(
        select(Person).where(Person.centre_id == of.centre_id, Person.email == email)
    ).one_or_none()
    if person is None and not of.enrols:
        raise SsoUnknown(_NO_ACCOUNT)
    if person and _has_identity(session, person, identity.issuer):
        # Addresses are given to somebody new when their owner leaves; accounts are not.
        raise SsoUnknown("This e-mail address belongs to somebody else's account. Ask the centre to look into it.")
    person = person or _enrol(session, of.centre_id, identity, email)
    session.add(
        ExternalIdentity(centre_id=of.centre_id, person_id=person.id, issuer=identity.issuer, subject=identity.subject)
    )
    session.flush()
    return person


def _email(identity: Identity) -> str:
    try:
        return email_address(identity.email)
    except ValueError:
        raise SsoUnknown(
            "The identity provider does not vouch for an e-mail address of yours. Have it verified there, or sign in "
            "with a password."
        ) from None


def _has_identity(session: Session, person: Person, issuer: str) -> bool:
    linked = select(ExternalIdentity.id).where(
        ExternalIdentity.person_id == person.id, ExternalIdentity.issuer == issuer
    )
    return session.scalar(linked) is not None


def _enrol(session: Session, centre_id: UUID, identity: Identity, email: str) -> Person:
    person = Person(id=uuid4(), centre_id=centre_id, name=_name(identity, email), email=email)
    session.add(person)
    session.flush()
    session.add(PersonRole(person_id=person.id, role=Role.LEARNER))
    record(
        session,
        actor=Installation(centre_id, person.id),
        action=Action.PERSON_ADDED,
        subject_kind=Subject.PERSON,
        subject_id=person.id,
        details={"roles": [Role.LEARNER]},
    )
    return person


def _name(identity: Identity, email: str) -> str:
    try:
        return one_line(identity.name)[:_LONGEST_NAME]
    except ValueError:
        return email.partition("@")[0]
