"""What an identity provider says of itself (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2
from pydantic import BaseModel, ValidationError

from service.errors import SsoUnavailable

Model = TypeVar("Model", bound=BaseModel)


class Metadata(BaseModel):
    """The part of a provider's metadata that we use."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False


class KeyDocument(BaseModel):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[dict[str, Any]]


def discover(http: httpx2.Client, issuer: str) -> Metadata:
    """The metadata of ``issuer``.

    Raises:
        SsoUnavailable: there are none, they are of another issuer, or they lead to places that are not encrypted.
    """
    found = fetch(http, f"{issuer.rstrip('/')}/.well-known/openid-configuration", Metadata)
    if found.issuer != issuer:
        raise SsoUnavailable("The identity provider calls itself by another name. Check the issuer that is set.")
    # Whoever is told to talk to the provider over an open line, as on a developer's machine, may go on doing so.
    places = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri, found.userinfo_endpoint or issuer)
    if any(urlsplit(place).scheme not in ("https", urlsplit(issuer).scheme) for place in places):
        raise SsoUnavailable("The identity provider leads to addresses that are not encrypted. Check the issuer.")
    return found


def fetch(http: httpx2.Client, address: str, model: type[Model], headers: dict[str, str] | None = None) -> Model:
    """A JSON document from the provider; raises SsoUnavailable where there is none of that shape."""
    try:
        response = http.request("GET", address, headers=headers, auth=None)
        response.raise_for_status()
        return model.model_validate_json(response.content)
    except (httpx2.HTTPError, httpx2.InvalidURL):
        raise SsoUnavailable("The identity provider does not answer. Try again later.") from None
    except ValidationError:
        raise SsoUnavailable("The identity provider's answer cannot be read. Check the issuer that is set.") from None
