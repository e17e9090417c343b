"""A backup is restored into an empty installation, and compared row by row and file by file."""

from __future__ import annotations

import gzip
import io
import json
import stat
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from service.audit.verifying import verify_all
from service.backup import Manifest, restore_backup, write_backup
from service.backup.manifest import MANIFEST
from service.errors import BackupFailed, BackupUnusable
from service.files import Originals, open_originals
from service.storage import Database
from service.storage.migrations import is_current
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import StateChange
from tests.service.databases import empty, postgresql_database, rows_of, sqlite_database
from tests.service.everything_kept import keep_everything

Change = Callable[[dict[str, bytes]], None]


@dataclass
class Source:
    """An installation of two centres, and a backup of it."""

    database: Database
    originals: Originals
    rows: dict[str, list[Any]]
    archive: Path


@dataclass
class Target:
    """An installation with empty tables and no files."""

    database: Database
    originals: Originals


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    database: Database = request.getfixturevalue(request.param)
    empty(database)
    folder = tmp_path_factory.mktemp("source")
    originals = open_originals(str(folder / "files"))
    keep_everything(database, originals, words="Something else.")
    keep_everything(database, originals)
    write_backup(database, originals, folder / "backup.tar.gz")
    yield Source(database, originals, rows_of(database), folder / "backup.tar.gz")
    empty(database)


@contextmanager
def new_target(request: pytest.FixtureRequest, folder: Path, source: Source) -> Iterator[Target]:
    originals = open_originals(str(folder / "files"))
    if source.database.is_sqlite:
        with sqlite_database(folder) as database:
            yield Target(database, originals)
    else:
        with postgresql_database(request.getfixturevalue("postgresql_url")) as database:
            yield Target(database, originals)


@pytest.fixture
def fresh(source: Source, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Target]:
    with new_target(request, tmp_path, source) as target:
        yield target


@pytest.fixture(scope="module")
def untouched(
    source: Source, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Target]:
    """A target for what is refused: in the end there is still nothing in it."""
    with new_target(request, tmp_path_factory.mktemp("untouched"), source) as target:
        yield target
        assert not any(rows_of(target.database).values())
        assert files_of(target.originals) == set()


@pytest.fixture(scope="module")
def restored(
    source: Source, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[Target, Manifest]]:
    with new_target(request, tmp_path_factory.mktemp("restored"), source) as target:
        yield target, restore_backup(source.archive, target.database, target.originals)


def files_of(originals: Originals) -> set[tuple[str, str, bytes]]:
    found = set()
    for one in originals.all():
        with originals.open(one.centre_id, one.sha256) as file:
            found.add((str(one.centre_id), one.sha256, file.read()))
    return found


def repacked(archive: Path, change: Change) -> Path:
    """The archive with its contents changed."""
    with tarfile.open(archive, "r:gz") as file:
        contents = {entry.name: (file.extractfile(entry) or io.BytesIO()).read() for entry in file.getmembers()}
    change(contents)
    target = archive.with_name(f"{uuid4().hex}.tar.gz")
    with tarfile.open(target, "w:gz") as file:
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            file.addfile(entry, io.BytesIO(content))
    return target


def test_what_is_restored_is_what_was_backed_up(source: Source, restored: tuple[Target, Manifest]) -> None:
    target, manifest = restored
    before, after = source.rows, rows_of(target.database)
    for table in set(before) - {"audit_entry", "audit_chain"}:
        assert after[table] == before[table], table
    added = [row for row in after["audit_entry"] if row not in before["audit_entry"]]
    assert len(added) == 1
    assert len(after["audit_entry"]) == len(before["audit_entry"]) + 1
    assert files_of(target.originals) == files_of(source.originals)
    assert (manifest.rows["person"], len(manifest.originals), manifest.lost) == (6, 2, ())
    assert is_current(target.database)


def test_the_audit_log_goes_on_where_it_was(restored: tuple[Target, Manifest]) -> None:
    target, manifest = restored
    with target.database.read() as session:
        assert all(verdict.intact for verdict in verify_all(session, manifest.anchors))
        actions = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.chain == "installation"))
        assert list(actions) == ["installation.restored"]


def test_the_restored_database_guards_its_records_too(restored: tuple[Target, Manifest]) -> None:
    target, _ = restored
    for table in (StateChange, AuditEntry):
        with pytest.raises(DBAPIError, match="immutable"), target.database.write() as session:
            session.execute(sa.delete(table))


def test_only_its_owner_can_read_a_backup_and_nothing_is_left_beside_it(source: Source) -> None:
    assert stat.S_IMODE(source.archive.stat().st_mode) == 0o600
    assert not list(source.archive.parent.glob(".tallymark*"))


def test_a_backup_is_of_one_moment_although_others_write_and_tells_what_is_lost(
    source: Source, fresh: Target, tmp_path: Path
) -> None:
    stop = Event()
    lost = keep_everything(source.database, source.originals, words="Soon lost.")
    source.originals.delete(lost.centre_id, lost.original_sha256)

    def write_on() -> None:
        while not stop.is_set():
            keep_everything(source.database, source.originals, words="Written meanwhile.")

    writer = Thread(target=write_on)
    writer.start()
    try:
        manifest = write_backup(source.database, source.originals, tmp_path / "backup.tar.gz")
    finally:
        stop.set()
        writer.join()
    assert [one.sha256 for one in manifest.lost] == [lost.original_sha256]
    if not fresh.database.is_sqlite:
        # As `createdb` makes it; the other tests' targets have empty tables.
        with fresh.database.engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
    restore_backup(tmp_path / "backup.tar.gz", fresh.database, fresh.originals)
    rows = rows_of(fresh.database)
    # Everything of a centre is written in one transaction.
    assert len(rows["person"]) == 3 * len(rows["centre"]) == 3 * len(rows["submission"])
    assert len(files_of(fresh.originals)) == len(rows["centre"]) - 1


def test_it_overwrites_nothing(source: Source) -> None:
    with pytest.raises(BackupFailed, match="Choose another"):
        write_backup(source.database, source.originals, source.archive)


def test_it_is_restored_into_an_empty_installation_only(source: Source, untouched: Target) -> None:
    with pytest.raises(BackupFailed, match="holds something"):
        restore_backup(source.archive, source.database, untouched.originals)
    with pytest.raises(BackupFailed, match="original files"):
        restore_backup(source.archive, untouched.database, source.originals)


def flip(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def alter_database(contents: dict[str, bytes]) -> None:
    contents["database"] = flip(contents["database"], len(contents["database"]) // 2)


def alter_original(contents: dict[str, bytes]) -> None:
    name = next(name for name in contents if name.startswith("originals/"))
    contents[name] = b"Other words."


def remove_original(contents: dict[str, bytes]) -> None:
    del contents[next(name for name in contents if name.startswith("originals/"))]


def remove_manifest(contents: dict[str, bytes]) -> None:
    del contents[MANIFEST]


def empty_manifest(contents: dict[str, bytes]) -> None:
    contents[MANIFEST] = b"{}"


@pytest.mark.parametrize("change", [alter_database, alter_original, remove_original, remove_manifest, empty_manifest])
def test_a_damaged_backup_is_refused(source: Source, untouched: Target, change: Change) -> None:
    with pytest.raises(BackupUnusable, match="another one"):
        restore_backup(repacked(source.archive, change), untouched.database, untouched.originals)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_an_archive_that_was_cut_off_is_refused(
    source: Source, untouched: Target, tmp_path: Path, share: float
) -> None:
    content = source.archive.read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BackupUnusable):
        restore_backup(tmp_path / "cut.tar.gz", untouched.database, untouched.originals)


def test_what_is_no_backup_is_refused(untouched: Target, tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"text", gzip.compress(b"text"))):
        path = tmp_path / f"{number}.tar.gz"
        path.write_bytes(content)
        with pytest.raises(BackupUnusable):
            restore_backup(path, untouched.database, untouched.originals)


def test_names_in_the_archive_lead_nowhere_else(source: Source, untouched: Target) -> None:
    def climb(contents: dict[str, bytes]) -> None:
        contents["../climbed"] = b"x"

    with pytest.raises(BackupUnusable):
        restore_backup(repacked(source.archive, climb), untouched.database, untouched.originals)


def with_manifest(**values: Any) -> Change:
    def change(contents: dict[str, bytes]) -> None:
        contents[MANIFEST] = json.dumps(json.loads(contents[MANIFEST]) | values).encode()

    return change


def test_a_backup_of_a_newer_program_or_another_kind_of_database_is_refused(source: Source, untouched: Target) -> None:
    other = "postgresql" if source.database.is_sqlite else "sqlite"
    for values, advice in (({"revision": "9999"}, "newer"), ({"database": other}, "TALLYMARK_DATABASE_URL")):
        changed = repacked(source.archive, with_manifest(**values))
        with pytest.raises(BackupUnusable, match=advice):
            restore_backup(changed, untouched.database, untouched.originals)


def test_an_audit_log_that_is_not_what_was_backed_up_is_told(source: Source, fresh: Target) -> None:
    with tarfile.open(source.archive, "r:gz") as file:
        content = file.extractfile(MANIFEST)
        assert content
        manifest = Manifest.model_validate_json(content.read())
    anchors = [anchor.model_dump() | {"hash": "0" * 64} for anchor in manifest.anchors]
    changed = repacked(source.archive, with_manifest(anchors=anchors))
    with pytest.raises(BackupUnusable, match="audit log"):
        restore_backup(changed, fresh.database, fresh.originals)


def test_what_stands_in_the_way_of_pg_dump_is_told_without_the_password(
    source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if source.database.is_sqlite:
        pytest.skip("SQLite needs no other program")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupFailed, match="client programs"):
        write_backup(source.database, source.originals, tmp_path / "backup.tar.gz")
    (tmp_path / "pg_dump").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "pg_dump").chmod(0o755)
    with pytest.raises(BackupFailed, match="did not succeed") as failed:
        write_backup(source.database, source.originals, tmp_path / "backup.tar.gz")
    assert "tallymark@" not in str(failed.value)
    assert not (tmp_path / "backup.tar.gz").exists()
