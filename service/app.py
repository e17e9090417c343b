"""The app, put together; the only file that knows every slice."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from nlp.config import program_version
from service.analysers import Analysers
from service.analyses import router as analyses
from service.comment_bank import router as comment_bank
from service.comparisons import router as comparisons
from service.consistency import router as consistency
from service.context import RequestContext
from service.decisions import router as decisions
from service.dependencies import Services, provide
from service.files import open_originals
from service.handlers import add_handlers
from service.health import router as health
from service.hosts import TrustedHosts, hosts_of
from service.jobs import Jobs
from service.jobs.depths import depths_of
from service.jobs.durable import DurableJobs
from service.jobs.system import bring_up_to_date
from service.keys import Keys
from service.limits import BodyLimit
from service.metrics import Metrics
from service.objections import router as objections
from service.openapi import DocumentedApp
from service.people import router as people
from service.people.passwords.hashing import PasswordHasher
from service.progress import router as progress
from service.queue import router as queue
from service.rate_limits import RateLimits
from service.readiness import Readiness, checks_of
from service.records import router as records
from service.redactions import router as redactions
from service.sampling import router as sampling
from service.settings import Settings
from service.standardisation import router as standardisation
from service.storage import Database
from service.storage.opening import open_database
from service.submissions import router as submissions
from service.tracing import new_provider, to_collector, trace_requests
from service.unit_store import UnitStore
from service.units import router as units
from service.web import ROUTERS as PAGES
from service.web.failures import page_of_problem
from service.web.languages import SpokenLanguage
from service.webhooks import router as webhooks
from service.workers import Workers

_DESCRIPTION = """Lays a learner's reflective account against a vocational unit's marking points and cites the evidence.

It observes; people decide. Nothing is kept but what people who are signed in hand in. Every error is an
`application/problem+json` (RFC 9457).
"""
_THREADS = 120
_SLICES = (
    analyses,
    comparisons,
    redactions,
    submissions,
    progress,
    units,
    people,
    queue,
    decisions,
    objections,
    comment_bank,
    consistency,
    sampling,
    standardisation,
    webhooks,
    records,
    health,
)


def create_app(
    settings: Settings | None = None,
    analysers: Analysers | None = None,
    *,
    database: Database | None = None,
    jobs: Jobs | None = None,
    watch_workers: bool = False,
) -> FastAPI:
    """Build the service.

    ``settings``: by default those of the environment (raises SettingsInvalid). ``analysers``: by default those with
    the installed model; they are loaded in the background when the app starts. ``database``: by default the one that
    the settings name, which the app then closes. ``jobs``: by default those that workers perform. ``watch_workers``:
    whether the service is ready only while one of them is alive.
    """
    settings = settings or Settings.from_environment()
    database = database or open_database(settings)
    app = DocumentedApp(
        title="Tallymark",
        version=program_version(),
        description=_DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_tags=[part.TAG for part in _SLICES],
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan,
        # The framework's pages load scripts from elsewhere, and its redirects repeat the address.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    metrics, originals = Metrics(), open_originals(settings.files_address)
    metrics.watch_jobs(lambda: depths_of(database))
    provide(
        app,
        Services(
            settings=settings,
            keys=Keys.of(settings),
            analysers=analysers or Analysers(),
            workers=Workers(workers=settings.workers, queue=settings.queue, timed=metrics.analysis),
            database=database,
            jobs=jobs or DurableJobs(database),
            metrics=metrics,
            rate_limits=RateLimits(settings),
            units=UnitStore(),
            originals=originals,
            readiness=Readiness(checks_of(database, originals, watch_workers=watch_workers)),
        ),
    )
    app.state.passwords = PasswordHasher()
    add_handlers(app, page_of_problem)
    app.add_middleware(SpokenLanguage)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes, max_json_bytes=settings.max_json_bytes)
    app.add_middleware(TrustedHosts, hosts=hosts_of(settings))
    app.add_middleware(RequestContext, metrics=metrics, in_production=settings.in_production)
    if settings.otlp_endpoint:
        app.state.tracing = new_provider(to_collector(settings.otlp_endpoint))
        trace_requests(app, app.state.tracing)
    app.answers = analyses.ANSWERS | comparisons.ANSWERS | redactions.ANSWERS
    # Included one by one: a router inside a router would lose its prefix where a request's route is logged.
    for router in (*(router for part in _SLICES for router in part.ROUTERS), *PAGES):
        app.include_router(router)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    # Threads that wait for their turn to write must leave some to those who only read.
    current_default_thread_limiter().total_tokens = _THREADS
    if services.database.is_sqlite:
        # One file, one program: nobody else could bring it up to date. PostgreSQL has `tallymark admin migrate`.
        await to_thread(bring_up_to_date, services.database)
    services.analysers.start(services.workers.executor)
    # Whoever comes first need not wait for it; what is wrong with it they are told all the same.
    services.workers.executor.submit(services.units.get_or_default, None)
    yield
    services.stopping.set()
    services.workers.close()
    services.readiness.close()
    if services.settings.otlp_endpoint:
        app.state.tracing.shutdown()
    services.database.close()
