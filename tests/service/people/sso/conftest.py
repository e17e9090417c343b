"""A real identity provider for the centres of a test's world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.service.people.sso.identity_provider import RunningProvider, identity_provider

PUBLIC = "http://127.0.0.1:8000"
CLIENT_ID = "tallymark"
CLIENT_SECRET = "a secret/with+signs%that forms encode"
ACCOUNTS: dict[str, dict[str, Any]] = {
    "ann": {"name": "Ann Lee", "email": "Ann.Lee@example.org", "email_verified": True},
    "anne": {"name": "Anne Lee", "email": "ann.lee@example.org", "email_verified": True},
    "bob": {"name": "Bob", "email": "bob@example.org", "email_verified": False},
    "cat": {"name": "Cat"},
    "dan": {"name": "Dan\u202e\n", "email": "dan@example.org", "email_verified": True},
}


def callback(slug: str) -> str:
    return f"{PUBLIC}/v1/sign-in/sso/{slug}/callback"


@pytest.fixture(scope="session")
def provider() -> Iterator[RunningProvider]:
    """The provider knows the service as the centres that a `World` makes."""
    addresses = [callback(f"centre-{number}") for number in range(1, 30)]
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uris": addresses}
    with identity_provider(client, ACCOUNTS) as running:
        yield running
