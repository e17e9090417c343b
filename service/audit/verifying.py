"""Finding out whether a chain is what was written: nothing changed, removed, put in, moved or cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from service.audit.chains import BEFORE_THE_FIRST, entry_hash
from service.storage.tables.records import AuditChain, AuditEntry

_AT_A_TIME = 1000


class Anchor(BaseModel):
    """How long a chain was at some moment, and its last hash then; kept where nobody who can change the chain can.

    Only with one can a chain be found out that was cut off and closed again, or written anew from some entry on.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    chain: str
    length: int = Field(ge=0)
    hash: str = Field(pattern="^[0-9a-f]{64}$")


class Fault(StrEnum):
    """What is wrong at one place of a chain."""

    CHANGED = "changed"
    """The entry is not what was written, or stands at another place than then."""
    LINK = "link"
    """The entry does not follow the one before it: something was removed, put in or moved."""
    MISSING = "missing"
    """There is no entry of this number."""
    CUT_OFF = "cut_off"
    """The chain ends elsewhere than it should."""
    UNREADABLE = "unreadable"
    """At this entry or soon after it stands what this program never writes; the rest was not looked at."""
    NOT_AS_ANCHORED = "not_as_anchored"
    """The chain does not hold what an anchor says it held."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault and the number of the entry at which it shows."""

    fault: Fault
    number: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one chain; ``length``: entries that are there."""

    chain: str
    length: int
    findings: tuple[Finding, ...]

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def anchors(session: Session) -> list[Anchor]:
    """The present end of every chain."""
    rows = session.execute(sa.select(AuditChain.chain, AuditChain.length, AuditChain.last_hash).order_by("chain"))
    return [Anchor(chain=chain, length=length, hash=last_hash) for chain, length, last_hash in rows]


def verify_all(session: Session, against: Sequence[Anchor] = ()) -> list[Verdict]:
    """Every chain that there is, by its end or by an entry alone, or that an anchor says there was."""
    chains = {*session.scalars(sa.union(sa.select(AuditChain.chain), sa.select(AuditEntry.chain)))}
    chains |= {anchor.chain for anchor in against}
    return [verify(session, chain, against) for chain in sorted(chains)]


def verify(session: Session, chain: str, against: Sequence[Anchor] = ()) -> Verdict:
    """Read one chain from its beginning, at the cost of one hash an entry.

    ``against``: anchors, of which those of other chains are left out.
    """
    walk = _Walk(anchor for anchor in against if anchor.chain == chain)
    try:
        for entry in _entries(session, chain):
            walk.see(entry)
    except (TypeError, ValueError):
        # A column holds what its type cannot read. The value is nobody's business.
        return Verdict(chain, walk.length, (*walk.findings, Finding(Fault.UNREADABLE, walk.length + 1)))
    end = session.execute(
        sa.select(AuditChain.length, AuditChain.last_hash).where(AuditChain.chain == chain)
    ).one_or_none()
    walk.close((end.length, end.last_hash) if end else (0, BEFORE_THE_FIRST))
    return Verdict(chain, walk.length, tuple(walk.findings))


class _Walk:
    """Goes along a chain and notes what is wrong."""

    def __init__(self, against: Iterable[Anchor]) -> None:
        self.length = 0
        self.findings: list[Finding] = []
        self._anchored = [(anchor.length, anchor.hash) for anchor in against]
        self._kept = {(0, BEFORE_THE_FIRST)}
        self._wanted = {length for length, _ in self._anchored}
        self._number, self._hash = 0, BEFORE_THE_FIRST

    def see(self, entry: AuditEntry) -> None:
        """The next entry by its number."""
        expected = self._number + 1
        if entry.number > expected:
            self._note(Fault.MISSING, expected)
        if entry.previous_hash != self._hash or entry.number < expected:
            self._note(Fault.LINK, entry.number)
        if entry_hash(entry) != entry.hash:
            self._note(Fault.CHANGED, entry.number)
        if entry.number in self._wanted:
            self._kept.add((entry.number, entry.hash))
        self.length, self._number, self._hash = self.length + 1, entry.number, entry.hash

    def close(self, end: tuple[int, str]) -> None:
        """All entries were seen; ``end``: what the chain itself says of its length and last hash."""
        if end != (self._number, self._hash):
            self._note(Fault.CUT_OFF, self._number + 1)
        for length, anchored in self._anchored:
            if (length, anchored) not in self._kept:
                self._note(Fault.NOT_AS_ANCHORED, length)

    def _note(self, fault: Fault, number: int) -> None:
        self.findings.append(Finding(fault, number))


def _entries(session: Session, chain: str) -> Iterator[AuditEntry]:
    in_order = sa.select(AuditEntry).where(AuditEntry.chain == chain).order_by(AuditEntry.number, AuditEntry.id)
    # Rows that are looked at once and not kept by the session would fill the memory.
    for entry in session.scalars(in_order.execution_options(yield_per=_AT_A_TIME, populate_existing=True)):
        session.expunge(entry)
        yield entry
