"""What the rows of a table say, and what is wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import RosterUnreadable
from service.people.roster.entries import Entry, entries_of
from service.people.roster.headings import Column, roles_in
from service.people.roster.reading import read_table
from service.storage.tables.people import Role
from tests.service.people.roster.files import HEADER, csv_of


def entries(*lines: str, header: tuple[str, ...] = HEADER) -> list[Entry]:
    found, faults = entries_of(read_table(csv_of(*lines, header=header)))
    assert faults == []
    return found


def faults(*lines: str, header: tuple[str, ...] = HEADER) -> list[tuple[int, Column]]:
    _, found = entries_of(read_table(csv_of(*lines, header=header)))
    return [(fault.row, fault.column) for fault in found]


def test_a_row_says_who_it_is_about() -> None:
    assert entries("Ann Lee,Ann.Lee@Example.ORG,Assessor & IQA,A-7,Autumn; Spring") == [
        Entry(row=2, name="Ann Lee", email="ann.lee@example.org", roles=frozenset({Role.ASSESSOR, Role.IQA}),
              reference="A-7", cohorts=("Autumn", "Spring"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        ("Forename", "SURNAME", "E-mail address"),
        ("first_name", "Last Name*", "EMAIL (college)"),
        ("Given names", "Family name", "Student e-mail"),
    ],
)
def test_columns_have_many_names(header: tuple[str, ...]) -> None:
    (entry,) = entries("Ann,Lee,ann@example.org", header=header)
    assert (entry.name, entry.email, entry.roles, entry.reference, entry.cohorts) == (
        "Ann Lee", "ann@example.org", None, "", ()
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("", set()),
        ("Student", {Role.LEARNER}),
        ("assessor; internal verifier", {Role.ASSESSOR, Role.IQA}),
        ("IQA and Centre Administrator", {Role.IQA, Role.CENTRE_ADMIN}),
        ("learner/assessor", {Role.LEARNER, Role.ASSESSOR}),
        ("centre_admin", {Role.CENTRE_ADMIN}),
        ("headmaster", None),
        ("learner, headmaster", None),
        ("system_admin", None),
        ("system administrator", None),
    ],
)
def test_roles_have_several_names_and_nobody_becomes_a_system_administrator(cell: str, roles: set[Role] | None) -> None:
    assert roles_in(cell) == roles


def test_every_fault_of_every_row_is_told_at_once() -> None:
    assert faults(
        ",ann@example.org,,,",
        "Ann,,,,",
        "Ann,ann@example,boss,,",
        f"{'x' * 201},ann@example.org,,{'y' * 101},{'z' * 201}",
        "Ann,ann@example.org,,,",
    ) == [
        (2, Column.NAME),
        (3, Column.EMAIL),
        (4, Column.EMAIL),
        (4, Column.ROLES),
        (5, Column.NAME),
        (5, Column.REFERENCE),
        (5, Column.COHORT),
    ]


@pytest.mark.parametrize(
    "email",
    ["ann", "ann@", "@example.org", "ann@example", "a b@example.org", "ann@example.org; bob@example.org",
     "Ann <ann@example.org>", "ann@exa..mple.org", "ann@@example.org", "ann@example.org.", "a" * 250 + "@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_a_fault(email: str) -> None:
    assert faults(f'Ann,"{email}",,,') == [(2, Column.EMAIL)]


def test_the_same_address_or_reference_twice_is_a_fault_of_the_later_row() -> None:
    lines = ("Ann,ann@example.org,,1,", "Bob,bob@example.org,,,", "Ann,ANN@example.org,,2,", "Cat,cat@example.org,,1,")
    assert faults(*lines) == [(4, Column.EMAIL), (5, Column.REFERENCE)]


@pytest.mark.parametrize(
    ("header", "advice"),
    [
        (("Name", "Role"), "Name it 'email'"),
        (("Email", "Role"), "Name it 'name'"),
        (("Email", "First name"), "Name it 'name'"),
        (("Name", "Email", "E-mail"), "Two columns hold the email"),
        (("Ann", "ann@example.org"), "Name it 'email' in row 1"),
    ],
)
def test_a_table_without_the_columns_that_are_needed_is_refused(header: tuple[str, ...], advice: str) -> None:
    with pytest.raises(RosterUnreadable, match=advice):
        entries("x,y,z", header=header)


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30), min_size=5, max_size=5))
def test_faults_quote_nothing(cells: list[str]) -> None:
    marked = [f"q7q{cell}" for cell in cells]
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in marked)
    _, found = entries_of(read_table(csv_of(line)))
    assert all("q7q" not in fault.detail for fault in found)
