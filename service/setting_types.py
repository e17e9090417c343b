"""The kinds of value that settings hold beyond plain text and numbers, each with what makes it unusable."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import getaddresses
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import AfterValidator, BeforeValidator, SecretStr

Network = IPv4Network | IPv6Network
_DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
_SECRET_BYTES = 32
_TOKEN_CHARACTERS = 16
# A key of 32 random bytes has far more, in whatever spelling; "changeme" written four times has not.
_DISTINCT_CHARACTERS = 12
_PLACEHOLDERS = ("change", "example", "insecure", "password", "replace", "your-")


def _parted(value: object) -> object:
    """What an environment variable holds as one line, taken apart at its commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _network(value: object) -> object:
    try:
        return ip_network(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError("an address or a network such as 10.0.0.0/8 is needed") from None


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if value and not (parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment):
        raise ValueError("an address that begins with http:// or https:// is needed")
    return value.rstrip("/")


def _database_address(value: str) -> str:
    if value and value.partition("://")[0] not in _DATABASES:
        raise ValueError("an address that begins with sqlite:/// or postgresql:// is needed")
    return value


def _rate(value: str) -> str:
    try:
        if value:
            parse_many(value)
    except ValueError:
        raise ValueError("a number per time is needed, such as 60/minute") from None
    return value


def address_in(value: str) -> Address:
    """The name and the address in ``Name <name@example.org>``, or in an address alone; raises ValueError."""
    try:
        ((name, address),) = getaddresses([value] if value.isprintable() else [])
        return Address(name, addr_spec=address)
    except (ValueError, IndexError, HeaderParseError):
        raise ValueError("an address such as Name <name@example.org> is needed") from None


def _mail_address(value: str) -> str:
    address_in(value)
    return value


def _secret_key(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value()
    if secret and len(secret.encode()) < _SECRET_BYTES:
        raise ValueError(f"at least {_SECRET_BYTES} bytes are needed; `openssl rand -base64 48` makes some")
    if secret and (len(set(secret)) < _DISTINCT_CHARACTERS or _is_placeholder(secret)):
        raise ValueError("this is a placeholder and no secret; `openssl rand -base64 48` makes one")
    return value


def _token(value: SecretStr) -> SecretStr:
    token = value.get_secret_value()
    if token and (len(token) < _TOKEN_CHARACTERS or _is_placeholder(token)):
        raise ValueError(f"{_TOKEN_CHARACTERS} random characters are needed; `openssl rand -hex 24` makes some")
    return value


def _is_placeholder(secret: str) -> bool:
    return any(word in secret.lower() for word in _PLACEHOLDERS)


Names = Annotated[tuple[str, ...], BeforeValidator(_parted)]
"""Names, parted by commas."""

Networks = Annotated[tuple[Annotated[Network, BeforeValidator(_network)], ...], BeforeValidator(_parted)]
"""Addresses and networks, parted by commas."""

WebAddress = Annotated[str, AfterValidator(_web_address)]
"""An http or https address without a slash at its end; may be empty."""

DatabaseAddress = Annotated[str, AfterValidator(_database_address)]
"""A database as SQLAlchemy addresses it; may be empty."""

Rate = Annotated[str, AfterValidator(_rate)]
"""Numbers per time in the notation of the library `limits`: ``60/minute`` or ``10/minute;100/day``; may be empty."""

MailAddress = Annotated[str, AfterValidator(_mail_address)]
"""An e-mail address, with or without a name (`address_in`)."""

AccessToken = Annotated[SecretStr, AfterValidator(_token)]
"""At least 16 characters that nobody would try; may be empty."""

SecretKey = Annotated[SecretStr, AfterValidator(_secret_key)]
"""At least 32 bytes that look random; may be empty."""
