"""What routes about people ask for by type."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from service.access.origin import check_origin
from service.dependencies import services_of
from service.people.passwords.hashing import PasswordHasher


def _hasher(request: Request) -> PasswordHasher:
    return cast("PasswordHasher", request.app.state.passwords)


CurrentHasher = Annotated[PasswordHasher, Depends(_hasher)]


def attempt(request: Request) -> None:
    """Count an attempt at somebody's account from outside, and take none from a page of another site."""
    services = services_of(request)
    check_origin(request, services.settings.public_url)
    services.rate_limits.sign_in(request.scope)
