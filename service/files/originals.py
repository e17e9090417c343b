"""Original files by the SHA-256 of their bytes, each centre's apart from every other's."""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import BinaryIO, cast
from uuid import UUID, uuid4

from service.errors import FilesUnavailable, OriginalAltered, OriginalMissing
from service.files.keeper import Keeper, Sink

logger = logging.getLogger(__name__)

IN_MEMORY_BYTES = 1024 * 1024
_KEY = re.compile(r"(?P<centre>[0-9a-f]{32})/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept: the SHA-256 of its bytes (hexadecimal) and their number."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Original:
    """A file that is kept, whose it is and when it was last given (UTC)."""

    centre_id: UUID
    sha256: str
    given: datetime


class Originals:
    """Keeps files of centres. The same file of two centres is kept twice, so that neither learns of the other's.

    Shared by all threads. Every method may raise FilesUnavailable.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def can_be_kept(self) -> bool:
        """Whether a file can be kept now: one is, and removed again."""
        key = f"check-{uuid4().hex}"
        try:
            with NamedTemporaryFile(dir=self._keeper.staging, delete=False) as probe:
                probe.write(b"check")
            self._keeper.place(Path(probe.name), key)
            Path(probe.name).unlink(missing_ok=True)
            self._keeper.delete(key)
        except (FilesUnavailable, OSError):
            return False
        return True

    def keep(self, centre_id: UUID, source: BinaryIO) -> Kept:
        """Keep the rest of ``source``, whole or not at all. A file that is there already is written anew.

        So a damaged copy is mended, and its time says when it was last given.
        """
        staged = NamedTemporaryFile(dir=self._keeper.staging, delete=False)  # noqa: SIM115 - a keeper may move it
        path = Path(staged.name)
        try:
            with staged:
                hashing = _Hashing(staged)
                shutil.copyfileobj(source, hashing)
            self._keeper.place(path, _key(centre_id, hashing.sha256))
        finally:
            path.unlink(missing_ok=True)
        return Kept(hashing.sha256, hashing.size)

    def open(self, centre_id: UUID, sha256: str) -> BinaryIO:
        """A copy of a file, to be read from its start and closed; nothing of it is given before all was checked.

        Raises:
            OriginalMissing: it is not there.
            OriginalAltered: it is not what was kept.
        """
        copy = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the caller closes it
        try:
            self._fill(copy, centre_id, sha256)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return cast("BinaryIO", copy)

    def holds(self, centre_id: UUID, sha256: str) -> bool:
        """Whether a file is there; its bytes are not looked at."""
        return self._keeper.holds(_key(centre_id, sha256))

    def delete(self, centre_id: UUID, sha256: str) -> None:
        """Remove a file, if it is there. Whoever calls this has made sure that nothing refers to it."""
        self._keeper.delete(_key(centre_id, sha256))

    def all(self) -> Iterator[Original]:
        """Every file of every centre; what else lies there is left out."""
        for found in self._keeper.found():
            if match := _KEY.fullmatch(found.key):
                yield Original(UUID(match["centre"]), match["sha256"], found.written)

    def _fill(self, copy: Sink, centre_id: UUID, sha256: str) -> None:
        hashing = _Hashing(copy)
        try:
            self._keeper.copy(_key(centre_id, sha256), hashing)
        except FileNotFoundError:
            logger.error("original missing", extra={"sha256": sha256})  # noqa: TRY400 - the path says nothing more
            raise OriginalMissing("The original file is missing. Have it restored from a backup.") from None
        if hashing.sha256 != sha256:
            logger.error("original altered", extra={"sha256": sha256})
            raise OriginalAltered("The original file is not what was handed in. Have it restored from a backup.")


class _Hashing:
    """Writes to a file, hashes and counts."""

    def __init__(self, file: Sink) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes, /) -> object:
        self._hash.update(data)
        self.size += len(data)
        return self._file.write(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def _key(centre_id: UUID, sha256: str) -> str:
    # A hash that came from elsewhere must never become a path.
    if not _SHA256.fullmatch(sha256):
        raise OriginalMissing("There is no such file.")
    return f"{centre_id.hex}/{sha256[:2]}/{sha256}"
