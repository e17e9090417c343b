"""Posting one webhook once. Trying again is the business of the job that asked for it."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from ipaddress import ip_address
from time import perf_counter

import httpx

from nlp.config import program_version
from service.postings.destinations import Address, Destinations
from service.postings.signing import signed_headers

SECONDS = 15.0
Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]


class Failure(StrEnum):
    """Why a posting did not arrive; what a receiver says is neither read nor kept."""

    ADDRESS = "address"
    """The host's name leads to an address that nothing may be posted to."""
    NAME = "name"
    """The host's name leads nowhere."""
    CONNECTION = "connection"
    """Nobody answered there, or the connection broke, or its encryption could not be agreed on or trusted."""
    TIME = "time"
    """The receiver took too long."""
    STATUS = "status"
    """The receiver answered with something else than success; a redirect is not followed."""


@dataclass(frozen=True, slots=True)
class Posting:
    """A message for one receiver. ``body`` is JSON; ``keys`` sign it."""

    url: str
    message_id: str
    body: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. ``status``: the receiver's answer, where there was one; ``milliseconds``: the time it took."""

    failure: Failure | None
    status: int | None
    milliseconds: int

    @property
    def arrived(self) -> bool:
        """Whether the receiver has taken the message."""
        return self.failure is None


async def resolve(host: str, port: int) -> list[Address]:
    """The addresses that a host's name leads to now; raises OSError where there is none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(place[4][0]).partition("%")[0]) for place in found]


class Poster:
    """Posts to ``destinations`` only: the address that a name leads to is checked, and that very one is connected to.

    ``seconds``: the longest that one posting may take, all in all.
    """

    def __init__(self, destinations: Destinations, *, seconds: float = SECONDS, resolve: Resolve = resolve) -> None:
        self._destinations = destinations
        self._seconds = seconds
        self._resolve = resolve

    def post(self, posting: Posting) -> Outcome:
        """Post once and wait for the answer."""
        began = perf_counter()
        status: int | None = None
        failure: Failure | None = None
        try:
            status = asyncio.run(self._post_in_time(posting))
        except _NotAllowed:
            failure = Failure.ADDRESS
        except (TimeoutError, httpx.TimeoutException):
            failure = Failure.TIME
        except (socket.gaierror, UnicodeError):
            failure = Failure.NAME
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            failure = Failure.CONNECTION
        if status is not None and not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            failure = Failure.STATUS
        return Outcome(failure, status, round((perf_counter() - began) * 1000))

    async def _post_in_time(self, posting: Posting) -> int:
        async with asyncio.timeout(self._seconds):
            url = httpx.URL(posting.url)
            address = await self._address(url)
            # No proxy and no password file of the environment; the system's certificates, as an installation has them.
            async with httpx.AsyncClient(
                verify=ssl.create_default_context(), trust_env=False, follow_redirects=False, timeout=self._seconds
            ) as client:
                headers = {
                    "Host": url.netloc.decode("ascii"),
                    "Content-Type": "application/json",
                    "User-Agent": f"Tallymark/{program_version()}",
                    **signed_headers(posting.message_id, datetime.now(UTC), posting.body, posting.keys),
                }
                request = client.build_request(
                    "POST",
                    url.copy_with(host=str(address)),
                    headers=headers,
                    content=posting.body.encode(),
                    extensions={"sni_hostname": url.raw_host.decode("ascii")},
                )
                answer = await client.send(request, stream=True)
                await answer.aclose()
                return answer.status_code

    async def _address(self, url: httpx.URL) -> Address:
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = await self._resolve(url.host, port)
        if not all(map(self._destinations.allows, addresses)):
            raise _NotAllowed
        return addresses[0]


class _NotAllowed(Exception):
    """A name leads to where nothing may be posted."""
