"""Making a backup: one archive with the database, the original files and a manifest."""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from nlp.config import program_version
from service.backup.dumping import dump
from service.backup.manifest import DATABASE, MANIFEST, Manifest, OriginalFile
from service.errors import BackupFailed, OriginalLost
from service.files import Originals
from service.storage import Database
from service.storage.columns import now

_OWNER_ONLY = 0o600


def write_backup(database: Database, originals: Originals, target: Path) -> Manifest:
    """Write a backup to ``target`` (``.tar.gz``), whole or not at all, readable for its owner only.

    The service may go on working. Files that are erased while the backup is made are listed as lost.

    Raises BackupFailed where there is a file of that name, or the database cannot be copied; FilesUnavailable.
    """
    if target.exists():
        raise BackupFailed("There is a file of this name already. Choose another one.")
    with TemporaryDirectory(dir=target.parent, prefix=".tallymark-backup-") as folder:
        copy, partial = Path(folder) / DATABASE, Path(folder) / "archive"
        facts = dump(database, copy)
        partial.touch(_OWNER_ONLY)
        with tarfile.open(partial, "w:gz") as archive:
            archive.add(copy, DATABASE)
            lost = _add_originals(archive, originals, facts.originals)
            manifest = Manifest(
                **facts.model_dump(),
                program=program_version(),
                made_at=now(),
                database="sqlite" if database.is_sqlite else "postgresql",
                database_sha256=sha256_of(copy),
                lost=lost,
            )
            # Last: an archive that was cut off has none.
            _add(archive, MANIFEST, BytesIO(manifest.model_dump_json(indent=2).encode()))
        partial.replace(target)
    return manifest


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add_originals(
    archive: tarfile.TarFile, originals: Originals, wanted: Iterable[OriginalFile]
) -> tuple[OriginalFile, ...]:
    lost = []
    for one in wanted:
        try:
            with originals.open(one.centre_id, one.sha256) as file:
                _add(archive, one.name, file)
        except OriginalLost:
            lost.append(one)
    return tuple(lost)


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = file.seek(0, os.SEEK_END), _OWNER_ONLY
    file.seek(0)
    archive.addfile(entry, file)
