"""Taking a table over: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.access.administrators import take_turns
from service.audit import Action, By, Detail, Subject, record
from service.errors import ChangedMeanwhile, Fault, RosterInvalid
from service.jobs import Jobs
from service.jobs.mail_jobs import request_mail
from service.mail.messages import MailKind
from service.one_time_tokens import withdraw
from service.open_work import lock_open_work
from service.people.directory.changing import change_person
from service.people.roster.entries import RowFault, entries_of
from service.people.roster.headings import unused_columns
from service.people.roster.known import known_of
from service.people.roster.plan import Change, Plan, plan
from service.people.roster.table import Table
from service.storage.columns import now
from service.storage.tables.people import Cohort, CohortMember, Person, PersonRole, Role


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a table comes to, or came to. ``ignored``: letters of columns that are not used."""

    table: Table
    plan: Plan
    ignored: Sequence[str]
    invited: int = 0


def try_out(session: Session, centre_id: UUID, table: Table, by: UUID | None) -> Outcome:
    """What taking a table over would come to; changes nothing. ``by``: who wants it, where she is signed in.

    Raises:
        RosterUnreadable: a column that is needed is missing.
    """
    entries, faults = entries_of(table)
    return Outcome(table, plan(known_of(session, centre_id), entries, faults, by), unused_columns(table))


def take_over(session: Session, jobs: Jobs, by: By, centre_id: UUID, table: Table, *, invite: bool) -> Outcome:
    """Enter and change people as a table says; with ``invite``, whoever is new gets a mail to choose a password.

    Raises:
        RosterUnreadable: a column that is needed is missing.
        RosterInvalid: rows have faults.
        ChangedMeanwhile: somebody entered or changed the same people at this moment.
    """
    take_turns(session, centre_id)
    outcome = try_out(session, centre_id, table, by.person_id)
    if outcome.plan.faults:
        raise RosterInvalid([_as_fault(fault) for fault in outcome.plan.faults])
    try:
        added = _apply(session, by, centre_id, outcome.plan)
    except IntegrityError:
        raise ChangedMeanwhile("Somebody changed the same people at this moment. Send the table again.") from None
    for person_id in added if invite else ():
        request_mail(session, jobs, MailKind.INVITATION, person_id=person_id, about=person_id)
    outcome = replace(outcome, invited=len(added) if invite else 0)
    _account_for(session, by, centre_id, outcome, added)
    return outcome


def _apply(session: Session, by: By, centre_id: UUID, wanted: Plan) -> dict[UUID, Change]:
    """Carry a plan out; gives those who are new, by their ids.

    Cohorts, links and open work are locked before anything is recorded, as everybody does who changes them: the audit
    log is locked last, or two would wait for one another.
    """
    session.add_all(Cohort(centre_id=centre_id, name=name) for name in wanted.new_cohorts)
    session.flush()
    found = session.execute(select(Cohort.name, Cohort.id).where(Cohort.centre_id == centre_id)).all()
    cohorts = {row.name: row.id for row in found}
    joined = {cohorts[name] for change in wanted.changes for name in change.joins}
    session.execute(update(Cohort).where(Cohort.id.in_(joined)).values(version=Cohort.version + 1))
    for change in wanted.changes:
        if change.person is not None and change.readdresses:
            withdraw(session, change.person.id, now())
    lock_open_work(session, [change.person.id for change in wanted.changes if change.person and change.ends_assessing])
    added = {uuid4(): change for change in wanted.changes if change.person is None}
    session.add_all(_new_person(centre_id, person_id, change) for person_id, change in added.items())
    session.flush()
    for person_id, change in added.items():
        session.add_all(PersonRole(person_id=person_id, role=role) for role in change.roles)
        _enter(session, person_id, change, cohorts)
    # Whoever takes an office comes before whoever leaves it: there is always an administrator.
    there = sorted(wanted.changes, key=lambda change: Role.CENTRE_ADMIN not in change.roles)
    for change in there:
        if change.person is not None:
            _alter(session, by, change.person, change)
            _enter(session, change.person.id, change, cohorts)
    session.flush()
    return added


def _new_person(centre_id: UUID, person_id: UUID, change: Change) -> Person:
    entry = change.entry
    return Person(
        id=person_id, centre_id=centre_id, name=entry.name, email=entry.email, reference=entry.reference or None
    )


def _alter(session: Session, by: By, person: Person, change: Change) -> None:
    if not change.alters:
        return
    entry = change.entry
    if change.roles != change.had:
        change_person(session, by, person.id, {"roles": change.roles}, version=person.version, at=now())
    person.name, person.email, person.reference = entry.name, entry.email, entry.reference or person.reference
    person.version += 1


def _enter(session: Session, person_id: UUID, change: Change, cohorts: Mapping[str, UUID]) -> None:
    for name in change.joins:
        (role,) = change.place
        session.add(CohortMember(cohort_id=cohorts[name], person_id=person_id, role=role))


def _account_for(session: Session, by: By, centre_id: UUID, done: Outcome, added: Mapping[UUID, Change]) -> None:
    """Record the table as one, with whoever it changed, and by itself whoever was given power over others' work."""
    for person_id, change in added.items():
        if change.roles - {Role.LEARNER}:
            roles = {"roles": sorted(change.roles)}
            record(
                session,
                actor=by,
                action=Action.PERSON_ADDED,
                subject_kind=Subject.PERSON,
                subject_id=person_id,
                details=roles,
            )
    told: dict[str, Detail] = {
        "added": len(added),
        "changed": done.plan.changed,
        "changed_people": [change.person.id for change in done.plan.changes if change.person and change.alters],
        "cohorts": len(done.plan.new_cohorts),
        "invited": done.invited,
    }
    record(
        session,
        actor=by,
        action=Action.PEOPLE_IMPORTED,
        subject_kind=Subject.CENTRE,
        subject_id=centre_id,
        details=told,
    )


def _as_fault(fault: RowFault) -> Fault:
    return Fault(f"#/rows/{fault.row}/{fault.column}", fault.detail)
