"""How often one person, one centre and one address may ask; whoever asks more often is told when to come back."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from ipaddress import ip_network
from math import ceil
from time import time
from typing import cast
from uuid import UUID

from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError, StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from starlette.types import Scope

from service.errors import SettingsInvalid, TooManyRequests
from service.logs import log_failure
from service.settings import Settings

logger = logging.getLogger(__name__)
_STATE = "rate_limit"
_OWN_MEMORY = "memory:"
# RFC 6177: a site gets a /64 at least.
_CUSTOMER = 64


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a limit: ``remaining`` of ``amount`` requests, and ``seconds`` until one more is allowed."""

    name: str
    amount: int
    window: int
    remaining: int
    seconds: int

    def headers(self) -> dict[str, str]:
        """As the IETF's draft-ietf-httpapi-ratelimit-headers writes it."""
        return {
            "RateLimit-Policy": f'"{self.name}";q={self.amount};w={self.window}',
            "RateLimit": f'"{self.name}";r={self.remaining};t={self.seconds}',
        }


class RateLimits:
    """Counts requests in a moving window. Nothing is counted where the settings say so.

    Raises SettingsInvalid where there is no such place to count.

    Every method takes the request's scope, counts the request, and raises TooManyRequests where it is one too many.
    """

    def __init__(self, settings: Settings) -> None:
        self._limiter: MovingWindowRateLimiter | None = None
        if settings.rate_limits:
            self._limiter = MovingWindowRateLimiter(_storage(settings.rate_storage))
            if settings.rate_storage.startswith(_OWN_MEMORY):
                logger.info("requests are counted in this process alone (TALLYMARK_RATE_STORAGE)")
        self._rates = {
            name: parse_many(rate) if rate else []
            for name, rate in (
                ("person", settings.rate_per_person),
                ("centre", settings.rate_per_centre),
                ("address", settings.rate_per_address),
                ("sign-in", settings.rate_of_sign_in),
            )
        }

    def person(self, scope: Scope, person_id: UUID, centre_id: UUID | None) -> None:
        """Count a request of somebody who is signed in, for her and for her centre."""
        self._count(scope, "person", str(person_id))
        if centre_id is not None:
            self._count(scope, "centre", str(centre_id))

    def visitor(self, scope: Scope) -> None:
        """Count a request of somebody who is not signed in, for the address that she asks from."""
        self._count(scope, "address", _network_of(address_of(scope)))

    def sign_in(self, scope: Scope) -> None:
        """Count an attempt to sign in or to reset a password, for the address that it comes from."""
        self._count(scope, "sign-in", _network_of(address_of(scope)))

    def _count(self, scope: Scope, name: str, whose: str) -> None:
        if self._limiter is None:
            return
        for rate in self._rates[name]:
            try:
                allowed = self._limiter.hit(rate, name, whose)
                allowance = self._allowance(rate, name, whose)
            except StorageError as error:
                # Limits protect the service from too much work; they are no reason to do none.
                log_failure(logger, "requests cannot be counted", error)
                return
            _keep(scope, allowance)
            if not allowed:
                raise TooManyRequests(allowance.seconds)

    def _allowance(self, rate: RateLimitItem, name: str, whose: str) -> Allowance:
        assert self._limiter is not None  # noqa: S101 - for the types
        stats = self._limiter.get_window_stats(rate, name, whose)
        return Allowance(name, rate.amount, rate.get_expiry(), stats.remaining, max(1, ceil(stats.reset_time - time())))


def address_of(scope: Scope) -> str:
    """The address that a request comes from; that of a proxy, unless its word is taken (`Settings.trusted_proxies`)."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def allowance_headers(scope: Scope) -> dict[str, str]:
    """The headers that tell a caller what is left of the limit that she is nearest to."""
    allowance: Allowance | None = scope.get("state", {}).get(_STATE)
    return allowance.headers() if allowance else {}


def _storage(address: str) -> Storage:
    try:
        return cast("Storage", storage_from_string(address, wrap_exceptions=True))
    except ConfigurationError:
        raise SettingsInvalid(
            "TALLYMARK_RATE_STORAGE cannot be used. Write it as memory:// or, with the package redis installed, "
            "redis://host."
        ) from None


def _network_of(address: str) -> str:
    """An address; of IPv6 the network that one customer has, who would otherwise have 2^64 addresses."""
    try:
        return str(ip_network((address, _CUSTOMER), strict=False)) if ":" in address else address
    except ValueError:
        return address


def _keep(scope: Scope, allowance: Allowance) -> None:
    state = scope.setdefault("state", {})
    nearest: Allowance | None = state.get(_STATE)
    if nearest is None or allowance.remaining < nearest.remaining:
        state[_STATE] = allowance
