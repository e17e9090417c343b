"""Entries belong to a centre's chain, follow each other, are committed with what they record and hold no words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from service.audit import INSTALLATION, Action, Detail, Installation, Subject, record
from service.audit.details import plain
from service.audit.verifying import anchors, verify_all
from service.storage import Database
from service.storage.tables.people import Centre, Person
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import State

NORTH, SOUTH = Installation(UUID(int=1)), Installation(UUID(int=2))


def entries(database: Database, chain: str) -> list[AuditEntry]:
    with database.read() as session:
        return list(session.scalars(sa.select(AuditEntry).where(AuditEntry.chain == chain).order_by("number")))


def signed_in(database: Database, by: Installation | None) -> None:
    with database.write() as session:
        record(session, actor=by, action=Action.SIGNED_IN, subject_kind=Subject.PERSON, subject_id=uuid4())


def test_each_centre_has_a_chain_and_so_has_the_installation(database: Database) -> None:
    for by in (NORTH, SOUTH, NORTH, None, NORTH):
        signed_in(database, by)
    with database.read() as session:
        lengths = {anchor.chain: anchor.length for anchor in anchors(session)}
    assert lengths == {str(NORTH.centre_id): 3, str(SOUTH.centre_id): 1, INSTALLATION: 1}
    first, second, third = entries(database, str(NORTH.centre_id))
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)


def test_an_entry_says_who_did_what_to_what(database: Database) -> None:
    centre = Centre(id=uuid4(), slug="north", name="North")
    person = Person(id=uuid4(), centre_id=centre.id, name="Asha Rao", email="asha@example.org")
    submission, decision = uuid4(), uuid4()

    class Asha:
        person_id, centre_id = person.id, centre.id

    with database.write() as session:
        session.add(centre)
        session.flush()
        session.add(person)  # not yet in the database when the entry points at it
        record(
            session,
            actor=Asha(),
            action=Action.DECIDED,
            subject_kind=Subject.DECISION,
            subject_id=decision,
            details={"submission": submission, "state": State.DECIDED, "marking_point": "MP3", "words": 812},
        )
    [entry] = entries(database, str(centre.id))
    assert (entry.actor_id, entry.action, entry.subject_kind) == (person.id, "decision.made", "decision")
    assert entry.subject_id == str(decision)
    assert entry.details == {"submission": str(submission), "state": "decided", "marking_point": "MP3", "words": 812}


def test_what_is_rolled_back_was_never_recorded(database: Database) -> None:
    def fail_half_way() -> None:
        with database.write() as session:
            record(session, actor=NORTH, action=Action.SIGNED_IN, subject_kind=Subject.PERSON, subject_id=uuid4())
            raise ZeroDivisionError

    signed_in(database, NORTH)
    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    signed_in(database, NORTH)
    with database.read() as session:
        [verdict] = verify_all(session)
    assert (verdict.length, verdict.intact) == (2, True)


def test_many_at_once_make_one_chain(database: Database) -> None:
    # Nothing in memory makes one wait for the other, as in two processes.
    other = Database(database.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: signed_in((database, other)[number % 2], NORTH), range(40)))
    other.close()
    with database.read() as session:
        [verdict] = verify_all(session)
    assert (verdict.length, verdict.findings) == (40, ())


def test_the_database_refuses_to_change_or_delete_an_entry(database: Database) -> None:
    signed_in(database, NORTH)
    for change in (sa.update(AuditEntry).values(action="session.ended"), sa.delete(AuditEntry)):
        with pytest.raises(DBAPIError, match="immutable"), database.write() as session:
            session.execute(change)


def test_every_action_says_what_it_means() -> None:
    meanings = [action.meaning for action in Action]
    assert all(meaning.endswith(".") for meaning in meanings)
    assert len(set(meanings)) == len(meanings)
    assert all(len(action) <= AuditEntry.action.type.length for action in Action)


class Colour(StrEnum):
    RED = "red"


NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
ATOMS = st.none() | st.booleans() | NUMBERS | st.uuids() | st.sampled_from([*State, Colour.RED])


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True), ATOMS | st.lists(ATOMS, max_size=3)))
def test_ids_states_and_counts_are_kept(details: dict[str, Detail]) -> None:
    assert plain(details).keys() == details.keys()


@given(st.text())
def test_no_string_is_kept_under_a_key_of_ones_own(words: str) -> None:
    with pytest.raises(TypeError, match="an id, a state or a count"):
        plain({"note": words})


@pytest.mark.parametrize("words", ["asha@example.org", "Asha Rao", "I rang her back.", "", "ünit", "a" * 101, "x\n"])
def test_a_name_of_a_thing_is_no_sentence(words: str) -> None:
    assert plain({"unit_id": "customer-relations"}) == {"unit_id": "customer-relations"}
    with pytest.raises(TypeError) as refused:
        plain({"unit_id": words})
    assert not words or words not in str(refused.value)


@pytest.mark.parametrize("value", [1.5, 2**53, b"bytes", {"a": 1}, [["nested"]], object()])
def test_what_json_could_not_keep_exactly_is_refused(value: Detail) -> None:
    with pytest.raises(TypeError):
        plain({"value": value})


def test_words_are_no_key_and_no_subject(database: Database) -> None:
    with pytest.raises(TypeError, match="short name"):
        plain({"asha@example.org": 1})
    with pytest.raises(TypeError, match="named by its id"), database.write() as session:
        record(session, actor=None, action=Action.SIGNED_IN, subject_kind=Subject.PERSON, subject_id="Asha Rao")
