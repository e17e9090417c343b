"""Running the service: uvicorn with our logs in place of its own."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import cast

import uvicorn
from fastapi import FastAPI

from nlp.collecting import end_start
from nlp.pipeline import load_analyser
from service.analysers import Analysers, Load
from service.app import create_app
from service.demonstration.presence import refuse_in_production
from service.dependencies import Services
from service.jobs.supervisor import StartMethod, supervised_workers
from service.logs import configure_logging
from service.memory import share_arenas
from service.settings import Settings

_SECONDS_TO_FINISH = 30
_NOT_STARTED = 3
# A request changes threads several times and waits each time for whoever computes; by itself Python lets them 5 ms.
_SWITCH_SECONDS = 0.001


def run(settings: Settings, load: Load = load_analyser, method: StartMethod = "spawn") -> None:
    """Serve until stopped, with the workers that the settings ask for beside it.

    Requests that run when it is stopped have half a minute to finish; then the workers have. ``load`` and ``method``:
    see `service.jobs.supervisor`.

    Raises SettingsInvalid in production where the database holds the demonstration centre.
    """
    configure_logging(settings.log_level)
    share_arenas()
    sys.setswitchinterval(_SWITCH_SECONDS)
    app = create_app(settings, Analysers(load), watch_workers=True)
    refuse_in_production(settings, app.state.services.database)
    with supervised_workers(settings, load, method):
        server = _Server(_configuration(app, settings))
        # uvicorn answers to the signal while it runs, and sends it to itself once more when it has finished: without
        # this one that comes before would be lost, and that one would end us before the workers.
        signal.signal(signal.SIGTERM, server.handle_exit)
        end_start()
        with suppress(KeyboardInterrupt):
            server.run()
        if not server.started:
            sys.exit(_NOT_STARTED)


class _Server(uvicorn.Server):
    """Tells the app at once that it is told to stop, so that answers which would go on for long can end."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """See `uvicorn.Server.handle_exit`."""
        app = cast("FastAPI", self.config.app)
        cast("Services", app.state.services).stopping.set()
        super().handle_exit(sig, frame)


def _configuration(app: FastAPI, settings: Settings) -> uvicorn.Config:
    proxies = [str(network) for network in settings.trusted_proxies]
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        # Ours is written by `context.RequestContext`; uvicorn's would hold addresses, with all that is in them.
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )
