"""`tallymark admin`, on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import Result

from service import one_time_tokens
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Centre, Password, Person, PersonRole, Role, SignIn
from service.storage.tables.records import AuditEntry
from tests.service.cli.conftest import Run

MAUD = ("--name", "Maud Okoro", "--email", "maud@example.org")
PASSWORD = "a ferry to the lighthouse"


@pytest.fixture
def admin(run: Run, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `tallymark admin …` on an empty database."""
    monkeypatch.setenv("TALLYMARK_DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path))
    return lambda *arguments, stdin=None: run("admin", *arguments, stdin=stdin)


@pytest.fixture
def north(admin: Run) -> Result:
    """A centre with its first administrator."""
    return admin("create-centre", "north", "--name", "North College", "--administrator", *MAUD[1:])


def people(database: Database) -> dict[str, set[Role]]:
    with database.read() as session:
        rows = session.execute(sa.select(Person.email, PersonRole.role).join(PersonRole)).all()
    return {email: {role for other, role in rows if other == email} for email, _ in rows}


def entries(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(session.scalars(sa.select(AuditEntry.action)))


def owner_of(database: Database, printed: Result) -> str:
    """The address of whoever can choose a password with the link that was printed, and nothing else."""
    address, token = printed.stdout.strip().split("#")
    assert address == "http://127.0.0.1:8000/set-password"
    with database.read() as session:
        person_id = one_time_tokens.owner(session, token, now())
        return session.get_one(Person, person_id).email


def test_the_first_administrators_password_comes_from_standard_input(admin: Run, database: Database) -> None:
    printed = admin("first-administrator", *MAUD, stdin=f"{PASSWORD}\n")

    assert (printed.exit_code, printed.stdout) == (0, "")
    assert people(database) == {"maud@example.org": {Role.SYSTEM_ADMIN}}
    with database.read() as session:
        assert session.scalars(sa.select(Password.hash)).one().startswith("$argon2id$")


def test_there_is_one_first_administrator(admin: Run, database: Database) -> None:
    admin("first-administrator", *MAUD, stdin=f"{PASSWORD}\n")
    printed = admin("first-administrator", "--name", "Eve", "--email", "eve@example.org", stdin=f"{PASSWORD}\n")

    assert printed.exit_code == 7
    assert "reset-link" in printed.stderr
    assert set(people(database)) == {"maud@example.org"}


@pytest.mark.parametrize("password", ["", "short", "Maud Okoro 26", "passwordpassword"])
def test_a_weak_password_is_refused_and_not_repeated(admin: Run, database: Database, password: str) -> None:
    printed = admin("first-administrator", *MAUD, stdin=f"{password}\n")

    assert printed.exit_code == 7
    assert not password or password not in printed.output
    assert people(database) == {}


def test_a_centre_comes_with_an_administrator_and_her_link(database: Database, north: Result) -> None:
    assert north.exit_code == 0
    assert owner_of(database, north) == "maud@example.org"
    assert people(database) == {"maud@example.org": {Role.CENTRE_ADMIN}}
    assert entries(database) == ["centre.added", "person.added"]


def test_a_taken_name_in_addresses_is_refused(admin: Run, database: Database, north: Result) -> None:
    assert north.exit_code == 0
    printed = admin("create-centre", "north", "--name", "Other", "--administrator", *MAUD[1:])

    assert printed.exit_code == 7
    with database.read() as session:
        assert session.scalars(sa.select(Centre.name)).all() == ["North College"]


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("create-centre", "North College", "--name", "N", "--administrator", *MAUD[1:]), "--slug"),
        (("create-centre", "north", "--name", " ", "--administrator", *MAUD[1:]), "--name"),
        (("create-centre", "north", "--name", "N", "--administrator", "M", "--email", "maud"), "--email"),
        (("create-person", "--centre", "north", *MAUD, "--role", "head"), "--role"),
        (("create-person", *MAUD, "--role", "learner"), "--centre"),
        (("create-person", "--centre", "north", *MAUD, "--role", "system_admin"), "--centre"),
    ],
)
def test_options_that_cannot_be_meant(admin: Run, database: Database, arguments: tuple[str, ...], option: str) -> None:
    printed = admin(*arguments)

    assert printed.exit_code == 2
    assert option in printed.stderr
    assert people(database) == {}


def test_people_are_entered_listed_and_deactivated(admin: Run, database: Database, north: Result) -> None:
    assert north.exit_code == 0
    asha = ("--centre", "north", "--email", "asha@example.org")
    printed = admin("create-person", *asha, "--name", "Asha Rao", "--role", "iqa", "--role", "assessor")
    assert owner_of(database, printed) == "asha@example.org"
    assert admin("deactivate", *asha).exit_code == 0

    listed = admin("list-people", "--centre", "north")
    assert listed.stdout.splitlines() == [
        "asha@example.org  Asha Rao  assessor,iqa  deactivated",
        "maud@example.org  Maud Okoro  centre_admin",
    ]
    assert listed.stderr == "2 people.\n"
    assert admin("reset-link", *asha).exit_code == 7
    assert entries(database) == ["centre.added", "person.added", "person.added", "person.deactivated"]


def test_a_further_system_administrator_belongs_to_no_centre(admin: Run, north: Result) -> None:
    assert north.exit_code == 0
    eve = ("--name", "Eve", "--email", "eve@example.org")
    assert admin("create-person", *eve, "--role", "system_admin").exit_code == 0

    assert admin("list-people").stdout == "eve@example.org  Eve  system_admin\n"


def test_a_reset_link_is_for_whoever_is_meant(admin: Run, database: Database, north: Result) -> None:
    assert north.exit_code == 0
    printed = admin("reset-link", "--centre", "north", "--email", "Maud@Example.org")

    assert owner_of(database, printed) == "maud@example.org"
    assert "password.reset_asked" in entries(database)


def test_the_last_administrator_stays(admin: Run, database: Database, north: Result) -> None:
    assert north.exit_code == 0
    printed = admin("deactivate", "--centre", "north", "--email", "maud@example.org")

    assert printed.exit_code == 7
    assert "last" in printed.stderr
    with database.read() as session:
        assert session.scalars(sa.select(Person.deactivated_at)).all() == [None]


def test_sessions_end(admin: Run, database: Database, north: Result) -> None:
    assert north.exit_code == 0
    with database.write() as session:
        person_id = session.scalars(sa.select(Person.id)).one()
        session.add(SignIn(person_id=person_id, token_sha256="0" * 64, method="password", expires_at=now()))
    printed = admin("end-sessions", "--centre", "north", "--email", "maud@example.org")

    assert printed.stderr == "1 session or token ended.\n"
    with database.read() as session:
        assert session.scalars(sa.select(SignIn.ended_at)).one() is not None


@pytest.mark.parametrize("command", ["reset-link", "deactivate", "end-sessions"])
def test_nobody_and_nowhere(admin: Run, north: Result, command: str) -> None:
    assert north.exit_code == 0
    assert admin(command, "--centre", "north", "--email", "nobody@example.org").exit_code == 2
    assert admin(command, "--centre", "south", "--email", "maud@example.org").exit_code == 2


def test_migrate_makes_all_tables(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path / "new"))
    monkeypatch.delenv("TALLYMARK_DATABASE_URL", raising=False)
    printed = run("admin", "migrate")

    assert printed.exit_code == 0
    assert (tmp_path / "new" / "tallymark.sqlite").exists()


def test_a_setting_that_cannot_be_used_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYMARK_DATABASE_URL", "mysql://root:hunter2@host/db")
    printed = run("admin", "list-people")

    assert printed.exit_code == 2
    assert "TALLYMARK_DATABASE_URL" in printed.stderr
    assert "hunter2" not in printed.output


def test_audit_entries_hold_nobodys_name(database: Database, north: Result) -> None:
    assert north.exit_code == 0
    with database.read() as session:
        written = json.dumps([entry.details for entry in session.scalars(sa.select(AuditEntry))])
    assert "maud" not in written.lower()
