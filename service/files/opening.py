"""From a setting to the place where original files are."""

from __future__ import annotations

from pathlib import Path

from service.files.disk import Disk
from service.files.originals import Originals

_S3 = "s3://"


def open_originals(address: str) -> Originals:
    """The original files at ``address``: a folder, or ``s3://bucket/prefix``.

    Raises FilesUnavailable where a folder can neither be used nor made.
    """
    if not address.startswith(_S3):
        return Originals(Disk(Path(address)))
    # Takes half a second, which only those who use it should wait for.
    from service.files.bucket import Bucket  # noqa: PLC0415

    return Originals(Bucket(address))
