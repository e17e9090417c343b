"""Somebody with full rights over the database tampers with a chain; verifying finds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from service.audit import Action, Installation, Subject, record
from service.audit.chains import BEFORE_THE_FIRST, entry_hash
from service.audit.verifying import Anchor, Fault, anchors, verify, verify_all
from service.storage import Database
from service.storage.tables.records import AuditChain, AuditEntry

CENTRE = Installation(UUID(int=7))
CHAIN = str(CENTRE.centre_id)
LENGTH = 6
ENTRIES = AuditEntry.metadata.tables["audit_entry"]


@pytest.fixture
def chain(database: Database) -> Database:
    """A database with a chain of six entries."""
    with database.write() as session:
        lengthen(session, LENGTH)
    return database


def lengthen(session: Session, by: int) -> None:
    for number in range(by):
        record(
            session,
            actor=CENTRE,
            action=Action.SUBMISSION_MOVED,
            subject_kind=Subject.SUBMISSION,
            subject_id=uuid4(),
            details={"count": number},
        )


def findings(database: Database, *against: Anchor) -> set[tuple[Fault, int]]:
    with database.read() as session:
        return {(finding.fault, finding.number) for finding in verify(session, CHAIN, against).findings}


def anchor(database: Database) -> Anchor:
    with database.read() as session:
        [end] = anchors(session)
    return end


@contextmanager
def unguarded(database: Database) -> Iterator[Connection]:
    """A transaction without the triggers that guard the log; it is undone in the end."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        for verb in ("change", "delete"):
            on = "" if database.is_sqlite else " ON audit_entry"
            connection.execute(sa.text(f"DROP TRIGGER audit_entry_{verb}{on}"))
        yield connection
        transaction.rollback()


def found(connection: Connection, *against: Anchor) -> set[Fault]:
    with Session(connection) as session:
        return {finding.fault for finding in verify(session, CHAIN, against).findings}


def rows(connection: Connection) -> list[dict[str, Any]]:
    in_order = sa.select(ENTRIES).order_by(ENTRIES.c.number)
    return [dict(row._mapping) for row in connection.execute(in_order)]


def write(connection: Connection, entries: list[dict[str, Any]], *, and_the_end: bool = False) -> None:
    connection.execute(sa.delete(ENTRIES))
    if entries:
        connection.execute(sa.insert(ENTRIES), entries)
    if and_the_end:
        last = entries[-1]["hash"] if entries else BEFORE_THE_FIRST
        connection.execute(sa.update(AuditChain).values(length=len(entries), last_hash=last))


def forged(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries with numbers and hashes that fit: what somebody who knows this program could write."""
    previous, made = BEFORE_THE_FIRST, []
    for number, entry in enumerate(entries, 1):
        renewed = AuditEntry(**(entry | {"number": number, "previous_hash": previous}))
        renewed.hash = previous = entry_hash(renewed)
        made.append({column.name: getattr(renewed, column.name) for column in ENTRIES.columns})
    return made


def test_a_chain_that_nobody_touched_is_intact(chain: Database) -> None:
    before = anchor(chain)
    assert findings(chain, before) == set()
    with chain.write() as session:
        lengthen(session, 3)
    assert findings(chain, before, anchor(chain)) == set()
    with chain.read() as session:
        assert [(verdict.chain, verdict.length) for verdict in verify_all(session)] == [(CHAIN, LENGTH + 3)]


def test_entries_are_read_in_portions(chain: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.audit.verifying._AT_A_TIME", 2)
    assert findings(chain) == set()


CHANGES: dict[str, Callable[[Any], object]] = {
    "action": lambda _: "session.began",
    "actor_id": lambda _: None,
    "at": lambda at: at + timedelta(microseconds=1),
    "details": lambda details: details | {"count": 99},
    "id": lambda _: uuid4(),
    "subject_id": lambda _: str(uuid4()),
    "subject_kind": lambda _: "draft",
    "hash": lambda _: "0" * 64,
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(column=st.sampled_from(sorted(CHANGES)), place=st.integers(0, LENGTH - 1))
def test_a_changed_entry_is_found(chain: Database, column: str, place: int) -> None:
    with unguarded(chain) as connection:
        entries = rows(connection)
        changed = CHANGES[column](entries[place][column])
        if changed == entries[place][column]:
            return
        entries[place][column] = changed
        write(connection, entries)
        assert Fault.CHANGED in found(connection)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(kept=st.sets(st.integers(0, LENGTH - 1), max_size=LENGTH - 1), renumber=st.booleans())
def test_removed_entries_are_found(chain: Database, kept: set[int], renumber: bool) -> None:
    with unguarded(chain) as connection:
        entries = [entry for place, entry in enumerate(rows(connection)) if place in kept]
        if renumber:
            entries = [entry | {"number": number} for number, entry in enumerate(entries, 1)]
        write(connection, entries)
        assert found(connection)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(order=st.permutations(range(LENGTH)), relink=st.booleans())
def test_entries_in_another_order_are_found(chain: Database, order: list[int], relink: bool) -> None:
    if order == sorted(order):
        return
    with unguarded(chain) as connection:
        before = rows(connection)
        entries = [before[place] | {"number": number} for number, place in enumerate(order, 1)]
        if relink:
            ends = [BEFORE_THE_FIRST, *(entry["hash"] for entry in entries)]
            entries = [entry | {"previous_hash": end} for entry, end in zip(entries, ends, strict=False)]
        write(connection, entries, and_the_end=True)
        assert Fault.CHANGED in found(connection)


@pytest.mark.parametrize("place", [0, 3, LENGTH])
def test_an_entry_put_in_is_found(chain: Database, place: int) -> None:
    with unguarded(chain) as connection:
        entries = rows(connection)
        entries.insert(place, entries[0] | {"id": uuid4()})
        write(connection, [entry | {"number": number} for number, entry in enumerate(entries, 1)], and_the_end=True)
        assert found(connection) >= {Fault.CHANGED, Fault.LINK}


@pytest.mark.parametrize("left", range(LENGTH))
def test_a_chain_cut_off_is_found(chain: Database, left: int) -> None:
    with unguarded(chain) as connection:
        write(connection, rows(connection)[:left])
        assert found(connection) == {Fault.CUT_OFF}


@pytest.mark.parametrize("left", range(LENGTH))
def test_a_chain_cut_off_and_closed_again_is_found_with_an_anchor(chain: Database, left: int) -> None:
    kept = anchor(chain)
    with unguarded(chain) as connection:
        write(connection, rows(connection)[:left], and_the_end=True)
        assert found(connection) == set()
        assert found(connection, kept) == {Fault.NOT_AS_ANCHORED}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(place=st.integers(0, LENGTH - 1), removed=st.booleans())
def test_a_chain_written_anew_is_found_with_an_anchor(chain: Database, place: int, removed: bool) -> None:
    kept = anchor(chain)
    with unguarded(chain) as connection:
        entries = rows(connection)
        if removed:
            del entries[place]
        else:
            entries[place]["subject_id"] = str(uuid4())
        write(connection, forged(entries), and_the_end=True)
        assert found(connection) == set()
        assert found(connection, kept) == {Fault.NOT_AS_ANCHORED}


def test_a_chain_that_is_gone_is_found_with_an_anchor(chain: Database) -> None:
    kept = anchor(chain)
    with unguarded(chain) as connection:
        write(connection, [])
        connection.execute(sa.delete(AuditChain))
        with Session(connection) as session:
            assert verify_all(session) == []
            [verdict] = verify_all(session, [kept])
        assert (verdict.chain, verdict.intact) == (CHAIN, False)


def test_entries_of_a_chain_that_nothing_knows_of_are_found(chain: Database) -> None:
    if not chain.is_sqlite:
        pytest.skip("PostgreSQL keeps the end of a chain for as long as there are entries")
    # Another program heeds no foreign keys.
    with closing(sqlite3.connect(chain.url.database or "")) as connection, connection:
        connection.execute("DELETE FROM audit_chain")
    with chain.read() as session:
        [verdict] = verify_all(session)
    assert {finding.fault for finding in verdict.findings} == {Fault.CUT_OFF}


def test_what_no_type_can_read_is_found(chain: Database) -> None:
    if not chain.is_sqlite:
        pytest.skip("PostgreSQL takes no such value")
    with unguarded(chain) as connection:
        connection.execute(sa.text("UPDATE audit_entry SET details = 'no JSON' WHERE number = 2"))
        assert found(connection) == {Fault.UNREADABLE}
