"""Sending a mail that was asked for.

Performing it again sends it again, with the same Message-ID: a mail cannot be taken back, and one that is lost is worse
than one that comes twice. A new link is made each time; those before it go on working until they expire.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit import Action, Installation, Subject, record
from service.errors import MailRefused
from service.jobs.asking import Payload
from service.jobs.workplace import Workplace
from service.mail.messages import Letter, MailKind
from service.mail.outbox import Outbox
from service.mail.password_links import password_link
from service.storage.tables.people import Centre, Person, Purpose

logger = logging.getLogger(__name__)
_PURPOSES = {MailKind.PASSWORD_RESET: Purpose.RESET, MailKind.INVITATION: Purpose.INVITATION}
_OF_THE_INSTALLATION = "Tallymark"


def perform(workplace: Workplace, payload: Payload) -> None:
    """Write and send the mail that `mail_jobs.request_mail` asked for.

    Nothing is sent to somebody who may not sign in any more, or where no mail server is set.

    Raises:
        MailUnavailable: the mail server cannot be used now; performing it again later makes sense.
    """
    outbox = Outbox.of(workplace.settings)
    kind = MailKind(payload["kind"])
    if outbox.mailer is None:
        logger.warning("no mail server is set: a mail is not sent", extra={"mail": kind.value})
        return
    # What the mail says is committed before it leaves: a link in it must work.
    with workplace.database.write() as session:
        letter = _letter(session, outbox, kind, payload)
    if letter is None:
        logger.info("nobody is there for a mail", extra={"mail": kind.value})
        return
    try:
        outbox.send(letter)
    except MailRefused as refusal:
        logger.warning("a mail was refused: %s", refusal, extra={"mail": kind.value})


@dataclass(frozen=True, slots=True)
class _Recipient:
    person_id: UUID
    centre_id: UUID | None
    name: str
    email: str
    centre: str
    slug: str


def _letter(session: Session, outbox: Outbox, kind: MailKind, payload: Payload) -> Letter | None:
    recipient = _recipient(session, UUID(payload["person_id"]))
    if recipient is None:
        return None
    facts = {}
    if kind in _PURPOSES:
        made = password_link(session, recipient.person_id, _PURPOSES[kind], outbox.links)
        link, facts = made.address, {"expires": made.expires, "sign_in": outbox.links.sign_in(recipient.slug)}
        record(
            session,
            actor=Installation(recipient.centre_id),
            action=Action.PASSWORD_RESET_ASKED,
            subject_kind=Subject.PERSON,
            subject_id=recipient.person_id,
        )
    elif "exercise_id" in payload:
        link = outbox.links.standardisation(UUID(payload["exercise_id"]))
    else:
        link = outbox.links.submission(UUID(payload["submission_id"]))
    return Letter(
        kind=kind,
        name=recipient.name,
        address=recipient.email,
        centre=recipient.centre,
        link=link,
        key=f"{kind}/{recipient.person_id}/{payload['about']}",
        facts=facts,
    )


def _recipient(session: Session, person_id: UUID) -> _Recipient | None:
    """Whoever it is for, where she may sign in; a system administrator hears from the installation."""
    found = session.execute(
        select(Person.id, Person.centre_id, Person.name, Person.email, Centre.name.label("centre"), Centre.slug)
        .outerjoin(Centre, Centre.id == Person.centre_id)
        .where(
            Person.id == person_id,
            Person.deactivated_at.is_(None),
            Person.erased_at.is_(None),
            Centre.closed_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        return None
    centre = found.centre or _OF_THE_INSTALLATION
    return _Recipient(found.id, found.centre_id, found.name, found.email, centre, found.slug or "")
