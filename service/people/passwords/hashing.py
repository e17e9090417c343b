"""What is kept of a password: argon2id (RFC 9106) by pwdlib."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one hash costs: ``memory`` in KiB, ``passes`` over it, ``lanes`` (threads)."""

    memory: int
    passes: int
    lanes: int = 1


PRODUCTION = Cost(memory=47_104, passes=1)
"""The first of the settings that the OWASP Password Storage Cheat Sheet recommends for argon2id."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password is the right one; ``renewed`` is its hash at today's cost, where the kept one is older."""

    right: bool
    renewed: str | None = None


class PasswordHasher:
    """Hashes and checks passwords; thread-safe. At most one hash per processor core is computed at a time.

    ``cost``: only tests choose another.
    """

    def __init__(self, cost: Cost = PRODUCTION) -> None:
        self._argon2 = PasswordHash(
            [Argon2Hasher(time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes)]
        )
        # Without it, as many people signing in as there are threads would take as many times the memory.
        self._turn = BoundedSemaphore(os.cpu_count() or 1)

    @cached_property
    def _decoy(self) -> str:
        return self._argon2.hash(os.urandom(16))

    def hash(self, password: str) -> str:
        """What to keep of a password, its parameters and salt included."""
        with self._turn:
            return self._argon2.hash(_normal(password))

    def check(self, password: str, kept: str | None) -> Verdict:
        """Whether ``password`` is the one that ``kept`` was made of.

        Where there is none, the work is the same: the time that an answer takes tells nobody who has an account.
        """
        with self._turn:
            right, renewed = self._argon2.verify_and_update(_normal(password), kept or self._decoy)
        return Verdict(right, renewed) if kept else Verdict(right=False)


def _normal(password: str) -> str:
    """The same characters however a keyboard composes them (RFC 8265, OpaqueString)."""
    return unicodedata.normalize("NFC", password)
