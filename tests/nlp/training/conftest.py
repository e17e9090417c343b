from __future__ import annotations

import pytest

from criteria_bank.loader import LoadedUnit, default_unit_id, load_unit
from criteria_bank.schema import Unit


@pytest.fixture(scope="session")
def loaded_unit() -> LoadedUnit:
    return load_unit(default_unit_id())


@pytest.fixture(scope="session")
def unit(loaded_unit: LoadedUnit) -> Unit:
    return loaded_unit.unit
