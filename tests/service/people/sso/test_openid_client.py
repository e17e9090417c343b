"""Signing in at a real OpenID provider, and what is refused of one that is not what it says."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from service.errors import SsoFailed, SsoUnavailable
from service.people.sso.client import Attempt, Identity, OpenIdClient, Provider
from service.people.sso.transport import GuardedTransport
from service.postings.destinations import Destinations
from tests.service.people.sso.conftest import CLIENT_ID, CLIENT_SECRET, callback
from tests.service.people.sso.identity_provider import RunningProvider

BACK = callback("centre-1")


def client_of(issuer: str, **changes: str) -> OpenIdClient:
    given = {"issuer": issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    return OpenIdClient(Provider(**(given | changes)), BACK)


def answer_to(provider: RunningProvider, address: str, login: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(provider.sign_in(address, login, until=BACK)).query))


@pytest.mark.parametrize(
    ("login", "name", "email"), [("ann", "Ann Lee", "Ann.Lee@example.org"), ("bob", "Bob", ""), ("cat", "Cat", "")]
)
def test_a_person_comes_back_with_an_address_only_where_it_is_vouched_for(
    provider: RunningProvider, login: str, name: str, email: str
) -> None:
    client = client_of(provider.issuer)
    address, attempt = client.begin()
    assert client.finish(attempt, answer_to(provider, address, login)) == Identity(provider.issuer, login, name, email)


def test_the_browser_is_sent_with_a_challenge_and_without_what_answers_it(provider: RunningProvider) -> None:
    address, attempt = client_of(provider.issuer).begin()
    sent = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{provider.issuer}/auth?")
    assert (sent["code_challenge_method"], sent["response_type"]) == (["S256"], ["code"])
    assert (sent["state"], sent["nonce"], sent["redirect_uri"]) == ([attempt.state], [attempt.nonce], [BACK])
    assert attempt.verifier not in address
    assert "secret" not in address


def test_every_attempt_has_secrets_of_its_own(provider: RunningProvider) -> None:
    client = client_of(provider.issuer)
    (_, one), (_, other) = client.begin(), client.begin()
    assert not {one.state, one.nonce, one.verifier} & {other.state, other.nonce, other.verifier}


def test_the_answer_to_another_attempt_is_not_taken(provider: RunningProvider) -> None:
    client = client_of(provider.issuer)
    address, attempt = client.begin()
    _, other = client.begin()
    answer = answer_to(provider, address, "ann")
    with pytest.raises(SsoFailed, match="another attempt"):
        client.finish(other, answer)
    with pytest.raises(SsoFailed, match="does not confirm"):  # the provider checks the challenge
        client.finish(attempt.model_copy(update={"verifier": other.verifier}), answer)


def test_a_token_made_for_another_attempt_is_not_taken(provider: RunningProvider) -> None:
    client = client_of(provider.issuer)
    address, attempt = client.begin()
    answer = answer_to(provider, address, "ann")
    with pytest.raises(SsoFailed, match="cannot be relied on"):
        client.finish(attempt.model_copy(update={"nonce": "another"}), answer)


def test_a_code_works_once(provider: RunningProvider) -> None:
    client = client_of(provider.issuer)
    address, attempt = client.begin()
    answer = answer_to(provider, address, "ann")
    client.finish(attempt, answer)
    with pytest.raises(SsoFailed, match="does not confirm"):
        client.finish(attempt, answer)


@pytest.mark.parametrize("changes", [{"iss": "https://evil.example"}, {"iss": ""}, {"code": ""}, {"state": "é"}])
def test_an_answer_that_was_tampered_with_is_not_taken(provider: RunningProvider, changes: dict[str, str]) -> None:
    client = client_of(provider.issuer)
    address, attempt = client.begin()
    answer = answer_to(provider, address, "ann")
    with pytest.raises(SsoFailed):
        client.finish(attempt, answer | changes)
    assert client.finish(attempt, answer).subject == "ann"


def test_a_wrong_secret_is_found_out(provider: RunningProvider) -> None:
    client = client_of(provider.issuer, client_secret="wrong")
    address, attempt = client.begin()
    with pytest.raises(SsoFailed, match="does not confirm"):
        client.finish(attempt, answer_to(provider, address, "ann"))


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9", "{}/", "{}/nothing-here"])
def test_what_is_no_provider_is_unavailable(provider: RunningProvider, issuer: str) -> None:
    with pytest.raises(SsoUnavailable):
        client_of(issuer.format(provider.issuer)).begin()


def test_only_addresses_that_may_be_asked_are_asked(provider: RunningProvider) -> None:
    ours = Provider(provider.issuer, CLIENT_ID, CLIENT_SECRET)
    with pytest.raises(SsoUnavailable):
        OpenIdClient(ours, BACK, GuardedTransport(Destinations())).begin()
    address, _ = OpenIdClient(ours, BACK, GuardedTransport(Destinations(local=True))).begin()
    assert address.startswith(provider.issuer)


# A real provider signs nothing false, so these answers are made here.

ISSUER = "https://id.example"
KEY = ECKey.generate_key("P-256", {"kid": "k", "use": "sig", "alg": "ES256"})
ATTEMPT = Attempt(state="s", nonce="n", verifier="v" * 64)


def finish(
    claims: dict[str, Any],
    *,
    key: Any = KEY,
    header: dict[str, str] | None = None,
    forge: Callable[[str], str] = str,
    issuer: str = ISSUER,
    **metadata: Any,
) -> Identity:
    """What a client makes of a provider that answers with a token of these claims, which ``forge`` changes."""
    now = int(time.time())
    good = {"iss": issuer, "sub": "1", "aud": "tallymark", "exp": now + 300, "iat": now, "nonce": "n",
            "email": "ann@example.org", "email_verified": True}  # fmt: skip
    signing = header or {"alg": "ES256", "kid": "k"}
    made = {name: value for name, value in (good | claims).items() if value is not None}
    token = jwt.encode(signing, made, key, algorithms=[signing["alg"]])
    pages = {
        "/.well-known/openid-configuration": {
            "issuer": issuer, "authorization_endpoint": f"{issuer}/auth", "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
        } | metadata,
        "/token": {"access_token": "a", "token_type": "Bearer", "id_token": forge(token)},
        "/jwks": {"keys": [KEY.as_dict(private=False)]},
    }  # fmt: skip
    transport = httpx2.MockTransport(
        lambda request: httpx2.Response(200, json=pages[request.url.path.removeprefix(urlsplit(issuer).path)])
    )
    client = OpenIdClient(Provider(issuer, "tallymark", CLIENT_SECRET), BACK, transport)
    return client.finish(ATTEMPT, {"state": "s", "code": "c"})


def test_a_token_in_order_is_taken() -> None:
    assert finish({}) == Identity(ISSUER, "1", "", "ann@example.org")
    assert finish({"email_verified": "true"}).email == "ann@example.org"
    assert finish({"email_verified": "false"}).email == ""
    assert finish({"xms_edov": True, "email_verified": False}).email == ""
    assert finish({"aud": ["tallymark", "another"], "azp": "tallymark"}).subject == "1"


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"xms_edov": True}, "ann@example.org"),
        ({"xms_edov": "1"}, "ann@example.org"),
        ({"xms_edov": False}, ""),
        ({"xms_edov": "0"}, ""),
        ({}, ""),
    ],
)
def test_microsoft_vouches_for_addresses_by_another_claim(claims: dict[str, Any], email: str) -> None:
    assert finish(claims, issuer="https://login.microsoftonline.com/a-tenant/v2.0").email == email


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": ["tallymark", "another"], "azp": "another"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": 7},
    ],
)
def test_a_token_that_is_not_for_us_and_now_is_not_taken(claims: dict[str, Any]) -> None:
    with pytest.raises(SsoFailed):
        finish(claims)


@pytest.mark.parametrize(
    ("key", "header"),
    [
        (ECKey.generate_key("P-256", {"kid": "k"}), {"alg": "ES256", "kid": "k"}),
        (ECKey.generate_key("P-256", {"kid": "other"}), {"alg": "ES256", "kid": "other"}),
        (OctKey.import_key(CLIENT_SECRET), {"alg": "HS256", "kid": "k"}),
    ],
)
def test_a_token_that_the_provider_has_not_signed_is_not_taken(key: Any, header: dict[str, str]) -> None:
    with pytest.raises(SsoFailed):
        finish({}, key=key, header=header)


def test_a_token_that_says_it_needs_no_signature_is_not_taken() -> None:
    header = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    with pytest.raises(SsoFailed):
        finish({}, forge=lambda token: f"{header}.{token.split('.')[1]}.")


def test_a_provider_that_leads_to_open_lines_is_not_used() -> None:
    with pytest.raises(SsoUnavailable, match="not encrypted"):
        finish({}, token_endpoint="http://id.example/token")


def test_a_secret_is_not_shown() -> None:
    assert CLIENT_SECRET not in repr(Provider(ISSUER, "tallymark", CLIENT_SECRET))
