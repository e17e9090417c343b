"""What routes ask for by type, so that they read like prose. Each app builds one `Services`; nothing is global."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Annotated, cast

from fastapi import Depends, FastAPI, Request

from service.analysers import Analysers
from service.files import Originals
from service.jobs import Jobs
from service.keys import Keys
from service.metrics import Metrics
from service.open_streams import OpenStreams
from service.rate_limits import RateLimits
from service.readiness import Readiness
from service.settings import Settings
from service.storage import Database
from service.unit_store import UnitStore
from service.workers import Workers


@dataclass(frozen=True, slots=True)
class Services:
    """What the routes of one app share."""

    settings: Settings
    keys: Keys
    analysers: Analysers
    workers: Workers
    database: Database
    jobs: Jobs
    metrics: Metrics
    rate_limits: RateLimits
    units: UnitStore
    originals: Originals
    readiness: Readiness
    streams: OpenStreams = field(default_factory=OpenStreams)
    stopping: Event = field(default_factory=Event)
    """Set when the service is told to stop: an answer that goes on for long ends then."""


def provide(app: FastAPI, services: Services) -> None:
    """Make ``services`` those of ``app``."""
    app.state.services = services


def services_of(request: Request) -> Services:
    """What the app that answers ``request`` has."""
    return cast("Services", request.app.state.services)


def _settings(request: Request) -> Settings:
    return services_of(request).settings


def _keys(request: Request) -> Keys:
    return services_of(request).keys


def _readiness(request: Request) -> Readiness:
    return services_of(request).readiness


def _analysers(request: Request) -> Analysers:
    return services_of(request).analysers


def _workers(request: Request) -> Workers:
    return services_of(request).workers


def _database(request: Request) -> Database:
    return services_of(request).database


def _jobs(request: Request) -> Jobs:
    return services_of(request).jobs


def _metrics(request: Request) -> Metrics:
    return services_of(request).metrics


def _rate_limits(request: Request) -> RateLimits:
    return services_of(request).rate_limits


def _units(request: Request) -> UnitStore:
    return services_of(request).units


def _originals(request: Request) -> Originals:
    return services_of(request).originals


CurrentSettings = Annotated[Settings, Depends(_settings)]
CurrentKeys = Annotated[Keys, Depends(_keys)]
CurrentReadiness = Annotated[Readiness, Depends(_readiness)]
CurrentAnalysers = Annotated[Analysers, Depends(_analysers)]
CurrentWorkers = Annotated[Workers, Depends(_workers)]
CurrentMetrics = Annotated[Metrics, Depends(_metrics)]
CurrentRateLimits = Annotated[RateLimits, Depends(_rate_limits)]
CurrentDatabase = Annotated[Database, Depends(_database)]
CurrentJobs = Annotated[Jobs, Depends(_jobs)]
CurrentUnits = Annotated[UnitStore, Depends(_units)]
CurrentOriginals = Annotated[Originals, Depends(_originals)]
