"""Where a corpus lies and where results go: a folder, or an address that fsspec knows (``s3://bucket/prefix``).

Credentials, region and endpoint of a bucket come from the environment of each machine, as for every program of AWS.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Self
from uuid import uuid4

import fsspec

from nlp.errors import PlaceUnusable

_UNFINISHED = ".unfinished"
_SECONDS_UNTIL_ABANDONED = 24 * 3600


@dataclass(frozen=True)
class Place:
    """A folder, here or in a bucket. ``address`` is absolute, so that it means the same in every process."""

    address: str

    @classmethod
    def of(cls, address: str) -> Self:
        """The place that a person named; raises PlaceUnusable for an address of a kind that cannot be used."""
        if "://" not in address:
            return cls(str(Path(address).absolute()))
        place = cls(address.rstrip("/"))
        try:
            place.files  # noqa: B018 - made to see whether it can be
        except (ImportError, ValueError):
            kind = address.partition("://")[0]
            raise PlaceUnusable(
                f"'{kind}://' cannot be used here. Give a folder, or an address of S3 after "
                "\"pip install 'tallymark[cluster,s3]'\"."
            ) from None
        return place

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine (or one that all machines share)."""
        return "://" not in self.address

    @cached_property
    def files(self) -> fsspec.AbstractFileSystem:
        """What reads and writes there."""
        if self.is_local:
            return fsspec.filesystem("file")
        # Listings and instances are kept by default, and would hide what another process has written.
        kind = self.address.partition("://")[0]
        return fsspec.filesystem(kind, use_listings_cache=False, skip_instance_cache=True)

    @cached_property
    def root(self) -> str:
        """The path of it for ``files``."""
        return self.address.partition("://")[2] or self.address

    def path(self, name: str) -> str:
        """The path of a name in it for ``files``."""
        return f"{self.root}/{name}" if name else self.root

    def names(self, folder: str) -> list[str]:
        """The finished files of a folder in it, in order; none where there is no such folder."""
        try:
            listed = self.files.ls(self.path(folder), detail=False)
        except FileNotFoundError:
            return []
        found = (str(path).rsplit("/", 1)[-1] for path in listed)
        return sorted(f"{folder}/{name}" for name in found if name and not name.startswith("."))

    def holds(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return bool(self.files.exists(self.path(name)))

    def open(self, name: str) -> BinaryIO:
        """Open a file to read."""
        file: BinaryIO = self.files.open(self.path(name), "rb")
        return file

    def commit(self, name: str, write: Callable[[BinaryIO], None]) -> None:
        """Let a file appear whole or not at all, in the place of one of the same name.

        On a disk it is renamed when it is written; in a bucket an object appears when it has arrived.
        """
        if self.is_local:
            path = Path(self.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path.with_name(f".{uuid4().hex}{_UNFINISHED}"), write, path)
            return
        with tempfile.TemporaryDirectory(prefix="tallymark-") as folder:
            written = Path(folder, "file")
            with written.open("wb") as file:
                write(file)
            self.files.put_file(str(written), self.path(name))

    def remove(self, names: list[str]) -> None:
        """Remove files; those that are gone already are no error."""
        for name in names:
            with suppress(FileNotFoundError):
                self.files.rm_file(self.path(name))

    def remove_abandoned(self, folder: str) -> None:
        """Remove what a run that was killed a day ago or more has left half written."""
        if not self.is_local:
            return
        for path in Path(self.path(folder)).glob(f".*{_UNFINISHED}"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _SECONDS_UNTIL_ABANDONED:
                    path.unlink()

    def walk(self) -> Iterator[str]:
        """The folders in it and itself, as names ('' for itself), hidden ones left out."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            yield folder
            entries = self.files.ls(self.path(folder), detail=True)
            waiting += sorted(
                (_join(folder, entry["name"]) for entry in entries if is_folder(entry) and not hidden(entry["name"])),
                reverse=True,
            )

    @staticmethod
    def _write(path: Path, write: Callable[[BinaryIO], None], final: Path) -> None:
        try:
            with path.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            path.replace(final)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


_HIDDEN_PREFIXES = (".", "~$")  # "~$" is the lock file that Word leaves beside an open document
_HIDDEN_NAMES = {"__MACOSX", "Thumbs.db", "desktop.ini"}


def is_folder(entry: dict[str, object]) -> bool:
    """Whether an entry of a listing is a folder; links to folders are not followed, they can lead in circles."""
    return entry["type"] == "directory" and not entry.get("islink")


def hidden(path: str) -> bool:
    """Whether a file or folder is none that a person put there."""
    name = path.rstrip("/").rsplit("/", 1)[-1]
    return name.startswith(_HIDDEN_PREFIXES) or name in _HIDDEN_NAMES


def _join(folder: str, path: str) -> str:
    name = path.rstrip("/").rsplit("/", 1)[-1]
    return f"{folder}/{name}" if folder else name
