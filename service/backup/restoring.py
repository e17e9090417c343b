"""Restoring a backup into an installation that has nothing yet."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from service.audit import Action, Subject, record
from service.audit.verifying import verify_all
from service.backup.dumping import load
from service.backup.manifest import DATABASE, MANIFEST, Manifest, OriginalFile, count_rows
from service.backup.writing import sha256_of
from service.errors import BackupFailed, BackupUnusable
from service.files import Originals
from service.storage import Database
from service.storage.migrations import is_known, migrate

_MIGRATIONS = "alembic_version"
_DAMAGED = "The backup is damaged: {}. Nothing was restored. Take another one."


def restore_backup(archive: Path, database: Database, originals: Originals) -> Manifest:
    """Fill an empty installation from a backup, bring it up to date and check that all of it is there.

    Nothing is written before the backup was found to be whole.

    Raises:
        BackupFailed: the installation is not empty, or the database cannot be filled.
        BackupUnusable: the backup is damaged, or of another kind of database, or of a newer program.
    """
    _require_empty(database, originals)
    with TemporaryDirectory(prefix="tallymark-restore-") as name:
        folder = Path(name)
        manifest = _unpack(archive, folder)
        _check(manifest, folder, database)
        load(database, folder / DATABASE)
        _compare(manifest, database)
        migrate(database)
        for original in _there(manifest):
            with (folder / original.name).open("rb") as file:
                originals.keep(original.centre_id, file)
    _verify(manifest, database)
    with database.write() as session:
        record(
            session,
            actor=None,
            action=Action.RESTORED,
            subject_kind=Subject.INSTALLATION,
            subject_id=Subject.INSTALLATION,
            details={"originals": len(manifest.originals), "lost": len(manifest.lost)},
        )
    return manifest


def _require_empty(database: Database, originals: Originals) -> None:
    with database.engine.connect() as connection:
        filled = [name for name, rows in count_rows(connection).items() if rows and name != _MIGRATIONS]
    # On SQLite the tables of jobs lie among ours, and are not empty from the first start on.
    if "centre" in filled or "person" in filled:
        raise BackupFailed("The database holds something already. Restore into a new one.")
    if next(originals.all(), None) is not None:
        raise BackupFailed("There are original files already. Restore into a new place, or empty this one.")


def _unpack(archive: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(archive, "r:gz") as file:
            # Nothing but plain files below the folder.
            file.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise BackupUnusable(_DAMAGED.format("it cannot be unpacked")) from None
    return Manifest.read(folder / MANIFEST)


def _check(manifest: Manifest, folder: Path, database: Database) -> None:
    kind = "sqlite" if database.is_sqlite else "postgresql"
    if manifest.database != kind:
        raise BackupUnusable(
            f"The backup is of {manifest.database} and the database here is {kind}. Set TALLYMARK_DATABASE_URL to "
            "the same kind of database."
        )
    if manifest.revision is not None and not is_known(manifest.revision):
        raise BackupUnusable(f"The backup is of a newer program ({manifest.program}). Install that or a newer one.")
    if not (folder / DATABASE).is_file() or sha256_of(folder / DATABASE) != manifest.database_sha256:
        raise BackupUnusable(_DAMAGED.format("the database in it is not what was backed up"))
    for original in _there(manifest):
        path = folder / original.name
        if not path.is_file() or sha256_of(path) != original.sha256:
            raise BackupUnusable(_DAMAGED.format("an original file in it is missing or not what was backed up"))


def _compare(manifest: Manifest, database: Database) -> None:
    with database.engine.connect() as connection:
        rows = count_rows(connection)
    if rows != manifest.rows:
        raise BackupUnusable("The database has not as many rows as the backup says. Restore into a new one again.")


def _verify(manifest: Manifest, database: Database) -> None:
    with database.read() as session:
        broken = [verdict for verdict in verify_all(session, manifest.anchors) if not verdict.intact]
    if broken:
        raise BackupUnusable(
            f"All of the backup was restored, but {len(broken)} chains of the audit log in it are not intact. "
            "'tallymark admin audit verify' says where."
        )


def _there(manifest: Manifest) -> Iterator[OriginalFile]:
    return (one for one in manifest.originals if one not in manifest.lost)
