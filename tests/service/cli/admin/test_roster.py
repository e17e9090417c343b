"""`tallymark admin import-roster` and `export-roster`, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from service.storage import Database
from service.storage.tables.people import Person
from tests.service.cli.conftest import Run

GOOD = "name,email,cohort\nAsha Rao,asha@example.org,Autumn\nBen Lee,ben@example.org,Autumn\n"
BAD = "Name,E-mail,Pets\nAsha Rao,asha@example,2\n,ben@example.org,0\n"


@pytest.fixture
def admin(run: Run, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `tallymark admin …` on a database with one centre."""
    monkeypatch.setenv("TALLYMARK_DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path))
    made = run(
        "admin", "create-centre", "north", "--name", "North", "--administrator", "Jo", "--email", "jo@example.org"
    )
    assert made.exit_code == 0, made.stderr
    return lambda *arguments, stdin=None: run("admin", *arguments, stdin=stdin)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def addresses(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(session.scalars(sa.select(Person.email)))


def test_a_table_is_tried_out_and_taken_over(admin: Run, database: Database, roster: Path) -> None:
    tried = admin("import-roster", roster, "--centre", "north", "--dry-run")
    assert (tried.exit_code, tried.stdout) == (0, "")
    assert "2 people new, 0 changed, 0 as before; 1 new cohort; 0 invitations." in tried.stderr
    assert addresses(database) == ["jo@example.org"]
    assert admin("import-roster", roster, "--centre", "north").exit_code == 0
    assert addresses(database) == ["asha@example.org", "ben@example.org", "jo@example.org"]
    assert "0 people new, 0 changed, 2 as before" in admin("import-roster", roster, "--centre", "north").stderr


def test_each_bad_row_is_a_line(admin: Run, database: Database, roster: Path) -> None:
    roster.write_text(BAD, encoding="utf-8")
    for more in ([], ["--dry-run"]):
        refused = admin("import-roster", roster, "--centre", "north", *more)
        assert refused.exit_code == 7
        assert [line.split(":")[0] for line in refused.stdout.splitlines()] == ["row 2, email", "row 3, name"]
        assert "Columns that are not used, because their heading is not known: C." in refused.stderr
    assert addresses(database) == ["jo@example.org"]


def test_invitations_are_asked_for_where_mail_goes_out(
    admin: Run, database: Database, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = admin("import-roster", roster, "--centre", "north", "--invite")
    assert (refused.exit_code, "TALLYMARK_SMTP_HOST" in refused.stderr) == (2, True)
    assert addresses(database) == ["jo@example.org"]
    monkeypatch.setenv("TALLYMARK_SMTP_HOST", "mail.example.org")
    invited = admin("import-roster", roster, "--centre", "north", "--invite")
    assert "2 invitations" in invited.stderr


def test_files_and_centres_that_are_none_are_told(admin: Run, roster: Path) -> None:
    assert admin("import-roster", roster, "--centre", "south").exit_code == 2
    assert admin("import-roster", roster.with_name("none.csv"), "--centre", "north").exit_code == 2
    roster.write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    refused = admin("import-roster", roster, "--centre", "north")
    assert (refused.exit_code, "CSV" in refused.stderr) == (7, True)


def test_the_people_of_a_centre_are_printed_as_they_are_read(admin: Run, roster: Path) -> None:
    admin("import-roster", roster, "--centre", "north")
    printed = admin("export-roster", "--centre", "north")
    assert "Asha Rao,asha@example.org,learner,,Autumn" in printed.stdout
    roster.write_bytes(printed.stdout_bytes)
    assert "0 people new, 0 changed, 3 as before" in admin("import-roster", roster, "--centre", "north").stderr
