"""Files in a folder: whole or not there, safe against a power cut, readable for the service's own user only."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from service.errors import FilesUnavailable
from service.files.keeper import Found, Sink
from service.logs import log_failure

logger = logging.getLogger(__name__)

STALE = timedelta(hours=1)
_OWNER_ONLY = 0o700
_STAGING = "incoming"


class Disk:
    """A `Keeper` over the folder ``root``, which is made where it is not there. A key is a path below it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.staging = root / _STAGING
        with _reachable():
            _make_folder(self.staging)
            self._tidy()

    def place(self, path: Path, key: str) -> None:
        """See `Keeper`. ``path`` lies in ``staging``, so that renaming it is one step."""
        target = self._root / key
        with _reachable():
            _flush(path)
            _make_folder(target.parent)
            path.replace(target)
            _flush(target.parent)

    def copy(self, key: str, target: Sink) -> None:
        """See `Keeper`."""
        with _reachable(), (self._root / key).open("rb") as file:
            shutil.copyfileobj(file, target)

    def holds(self, key: str) -> bool:
        """See `Keeper`."""
        with _reachable():
            return (self._root / key).is_file()

    def delete(self, key: str) -> None:
        """See `Keeper`."""
        path = self._root / key
        with _reachable(), suppress(FileNotFoundError):
            path.unlink()
            _flush(path.parent)

    def found(self) -> Iterator[Found]:
        """See `Keeper`."""
        for path in self._root.rglob("*"):
            if path.parent != self.staging and path.is_file():
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                yield Found(path.relative_to(self._root).as_posix(), written)

    def _tidy(self) -> None:
        """Remove what a process that was killed left half written."""
        oldest = (datetime.now(UTC) - STALE).timestamp()
        for path in self.staging.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


def _make_folder(path: Path) -> None:
    if path.is_dir():
        return
    _make_folder(path.parent)
    path.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    _flush(path.parent)


def _flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        log_failure(logger, "original files unavailable", error)
        raise FilesUnavailable("The original files cannot be reached at the moment. Try again later.") from error
