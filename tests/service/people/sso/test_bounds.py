"""An identity provider that says too much, or never comes to an end."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import count

import httpx2
import pytest

from service.errors import SsoUnavailable
from service.people.sso import bounds
from service.people.sso.bounds import MOST_BYTES, BoundedTransport
from service.people.sso.client import Attempt, OpenIdClient, Provider
from service.people.sso.metadata import discover

ISSUER = "https://id.example"
PAGE = (
    b'{"issuer": "https://id.example", "authorization_endpoint": "https://id.example/auth",'
    b' "token_endpoint": "https://id.example/token", "jwks_uri": "https://id.example/jwks"}'
)


class Drip(httpx2.SyncByteStream):
    """An answer without an end."""

    def __init__(self) -> None:
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        for self.given in count(1):
            yield b" " * 1024


def client_of(answer: httpx2.Response) -> OpenIdClient:
    return OpenIdClient(Provider(ISSUER, "tallymark", "secret"), ISSUER, httpx2.MockTransport(lambda _: answer))


def test_as_much_as_fits_is_read() -> None:
    fits = PAGE + b" " * (MOST_BYTES - len(PAGE))
    address, _ = client_of(httpx2.Response(200, content=fits)).begin()
    assert address.startswith(f"{ISSUER}/auth?")
    with pytest.raises(SsoUnavailable):
        client_of(httpx2.Response(200, content=fits + b" ")).begin()


def test_an_answer_without_an_end_is_not_read_to_the_end() -> None:
    drip = Drip()
    with pytest.raises(SsoUnavailable):
        client_of(httpx2.Response(200, stream=drip)).begin()
    assert drip.given == MOST_BYTES // 1024 + 1


def test_a_token_without_an_end_is_not_read_either() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        page = request.url.path.startswith("/.well-known")
        return httpx2.Response(200, content=PAGE) if page else httpx2.Response(200, stream=Drip())

    client = OpenIdClient(Provider(ISSUER, "tallymark", "secret"), ISSUER, httpx2.MockTransport(answer))
    with pytest.raises(SsoUnavailable):
        client.finish(Attempt(state="s", nonce="n", verifier="v" * 64), {"state": "s", "code": "c"})


def test_an_answer_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    drip = Drip()
    monkeypatch.setattr(bounds, "monotonic", lambda: drip.given * 2.0)
    transport = BoundedTransport(httpx2.MockTransport(lambda _: httpx2.Response(200, stream=drip)), seconds=15)
    with httpx2.Client(transport=transport) as http, pytest.raises(SsoUnavailable):
        discover(http, ISSUER)
    assert drip.given == 8


def test_a_packed_answer_is_not_unpacked() -> None:
    packed = httpx2.Response(200, content=gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})
    with pytest.raises(SsoUnavailable):
        client_of(packed).begin()
