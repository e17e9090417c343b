"""Files in a bucket of S3, or of a store that speaks its language."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path

import fsspec
from botocore.exceptions import BotoCoreError

from service.errors import FilesUnavailable
from service.files.keeper import Found, Sink
from service.logs import log_failure

logger = logging.getLogger(__name__)

_BLOCK = 4 * 1024 * 1024


class Bucket:
    """A `Keeper` over ``address`` (``s3://bucket/prefix``); the bucket is there already.

    Credentials, region and a store that is not Amazon's come from the environment, as for every program of AWS
    (``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``, ``AWS_DEFAULT_REGION``, ``AWS_ENDPOINT_URL_S3``, …).
    """

    staging: Path | None = None

    def __init__(self, address: str) -> None:
        # Instances and listings are kept by default, and would hide what another process has written.
        self._files = fsspec.filesystem("s3", use_listings_cache=False, skip_instance_cache=True)
        self._root = address.removeprefix("s3://").rstrip("/")

    def place(self, path: Path, key: str) -> None:
        """See `Keeper`: an upload that breaks off leaves nothing."""
        with _reachable():
            try:
                self._files.put_file(str(path), self._path(key))
            except FileNotFoundError as error:
                # The bucket itself is missing.
                raise _unavailable(error) from error

    def copy(self, key: str, target: Sink) -> None:
        """See `Keeper`."""
        with _reachable(), self._files.open(self._path(key), "rb", block_size=_BLOCK) as file:
            shutil.copyfileobj(file, target)

    def holds(self, key: str) -> bool:
        """See `Keeper`."""
        with _reachable():
            return bool(self._files.isfile(self._path(key)))

    def delete(self, key: str) -> None:
        """See `Keeper`."""
        with _reachable(), suppress(FileNotFoundError):
            self._files.rm_file(self._path(key))

    def found(self) -> Iterator[Found]:
        """See `Keeper`."""
        with _reachable():
            entries = self._files.find(self._root, detail=True)
        for path, entry in entries.items():
            yield Found(path.removeprefix(f"{self._root}/"), entry["LastModified"].astimezone(UTC))

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (OSError, BotoCoreError) as error:
        raise _unavailable(error) from error


def _unavailable(error: Exception) -> FilesUnavailable:
    log_failure(logger, "original files unavailable", error)
    return FilesUnavailable("The original files cannot be reached at the moment. Try again later.")
