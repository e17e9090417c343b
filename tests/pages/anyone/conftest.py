"""Settings of the service that differ for one test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI

from service.dependencies import Services, provide
from service.rate_limits import RateLimits
from tests.pages.conftest import Site

ACCOUNT = (
    "A customer had rung three times before anybody answered. I called her back the same day, because it was the "
    "waiting that made her doubt us. She told me that she would stay. Next time I would ask who else is waiting."
)
Changed = Callable[..., Any]


@pytest.fixture
def changed(site: Site) -> Changed:
    """``with changed(anonymous_analyses=False): …``: the service with other settings."""
    app = site.world.anonymous.app
    assert isinstance(app, FastAPI)

    @contextmanager
    def change(**settings: object) -> Iterator[None]:
        before: Services = app.state.services
        other = before.settings.model_copy(update=settings)
        provide(app, replace(before, settings=other, rate_limits=RateLimits(other)))
        yield
        provide(app, before)

    return change
