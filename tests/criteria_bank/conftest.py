"""Units to test with: the installed one, and the complete example that docs/units.md gives to authors."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit

MANUAL = Path(__file__).parents[2] / "docs" / "units.md"


@pytest.fixture(scope="session")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture(scope="session")
def manual() -> str:
    return MANUAL.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def example(manual: str) -> str:
    """The YAML text of the smallest complete unit."""
    found = re.search(r"```yaml\n(.*?)```", manual, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a unit file under the name that the example's id asks for."""

    def write_file(content: str | bytes) -> Path:
        path = tmp_path / "greeting-visitors.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file
