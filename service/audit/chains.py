"""Whose chain an entry belongs to, and how an entry and the hash before it become a hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from service.storage.tables.records import AuditEntry

INSTALLATION = "installation"
"""The chain of what is done outside any centre."""

BEFORE_THE_FIRST = "0" * 64
"""What stands for the previous hash in the first entry of a chain."""


class By(Protocol):
    """Whoever does something: `service.access.Actor` is one."""

    @property
    def person_id(self) -> UUID | None:
        """None: nobody who is signed in."""

    @property
    def centre_id(self) -> UUID | None:
        """None: outside any centre."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The program itself, or somebody who is not signed in; where it concerns a centre, in that centre's chain."""

    centre_id: UUID | None = None
    person_id: UUID | None = None


def chain_of(by: By | None) -> str:
    """The name of the chain that what ``by`` does is written to."""
    return INSTALLATION if by is None or by.centre_id is None else str(by.centre_id)


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256, in hexadecimal digits, of everything in an entry but its hash.

    What is hashed is canonical JSON as in RFC 8785. Its rules on numbers and on the order of keys beyond ASCII do not
    come into play, because entries hold whole numbers below 2^53 and keys in ASCII.
    """
    content = {
        "action": entry.action,
        "actor_id": None if entry.actor_id is None else str(entry.actor_id),
        "at": _moment(entry.at),
        "chain": entry.chain,
        "details": entry.details,
        "id": str(entry.id),
        "number": entry.number,
        "previous_hash": entry.previous_hash,
        "subject_id": entry.subject_id,
        "subject_kind": entry.subject_kind,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # Whoever tampers may put anything into a column, even what is no text.
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
