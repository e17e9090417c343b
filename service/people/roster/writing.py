"""The people of a centre as CSV, with the columns that `reading` takes: to be changed and sent back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.people.roster.headings import Column
from service.storage.tables.people import Cohort, CohortMember, Person, PersonRole

HEADER = (Column.NAME, Column.EMAIL, Column.ROLES, Column.REFERENCE, Column.COHORT)
# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def roster_of(session: Session, centre_id: UUID) -> list[tuple[str, ...]]:
    """A row for each active person, by name."""
    people = session.scalars(
        select(Person)
        .where(Person.centre_id == centre_id, Person.deactivated_at.is_(None), Person.erased_at.is_(None))
        .order_by(Person.name, Person.id)
    ).all()
    of_centre = select(Person.id).where(Person.centre_id == centre_id)
    roles = _grouped(
        session.execute(
            select(PersonRole.person_id, PersonRole.role)
            .where(PersonRole.person_id.in_(of_centre))
            .order_by(PersonRole.role)
        ).all()
    )
    cohorts = _grouped(
        session.execute(
            select(CohortMember.person_id, Cohort.name)
            .join(Cohort, Cohort.id == CohortMember.cohort_id)
            .where(Cohort.centre_id == centre_id)
            .order_by(Cohort.name)
        ).all()
    )
    return [
        (
            person.name,
            person.email,
            ", ".join(roles.get(person.id, [])),
            person.reference or "",
            "; ".join(cohorts.get(person.id, [])),
        )
        for person in people
    ]


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV as Excel reads it without being asked: UTF-8 with a byte order mark, and no cell that is a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """``cell``, marked as text where a spreadsheet would calculate it; reading it again takes the mark away."""
    return f"'{cell}" if cell.lstrip(" '").startswith(_FORMULA) else cell


def _grouped(rows: Iterable[Sequence[object]]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    for person_id, value in rows:
        values = found.setdefault(person_id, [])
        if str(value) not in values:
            values.append(str(value))
    return found
