"""Files in a folder."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest

from service.errors import FilesUnavailable
from service.files import Originals, open_originals
from service.files.disk import STALE

CENTRE = uuid4()


def test_only_the_service_itself_can_read_them(on_disk: Originals, tmp_path: Path) -> None:
    on_disk.keep(CENTRE, BytesIO(b"I rang her back."))
    paths = list((tmp_path / "originals").rglob("*"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}


def test_what_a_killed_process_left_is_removed_at_the_next_start(tmp_path: Path) -> None:
    open_originals(str(tmp_path))
    staging = tmp_path / "incoming"
    old, fresh = staging / "old", staging / "fresh"
    old.write_bytes(b"I rang")
    fresh.write_bytes(b"I rang")
    long_ago = (datetime.now(UTC) - 2 * STALE).timestamp()
    os.utime(old, (long_ago, long_ago))
    opened = open_originals(str(tmp_path))
    assert not old.exists()
    assert fresh.exists()
    assert not list(opened.all())


def test_a_file_is_on_the_disk_before_it_has_its_name(
    on_disk: Originals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    flush = os.fsync

    def watched(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        flushed.append(path.relative_to(tmp_path / "originals").as_posix())
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    kept = on_disk.keep(CENTRE, BytesIO(b"I rang her back."))
    folder = f"{CENTRE.hex}/{kept.sha256[:2]}"
    assert flushed[0].startswith("incoming/")
    assert flushed[1:] == [".", CENTRE.hex, folder]


def test_a_folder_that_cannot_be_used_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("in the way")
    with pytest.raises(FilesUnavailable):
        open_originals(str(tmp_path / "originals"))
