"""Running the service: uvicorn with our logs in place of its own."""

from __future__ import annotations

import uvicorn

from service.app import create_app
from service.logs import configure_logging
from service.settings import Settings

_SECONDS_TO_FINISH = 30


def run(settings: Settings) -> None:
    """Serve until stopped. Requests that run when it is stopped have half a minute to finish."""
    configure_logging(settings.log_level)
    proxies = [str(network) for network in settings.trusted_proxies]
    uvicorn.run(
        create_app(settings),
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
