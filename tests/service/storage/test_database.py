"""Both databases: transactions, immutable rows, and migrations that fit the tables."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DBAPIError, IntegrityError

from service.errors import SettingsInvalid
from service.settings import Settings
from service.storage import Database
from service.storage.migrations import is_current, migrate
from service.storage.opening import open_database
from service.storage.tables import Table
from service.storage.tables.analyses import UnitVersion
from service.storage.tables.people import AllocationRule, Centre, Person, PersonRole, Role
from service.storage.tables.records import DeletionPermit
from service.storage.tables.submissions import Draft, DraftDocument, State, StateChange, Submission, Text
from tests.service.people_in_centres import a_learner
from tests.service.submissions_in_centres import a_draft
from tests.service.submissions_in_centres import a_submission as a_submission_of


def a_centre(slug: str = "north") -> Centre:
    return Centre(id=uuid4(), slug=slug, name="North College", created_at=datetime(2026, 9, 1, 9, tzinfo=UTC))


def a_submission(centre: Centre) -> tuple[Person, Submission]:
    learner = Person(id=uuid4(), centre_id=centre.id, name="Asha Rao", email="asha@example.org")
    return learner, Submission(
        id=uuid4(), centre_id=centre.id, learner_id=learner.id, unit_id="u", qualification_id="q"
    )


def test_what_is_written_is_read_with_its_time_in_utc(database: Database) -> None:
    with database.write() as session:
        session.add(a_centre())
    with database.read() as session:
        centre = session.scalars(sa.select(Centre)).one()
    assert centre.created_at == datetime(2026, 9, 1, 9, tzinfo=UTC)
    assert centre.created_at.tzinfo is UTC
    assert centre.allocation is AllocationRule.POOL
    assert centre.blind_first is False


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:

    def fail_half_way() -> None:
        with database.write() as session:
            session.add(a_centre())
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with database.read() as session:
        assert session.scalars(sa.select(Centre)).all() == []


def test_a_reading_transaction_cannot_write_on_postgresql(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has no such transactions")
    with database.read() as session, pytest.raises(DBAPIError):
        session.execute(sa.insert(Centre).values(slug="north", name="North College"))


def test_writers_at_the_same_time_wait_for_each_other(database: Database) -> None:
    with database.write() as session:
        session.add(a_centre())

    def count(_: int) -> None:
        with database.write() as session:
            centre = session.scalars(sa.select(Centre).with_for_update()).one()
            centre.version += 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(40)))
    with database.read() as session:
        assert session.scalars(sa.select(Centre.version)).one() == 41


def test_the_database_itself_refuses_an_unknown_rule_and_a_stranger(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(sa.insert(PersonRole).values(person_id=uuid4(), role=Role.LEARNER))
    unknown = sa.text("INSERT INTO centre (id, slug, name, allocation) VALUES ('1', 'north', 'North', 'by lot')")
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(unknown)


def test_records_cannot_be_changed_and_are_deleted_only_with_a_permit(database: Database) -> None:
    centre = a_centre()
    learner, submission = a_submission(centre)
    with database.write() as session:
        for row in (centre, learner, submission):
            session.add(row)
            session.flush()
        session.add(StateChange(submission_id=submission.id, after=State.DRAFT, by=learner.id, number=1))
    for change in (sa.update(StateChange).values(after=State.DECIDED), sa.delete(StateChange)):
        with pytest.raises(DBAPIError, match="immutable"), database.write() as session:
            session.execute(change)
    with database.write() as session:
        session.add(DeletionPermit(reason="retention"))
        session.flush()
        session.execute(sa.delete(StateChange))
        session.execute(sa.delete(DeletionPermit))


def test_a_unit_version_is_never_deleted(database: Database) -> None:
    with database.write() as session:
        session.add(UnitVersion(sha256="a" * 64, unit_id="u", version="1", content="id: u"))
    with database.engine.connect() as connection:
        connection.execute(sa.insert(DeletionPermit).values(reason="retention"))
        with pytest.raises(DBAPIError, match="immutable"):
            connection.execute(sa.delete(UnitVersion))


def test_words_can_only_be_erased(database: Database) -> None:
    centre = a_centre()
    with database.write() as session:
        session.add(centre)
        session.flush()
        session.add(Text(centre_id=centre.id, sha256="b" * 64, content="My words.", paragraphs=[[0, 9]], words=2))
    for change in ({"content": "Other words."}, {"words": 3}):
        with pytest.raises(DBAPIError, match="immutable"), database.write() as session:
            session.execute(sa.update(Text).values(change))
    with database.write() as session:
        session.execute(sa.update(Text).values(content=None, erased_at=datetime.now(UTC)))
    with database.read() as session:
        left = session.scalars(sa.select(Text)).one()
    assert (left.content, left.words) == (None, 2)


def test_migrations_make_the_tables_that_the_program_uses(database: Database) -> None:
    assert is_current(database)
    migrate(database)  # once more changes nothing
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda _o, name, kind, *_: kind != "table" or name in Table.metadata.tables},
        )
        assert compare_metadata(context, Table.metadata) == []


def test_a_draft_stays_as_it_was_sent_but_for_what_erasure_takes(database: Database) -> None:
    draft = a_draft(database, a_submission_of(database, a_learner(database)))
    document = DraftDocument(
        draft_id=draft.id,
        position=1,
        name="a.txt",
        media_type="text/plain",
        size=9,
        original_sha256="c" * 64,
        start=0,
        end=9,
    )
    with database.write() as session:
        session.add(document)
    for change in (
        sa.update(Draft).values(number=2),
        sa.delete(Draft),
        sa.update(DraftDocument).values(end=3),
        sa.update(DraftDocument).values(name="b.txt"),
        sa.update(DraftDocument).values(original_sha256="d" * 64),
        sa.delete(DraftDocument),
    ):
        with pytest.raises(DBAPIError, match="immutable"), database.write() as session:
            session.execute(change)
    with database.write() as session:
        session.execute(sa.update(DraftDocument).values(name=None, original_sha256=None))
    with database.read() as session:
        left = session.scalars(sa.select(DraftDocument).where(DraftDocument.id == document.id)).one()
    assert (left.name, left.original_sha256, left.size) == (None, None, 9)


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite://", "not an address"])
def test_an_address_of_no_database_is_refused_with_advice(url: str) -> None:
    with pytest.raises(SettingsInvalid, match="postgresql://"):
        Database(url)


def test_a_database_in_the_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    database = open_database(Settings(data=tmp_path / "new"))
    migrate(database)
    database.close()
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "new").iterdir()] == [0o600]


def test_whoever_reads_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    count = sa.select(sa.func.count()).select_from(Centre)
    with database.read() as session:
        before = session.scalar(count)
        with database.write() as other:
            other.add(a_centre())
        assert session.scalar(count) == before
    with database.read() as session:
        assert session.scalar(count) == (before or 0) + 1
