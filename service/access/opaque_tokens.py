"""Tokens that mean nothing in themselves: 256 random bits, of which the database knows only the SHA-256.

A hash without salt or stretching is enough for a secret that nobody can guess.
"""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

API_TOKEN_PREFIX = "tm_"  # noqa: S105 - what scanners for leaked secrets look for, and no secret
_BYTES = 32


def new_token(prefix: str = "") -> str:
    """A new token, safe in addresses and headers."""
    return prefix + token_urlsafe(_BYTES)


def hash_token(token: str) -> str:
    """What the database keeps of a token."""
    return sha256(token.encode()).hexdigest()
