"""Units as they were when a result was made with them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from criteria_bank.loader import load_unit_file
from criteria_bank.schema import Unit
from service.storage.tables.analyses import UnitVersion


def unit_of_version(session: Session, sha256: str) -> Unit:
    """The unit whose file has this SHA-256, which some result of ours was made with; raises UnitInvalid."""
    version = session.get_one(UnitVersion, sha256)
    return _read(version.unit_id, version.content)


@lru_cache(maxsize=32)
def _read(unit_id: str, content: str) -> Unit:
    # A unit's file is called by its id, and the loader checks that.
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{unit_id}.yaml"
        path.write_bytes(content.encode())
        return load_unit_file(path).unit
