"""What taking a table over would change, and what stands in its way, held against the people of the centre."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from service.people.roster.entries import Entry, RowFault
from service.people.roster.headings import Column
from service.people.roster.known import IN_COHORTS, Known
from service.storage.tables.people import Person, Role


@dataclass(frozen=True, slots=True)
class Change:
    """What one row comes to. ``person``: None where she is new."""

    entry: Entry
    person: Person | None
    had: frozenset[Role]
    """The roles that she has."""
    roles: frozenset[Role]
    """Those that she is to have."""
    joins: Sequence[str]
    """The cohorts that she is to be entered into."""
    alters: bool
    """Whether name, address, reference or roles of a person who is there change."""

    @property
    def readdresses(self) -> bool:
        """Whether the address of a person who is there becomes another."""
        return self.person is not None and self.person.email != self.entry.email

    @property
    def ends_assessing(self) -> bool:
        """Whether she is no assessor any more."""
        return Role.ASSESSOR in self.had - self.roles

    @property
    def place(self) -> frozenset[Role]:
        """As what she can be in a cohort."""
        return self.roles & IN_COHORTS


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table comes to. With ``faults``, it comes to nothing."""

    changes: Sequence[Change]
    new_cohorts: Sequence[str]
    faults: Sequence[RowFault]

    @property
    def added(self) -> int:
        """How many people are new."""
        return sum(change.person is None for change in self.changes)

    @property
    def changed(self) -> int:
        """How many people who are there change, or join a cohort."""
        return sum(change.alters or bool(change.person and change.joins) for change in self.changes)

    @property
    def unchanged(self) -> int:
        """How many people are as the table says already."""
        return len(self.changes) - self.added - self.changed


def plan(known: Known, entries: Sequence[Entry], faults: Sequence[RowFault], by: UUID | None) -> Plan:
    """Lay a table's rows against a centre's people.

    ``faults``: those that were found before. ``by``: the person who does it, where she is signed in.
    """
    found = [*faults]
    changes: list[Change] = []
    for entry in entries:
        change = _change(known, entry)
        here = list(_faults(known, change, by))
        found += here
        changes += [] if here else [change]
    found += [*_same_person(changes), *_nobody_in_charge(known, changes)]
    named = dict.fromkeys(cohort for entry in entries for cohort in entry.cohorts)
    new_cohorts = [name for name in named if name not in known.cohorts]
    return Plan(changes, new_cohorts, sorted(found, key=lambda fault: fault.row))


def _change(known: Known, entry: Entry) -> Change:
    person = known.person_of(entry)
    had = known.roles_of(person)
    # A roster that says nothing of roles is one of learners; it takes nobody's role away.
    roles = entry.roles or had or frozenset({Role.LEARNER})
    joins = [name for name in entry.cohorts if known.place_in(name, person) not in roles]
    return Change(entry, person, had, roles, joins, _alters(entry, person, had, roles))


def _alters(entry: Entry, person: Person | None, had: frozenset[Role], roles: frozenset[Role]) -> bool:
    if person is None:
        return False
    wanted = (entry.name, entry.email, entry.reference or person.reference, roles)
    return (person.name, person.email, person.reference, had) != wanted


def _faults(known: Known, change: Change, by: UUID | None) -> Iterator[RowFault]:
    entry, person = change.entry, change.person
    owner = known.by_reference.get(entry.reference)
    if owner is not None and owner is not person:
        yield RowFault(entry.row, Column.REFERENCE, "Somebody else has this reference. Correct it, or the address.")
    if entry.cohorts and not change.place:
        yield RowFault(entry.row, Column.COHORT, "Only learners and assessors belong to cohorts. Empty this.")
    if change.joins and len(change.place) > 1:
        detail = (
            "Nobody assesses the cohort that she learns in. Leave one of the two roles, or enter her there by hand."
        )
        yield RowFault(entry.row, Column.COHORT, detail)
    if person is None:
        return
    if person.deactivated_at is not None:
        yield RowFault(entry.row, Column.EMAIL, "This person's account is closed. Reopen it first, or remove the row.")
    if person.id == by and Role.CENTRE_ADMIN in change.had - change.roles:
        yield RowFault(entry.row, Column.ROLES, "You cannot give up your own role of administrator. Add it here.")


def _same_person(changes: Sequence[Change]) -> Iterator[RowFault]:
    rows: dict[UUID, int] = {}
    for change in changes:
        person, row = change.person, change.entry.row
        if person is not None and (first := rows.setdefault(person.id, row)) != row:
            yield RowFault(row, Column.EMAIL, f"Row {first} is about the same person. Remove one of the two.")


def _nobody_in_charge(known: Known, changes: Sequence[Change]) -> Iterator[RowFault]:
    leaving = [change for change in changes if Role.CENTRE_ADMIN in change.had - change.roles]
    coming = [change for change in changes if Role.CENTRE_ADMIN in change.roles - change.had]
    staying = known.administrators - {change.person.id for change in leaving if change.person}
    if leaving and not coming and not staying:
        detail = "Nobody would be left to run the centre. Give somebody else the role of administrator too."
        yield RowFault(leaving[0].entry.row, Column.ROLES, detail)
