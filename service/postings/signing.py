"""How a webhook shows where it comes from: the scheme of https://www.standardwebhooks.com, with its own library."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook

_PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """A secret for one receiver: ``whsec_`` and 32 random bytes in base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed_headers(message_id: str, moment: datetime, body: str, keys: Sequence[str]) -> dict[str, str]:
    """The headers that a receiver checks.

    ``message_id`` stays the same however often a message is posted. ``moment`` is the time of this attempt, in UTC.
    ``keys``: while a secret is being changed for another, both; either signature is good then.
    """
    signatures = [Webhook(key).sign(message_id, moment, body) for key in keys]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
