"""Keys for each purpose, from one secret that is given or kept."""

from __future__ import annotations

import hashlib
import hmac
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from pydantic import SecretStr

from service.keys import Keys
from service.settings import Settings

SECRET = "kP3x9vQm2Lr8Zt5Wc7Yb1Nd4Hf6Jg0As"


def test_each_purpose_has_a_key_of_its_own_that_stays_the_same() -> None:
    keys = Keys(SECRET.encode())
    assert keys.derive("cookies") == Keys(SECRET.encode()).derive("cookies")
    assert keys.derive("cookies") != keys.derive("files") != Keys(b"another secret").derive("files")
    assert len(keys.derive("cookies", length=64)) == 64


def test_the_key_is_that_of_rfc_5869() -> None:
    """HKDF-SHA256 without a salt, worked out by hand with HMAC: extract, then one block of expand."""
    extracted = hmac.digest(bytes(32), SECRET.encode(), hashlib.sha256)
    assert Keys(SECRET.encode()).derive("cookies") == hmac.digest(extracted, b"tallymark cookies\x01", hashlib.sha256)


def test_what_one_purpose_encrypts_no_other_can_read() -> None:
    keys = Keys(SECRET.encode())
    sealed = keys.cipher("webhooks").encrypt(b"a secret")
    assert keys.cipher("webhooks").decrypt(sealed) == b"a secret"
    with pytest.raises(InvalidToken):
        keys.cipher("sign-in").decrypt(sealed)


def test_a_secret_that_is_set_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    settings = Settings(secret_key=SecretStr(SECRET), data=tmp_path)
    assert Keys.of(settings).derive("cookies") == Keys(SECRET.encode()).derive("cookies")
    assert not list(tmp_path.iterdir())


def test_in_development_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with ThreadPoolExecutor(8) as starters:
        made = set(starters.map(lambda _: Keys.of(settings).derive("cookies"), range(32)))
    assert len(made) == 1
    assert [path.name for path in settings.data.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((settings.data / "secret-key").stat().st_mode) == 0o600
    assert Keys.of(Settings(data=tmp_path / "other")).derive("cookies") not in made
