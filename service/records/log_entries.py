"""Entries of a centre's audit log, as those who may read it see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy import Row, Select, and_, not_, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, chain_of
from service.pages import Page, PageQuery, Wanted, cursor, page_of, place_of
from service.storage.tables.decisions import Contest, Decision, IssuedFeedback
from service.storage.tables.people import Person
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import Submission

_LONGEST_ID = 64


class AuditQuery(PageQuery):
    """Which entries are asked for."""

    action: Action | None = Field(None, description="Only entries about this.")
    actor: UUID | None = Field(None, description="Only what the person with this id did.")
    subject_kind: Subject | None = Field(None, description="Only what was done to this kind of thing.")
    subject_id: Wanted | None = Field(
        None, max_length=_LONGEST_ID, description="Only what was done to the thing itself."
    )
    since: AwareDatetime | None = Field(None, description="Only entries from this moment on.")
    until: AwareDatetime | None = Field(None, description="Only entries from before this moment.")


class AuditView(BaseModel):
    """One entry of the audit log: who did what to what, and when."""

    model_config = ConfigDict(frozen=True)

    number: int = Field(description="1 for the centre's first entry. Without gaps, but where your own work was judged.")
    at: datetime = Field(description="When it was done, in UTC.")
    actor_id: UUID | None = Field(description="Who did it; null: the program itself, or somebody not signed in.")
    actor_name: str | None = Field(description="Her present name.")
    action: str = Field(description="What was done.", examples=["submission.moved"])
    meaning: str | None = Field(description="The same in a sentence.")
    subject_kind: str = Field(description="What kind of thing it was done to.", examples=["submission"])
    subject_id: str = Field(description="Id of the thing.")
    details: dict[str, Any] = Field(description="Ids, states and counts that belong to it; never anybody's words.")
    hash: str = Field(description="SHA-256 of the entry and of the hash before it; `tallymark admin audit verify`.")

    @classmethod
    def of(cls, row: Row[AuditEntry, str | None]) -> AuditView:
        """From an entry, and the name of whoever did it."""
        entry, name = row
        return cls(
            number=entry.number,
            at=entry.at,
            actor_id=entry.actor_id,
            actor_name=name,
            action=entry.action,
            meaning=_MEANINGS.get(entry.action),
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
            details=entry.details,
            hash=entry.hash,
        )


_JUDGED: Mapping[Subject, type[Decision | Contest | IssuedFeedback]] = {
    Subject.DECISION: Decision,
    Subject.CONTEST: Contest,
    Subject.FEEDBACK: IssuedFeedback,
}
_MEANINGS = {action.value: action.meaning for action in Action}


def entries_of(session: Session, actor: Actor, query: AuditQuery) -> Page[AuditView]:
    """A page of the log of the actor's centre, newest first, without entries about decisions on her own work."""
    wanted = _filtered(query, chain_of(actor)).order_by(AuditEntry.number.desc()).limit(query.limit + 1)
    if query.after is not None:
        [number] = place_of(query.after, int)
        wanted = wanted.where(AuditEntry.number < number)
    rows = session.execute(_without_own(session, actor, wanted)).all()
    return page_of(rows, query.limit, AuditView.of, lambda row: cursor(row[0].number))


def _without_own(
    session: Session, actor: Actor, wanted: Select[AuditEntry, str | None]
) -> Select[AuditEntry, str | None]:
    """Leave out whole entries: what is left of one could be guessed from its hash."""
    for kind, table in _JUDGED.items():
        of_hers = select(table.id).join(Submission, Submission.id == table.submission_id)
        own = [str(key) for key in session.scalars(of_hers.where(Submission.learner_id == actor.person_id))]
        wanted = wanted.where(not_(and_(AuditEntry.subject_kind == kind, AuditEntry.subject_id.in_(own))))
    return wanted


def _filtered(query: AuditQuery, chain: str) -> Select[AuditEntry, str | None]:
    wanted = select(AuditEntry, Person.name).outerjoin(Person, Person.id == AuditEntry.actor_id)
    equal = {
        AuditEntry.chain: chain,
        AuditEntry.action: query.action,
        AuditEntry.actor_id: query.actor,
        AuditEntry.subject_kind: query.subject_kind,
        AuditEntry.subject_id: query.subject_id,
    }
    for column, value in equal.items():
        if value is not None:
            wanted = wanted.where(column == value)
    if query.since is not None:
        wanted = wanted.where(AuditEntry.at >= query.since)
    if query.until is not None:
        wanted = wanted.where(AuditEntry.at < query.until)
    return wanted
