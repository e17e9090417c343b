"""What routes ask for by type, so that they read like prose. Each app builds one `Services`; nothing is global."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, FastAPI, Request

from service.analysers import Analysers
from service.metrics import Metrics
from service.rate_limits import RateLimits
from service.settings import Settings
from service.workers import Workers


@dataclass(frozen=True, slots=True)
class Services:
    """What the routes of one app share."""

    settings: Settings
    analysers: Analysers
    workers: Workers
    metrics: Metrics
    rate_limits: RateLimits


def provide(app: FastAPI, services: Services) -> None:
    """Make ``services`` those of ``app``."""
    app.state.services = services


def _services(request: Request) -> Services:
    return cast("Services", request.app.state.services)


def _settings(request: Request) -> Settings:
    return _services(request).settings


def _analysers(request: Request) -> Analysers:
    return _services(request).analysers


def _workers(request: Request) -> Workers:
    return _services(request).workers


def _metrics(request: Request) -> Metrics:
    return _services(request).metrics


def _rate_limits(request: Request) -> RateLimits:
    return _services(request).rate_limits


CurrentSettings = Annotated[Settings, Depends(_settings)]
CurrentAnalysers = Annotated[Analysers, Depends(_analysers)]
CurrentWorkers = Annotated[Workers, Depends(_workers)]
CurrentMetrics = Annotated[Metrics, Depends(_metrics)]
CurrentRateLimits = Annotated[RateLimits, Depends(_rate_limits)]
