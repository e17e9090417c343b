"""Who may see how the service is doing: whoever holds the token of the metrics, or, in development, this machine."""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import ip_address
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from service.dependencies import CurrentSettings
from service.rate_limits import address_of
from service.settings import Settings
from service.watchers import holds_token


def _watches(request: Request, settings: CurrentSettings) -> bool:
    if settings.metrics_token.get_secret_value():
        return holds_token(settings, request.headers.get("authorization", ""))
    return not settings.in_production and _is_this_machine(request, settings)


def _is_this_machine(request: Request, settings: Settings) -> bool:
    # Behind a proxy that is not trusted, everybody seems to come from where it runs.
    forwarded = {"forwarded", "x-forwarded-for"} & set(request.headers)
    if forwarded and not settings.trusted_proxies:
        return False
    try:
        return ip_address(address_of(request.scope)).is_loopback
    except ValueError:
        return False


Watches = Annotated[bool, Depends(_watches)]
"""Whether the request comes from somebody who may see how the service is doing."""


def _require(watches: Watches) -> None:
    if not watches:
        raise HTTPException(HTTPStatus.NOT_FOUND)


WatchersOnly = Depends(_require)
