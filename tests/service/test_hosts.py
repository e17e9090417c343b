"""The names that the service answers to, and the headers that it answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from service.hosts import hosts_of
from service.settings import Settings

if TYPE_CHECKING:
    from tests.service.conftest import Serve


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("tallymark.example", 200),
        ("TALLYMARK.example:443", 200),
        ("north.centres.example", 200),
        ("centres.example", 421),
        ("tallymark.example.attacker.example", 421),
        ("attacker.example", 421),
        ("[::1]:8000", 200),
        ("[::1]", 200),
        ("[::2]", 421),
        ("", 421),
        (":8000", 421),
    ],
)
def test_only_its_own_names_are_answered_to(serve_shared: Serve, host: str, status: int) -> None:
    client = serve_shared(trusted_hosts="testserver,tallymark.example,*.centres.example,[::1]")
    response = client.get("/health/live", headers={"Host": host})
    assert response.status_code == status
    if status != 200:
        assert response.json()["type"] == "urn:tallymark:problem:misdirected-request"
        assert "attacker" not in response.text


def test_by_default_production_answers_to_its_public_name_and_to_its_own_machine(production: dict[str, str]) -> None:
    production.pop("trusted_hosts")
    assert hosts_of(Settings.model_validate(production)) == ("tallymark.example", "127.0.0.1", "localhost", "[::1]")
    assert hosts_of(Settings()) == ("*",)


def test_every_answer_says_what_browsers_may_do_with_it(client: TestClient) -> None:
    for path in ("/health/live", "/v1/units/no-such-unit", "/nowhere"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in headers
        assert "Server" not in headers


def test_production_is_reached_by_https_alone(serve: Serve, production: dict[str, str]) -> None:
    headers = serve(**production).get("/health/live").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
