"""Of what was erased or swept not even bytes are left in the files of an installation that runs on SQLite."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from service.files import Originals, open_originals
from service.records.erasure import erase_person
from service.records.erasure_views import erase
from service.retention.sweep import sweep_everything
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Person, Role
from tests.service.databases import sqlite_database
from tests.service.everything_kept import CANARY, Kept, keep_everything
from tests.service.submissions_in_centres import actor

# Longer than a page of the database.
WORDS = " ".join(f"{CANARY} {number}" for number in range(2000))


def by_asking(database: Database, originals: Originals, kept: Kept) -> None:
    with database.read() as session:
        admin = actor(session.get_one(Person, kept.admin_id), Role.CENTRE_ADMIN)
    erase(database, originals, lambda session: erase_person(session, admin, kept.learner_id, although_open=False))


def by_its_time(database: Database, originals: Originals, _kept: Kept) -> None:
    # What says who she is goes with her, not with her work.
    with database.write() as session:
        session.execute(sa.update(Person).values(name="Asha Rao", email=Person.id, reference=None))
        session.execute(sa.text("DELETE FROM bank_comment"))
        for table, column in (("api_token", "name"), ("external_identity", "subject")):
            session.execute(sa.text(f"UPDATE {table} SET {column} = person_id"))  # noqa: S608 - our own names
    sweep_everything(database, originals)


def found(folder: Path) -> dict[str, int]:
    """Which files hold the word, and how often."""
    counted = {file.name: file.read_bytes().count(CANARY.encode()) for file in folder.rglob("*") if file.is_file()}
    return {name: number for name, number in counted.items() if number}


@pytest.mark.parametrize("go", [by_asking, by_its_time])
def test_no_page_of_the_file_and_nothing_of_its_log_holds_it(
    tmp_path: Path, go: Callable[[Database, Originals, Kept], None]
) -> None:
    with sqlite_database(tmp_path) as database:
        originals = open_originals(str(tmp_path / "files"))
        kept = keep_everything(database, originals, words=WORDS, at=now() - timedelta(days=2000))
        assert found(tmp_path)
        go(database, originals, kept)
        assert found(tmp_path) == {}


def test_every_build_of_sqlite_is_told_to_overwrite(sqlite: Database) -> None:
    with sqlite.read() as session:
        assert session.scalar(sa.text("PRAGMA secure_delete")) == 1


def test_whoever_reads_just_now_is_not_disturbed(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.storage.database._EMPTYING_SECONDS", 0)
    with sqlite.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
    with sqlite.read() as session:
        read = session.execute(sa.text("SELECT version_num FROM alembic_version"))
        assert not sqlite.forget_deleted()
        assert read.one()
    assert sqlite.forget_deleted()
