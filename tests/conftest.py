"""What every test shares."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no failure: examples are checked for what they show, not for how long they or their making takes.
settings.register_profile("tallymark", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tallymark")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that train where PyTorch is not installed, as it is not for serving or most development."""
    if find_spec("torch") is not None:
        return
    needs_torch = pytest.mark.skip(reason="needs the extra [train]: make test-train")
    for item in items:
        if item.get_closest_marker("training"):  # a keyword would be the folder of that name too
            item.add_marker(needs_torch)
