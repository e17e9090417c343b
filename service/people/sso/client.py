"""Signing in at an identity provider: the authorization-code flow of OpenID Connect Core 1.0, with PKCE (RFC 7636)."""

from __future__ import annotations

import hmac
import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel

from service.errors import SsoFailed, SsoUnavailable
from service.people.sso.bounds import BoundedTransport
from service.people.sso.metadata import KeyDocument, Metadata, discover, fetch

SCOPE = "openid email profile"
# Signatures with the provider's own key. One made with our secret, or none, would prove nothing.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
_TIMEOUT_SECONDS = 10.0
_CLOCKS_APART_SECONDS = 60
_LONGEST_SUBJECT = 255
_BASIC = "client_secret_basic"
# Entra ID sends no email_verified.
_MICROSOFT = "https://login.microsoftonline.com/"
_AGAIN = "Start again from the sign-in page, in the same browser."


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider, and what we are to it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


class Attempt(BaseModel, frozen=True):
    """What one attempt to sign in is known by: to the browser, in the signed answer, and to the provider."""

    state: str
    nonce: str
    verifier: str


class Claims(BaseModel, frozen=True):
    """What the provider says of the person. Some write "true" or 1 for true."""

    sub: str
    name: str = ""
    email: str = ""
    email_verified: bool | int | str = False
    xms_edov: bool | int | str = False
    """Microsoft's: whether the address is of a domain that the tenant has proved to be its own."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as her provider knows her. ``email`` is empty unless the provider vouches for it."""

    issuer: str
    subject: str
    name: str
    email: str


class OpenIdClient:
    """Signs people in at one provider, which sends them back to ``redirect_uri``.

    ``transport``: how requests go out, where not simply over the network.
    """

    def __init__(self, provider: Provider, redirect_uri: str, transport: httpx2.BaseTransport | None = None) -> None:
        self._provider = provider
        self._redirect_uri = redirect_uri
        self._transport = transport

    def begin(self) -> tuple[str, Attempt]:
        """Where to send the browser, and what to keep until it comes back; raises SsoUnavailable."""
        attempt = Attempt(
            state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48)
        )
        with self._client() as client:
            metadata = discover(client, self._provider.issuer)
            address, _ = client.create_authorization_url(
                metadata.authorization_endpoint,
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address), attempt

    def finish(self, attempt: Attempt, answer: Mapping[str, str]) -> Identity:
        """Who came back with ``answer``, the parameters of the address that the provider sent the browser to.

        Raises:
            SsoFailed: nobody who can be relied on; signing in begins anew.
            SsoUnavailable: the provider cannot be asked.
        """
        with self._client() as client:
            metadata = discover(client, self._provider.issuer)
            self._check(attempt, answer, metadata)
            token = self._exchange(client, metadata, answer["code"], attempt)
            claims = self._verify(client, metadata, token, attempt)
            if not (claims.email and self._vouches(claims)) and metadata.userinfo_endpoint:
                claims = self._ask(client, metadata.userinfo_endpoint, token, claims)
        return Identity(self._provider.issuer, claims.sub, claims.name, claims.email if self._vouches(claims) else "")

    def _client(self) -> OAuth2Client:
        client = OAuth2Client(
            client_id=self._provider.client_id,
            client_secret=self._provider.client_secret,
            scope=SCOPE,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            timeout=_TIMEOUT_SECONDS,
            transport=BoundedTransport(self._transport or httpx2.HTTPTransport(trust_env=False)),
            trust_env=False,
        )
        client.register_client_auth_method((_BASIC, _sign_basic))
        return client

    def _check(self, attempt: Attempt, answer: Mapping[str, str], metadata: Metadata) -> None:
        if not hmac.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
            raise SsoFailed(f"This answer belongs to another attempt to sign in. {_AGAIN}")
        # RFC 9207: an answer of another provider's is told by its name.
        announced = answer.get("iss", "" if metadata.authorization_response_iss_parameter_supported else None)
        if announced not in (None, self._provider.issuer):
            raise SsoFailed(f"This answer comes from another identity provider. {_AGAIN}")
        if not answer.get("code"):
            raise SsoFailed(f"The identity provider did not sign you in. {_AGAIN}")

    def _exchange(self, client: OAuth2Client, metadata: Metadata, code: str, attempt: Attempt) -> Mapping[str, Any]:
        offered = metadata.token_endpoint_auth_methods_supported
        client.token_endpoint_auth_method = _BASIC if _BASIC in offered else "client_secret_post"
        try:
            token: Mapping[str, Any] = client.fetch_token(
                metadata.token_endpoint, grant_type="authorization_code", code=code, code_verifier=attempt.verifier
            )
        except AuthlibBaseError:
            raise SsoFailed(f"The identity provider does not confirm the sign-in. {_AGAIN}") from None
        except (httpx2.HTTPError, ValueError):
            raise SsoUnavailable("The identity provider does not answer as it should. Try again later.") from None
        return token

    def _verify(self, client: OAuth2Client, metadata: Metadata, token: Mapping[str, Any], attempt: Attempt) -> Claims:
        """The claims of an ID token that the provider has signed for us and for this attempt."""
        keys = fetch(client, metadata.jwks_uri, KeyDocument)
        required = {
            "iss": {"essential": True, "value": self._provider.issuer},
            "aud": {"essential": True, "value": self._provider.client_id},
        }
        known = {
            "nonce": attempt.nonce,
            "client_id": self._provider.client_id,
            "access_token": token.get("access_token"),
        }
        try:
            signed = jwt.decode(
                str(token.get("id_token", "")),
                KeySet.import_key_set({"keys": keys.keys}),
                algorithms=ALGORITHMS,
            )
            CodeIDToken(signed.claims, signed.header, required, known).validate(leeway=_CLOCKS_APART_SECONDS)
            claims = Claims.model_validate(signed.claims)
        except (JoseError, ValueError, TypeError):
            raise SsoFailed(f"The identity provider's answer cannot be relied on. {_AGAIN}") from None
        if not 0 < len(claims.sub) <= _LONGEST_SUBJECT:
            raise SsoFailed(f"The identity provider does not say who you are. {_AGAIN}")
        return claims

    def _vouches(self, claims: Claims) -> bool:
        """Whether the provider has verified the address itself; what anybody can enter there proves nothing."""
        said = claims.xms_edov if self._provider.issuer.startswith(_MICROSOFT) else claims.email_verified
        return str(said).lower() in ("true", "1")

    def _ask(self, client: OAuth2Client, address: str, token: Mapping[str, Any], known: Claims) -> Claims:
        said = fetch(client, address, Claims, {"Authorization": f"Bearer {token.get('access_token', '')}"})
        if said.sub != known.sub:
            raise SsoFailed(f"The identity provider speaks of two people. {_AGAIN}")
        return said


def _sign_basic(
    client: OAuth2Client, _method: str, uri: str, headers: dict[str, str], body: str
) -> tuple[str, dict[str, str], str]:
    """RFC 6749, section 2.3.1: both are encoded as in a form before they are joined."""
    pair = f"{quote(client.client_id, safe='')}:{quote(client.client_secret, safe='')}"
    headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    return uri, headers, body
