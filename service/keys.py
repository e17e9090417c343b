"""The keys of an installation, all made from its one secret; none is stored and none can be told from another."""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.settings import Settings

_FILE = "secret-key"
_BYTES = 32


class Keys:
    """Derives a key for each purpose from one secret by HKDF-SHA256 (RFC 5869)."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def of(cls, settings: Settings) -> Keys:
        """The keys of the secret that is set, or else of one that is made once and kept in the data folder."""
        given = settings.secret_key.get_secret_value().encode()
        return cls(given or _kept_secret(settings.data))

    def derive(self, purpose: str, *, length: int = _BYTES) -> bytes:
        """A key of ``length`` bytes, always the same for one purpose and of no use for any other."""
        return HKDF(SHA256(), length, salt=None, info=f"tallymark {purpose}".encode()).derive(self._secret)

    def cipher(self, purpose: str) -> Fernet:
        """Encryption with authentication for what has to be read again, such as a secret kept in the database."""
        return Fernet(base64.urlsafe_b64encode(self.derive(purpose)))


def _kept_secret(data: Path) -> bytes:
    path = data / _FILE
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        # Linked into place whole, so that of several processes that start together all read the first one's.
        with NamedTemporaryFile(dir=data, prefix=_FILE) as file:  # readable by its owner only
            file.write(base64.b64encode(secrets.token_bytes(_BYTES)))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_bytes()
