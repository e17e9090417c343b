"""The secrets that messages are signed with, kept encrypted: signing needs them, so a hash would not do."""

from __future__ import annotations

from datetime import datetime, timedelta

from service.keys import Keys
from service.postings.signing import new_secret
from service.storage.tables.postings import WebhookEndpoint

BOTH_ARE_GOOD = timedelta(hours=24)
"""How long messages are signed with the old secret too, after it was changed."""
_PURPOSE = "webhook secrets"


def give_secret(endpoint: WebhookEndpoint, keys: Keys, at: datetime) -> str:
    """Give the endpoint a new secret; one that it had is used beside it for a while."""
    secret = new_secret()
    if endpoint.secret_encrypted:
        endpoint.old_secret_encrypted = endpoint.secret_encrypted
        endpoint.old_secret_until = at + BOTH_ARE_GOOD
    endpoint.secret_encrypted = keys.cipher(_PURPOSE).encrypt(secret.encode()).decode()
    return secret


def secrets_of(endpoint: WebhookEndpoint, keys: Keys, at: datetime) -> list[str]:
    """The secrets to sign with, the present one first; raises `cryptography.fernet.InvalidToken` under other keys."""
    encrypted = [endpoint.secret_encrypted]
    if endpoint.old_secret_encrypted and endpoint.old_secret_until and endpoint.old_secret_until > at:
        encrypted.append(endpoint.old_secret_encrypted)
    return [keys.cipher(_PURPOSE).decrypt(secret).decode() for secret in encrypted]
