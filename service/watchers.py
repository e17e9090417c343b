"""The token of whoever watches over the service."""

from __future__ import annotations

import secrets

from service.settings import Settings

_SCHEME = "bearer"


def holds_token(settings: Settings, authorization: str) -> bool:
    """Whether a header ``Authorization`` holds the token of the metrics; never where there is no token."""
    token = settings.metrics_token.get_secret_value()
    scheme, _, given = authorization.partition(" ")
    return bool(token) and scheme.lower() == _SCHEME and secrets.compare_digest(given.encode(), token.encode())
