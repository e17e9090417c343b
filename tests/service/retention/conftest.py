"""Original files on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.files import Originals, open_originals


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return open_originals(str(tmp_path / "files"))
