"""Erasures are told without words, and done again where a state from before them was restored."""

from __future__ import annotations

import logging
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.audit import Subject
from service.audit.verifying import verify_all
from service.files import Originals, open_originals
from service.records.erasure import Erasure, erase_submission
from service.records.erasure_views import erase
from service.records.holds import NewHold, place
from service.records.repeating import Repeated, repeat_erasures
from service.retention.erasures import ErasureDone, erasures_done
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Person, Role
from service.storage.tables.submissions import Draft, State, Text
from tests.service.databases import changing_anything, rows_of
from tests.service.everything_kept import CANARY, Kept, keep_everything
from tests.service.submissions_in_centres import actor


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return open_originals(str(tmp_path / "files"))


def asked_for(kept: Kept, erased: Subject = Subject.PERSON) -> ErasureDone:
    """An erasure of which this database knows nothing, as after a restore."""
    ids = {Subject.PERSON: kept.learner_id, Subject.SUBMISSION: kept.submission_id, Subject.DRAFT: kept.draft_id}
    return ErasureDone.model_validate({"erased": erased, "id": ids[erased], "centre": kept.centre_id, "at": now()})


def test_a_person_is_erased_again_whatever_is_open_and_held(database: Database, originals: Originals) -> None:
    kept = keep_everything(database, originals, state=State.IN_ASSESSMENT)
    with database.write() as session:
        admin = actor(session.get_one(Person, kept.admin_id), Role.CENTRE_ADMIN)
        place(session, admin, NewHold(person_id=kept.learner_id))
    assert repeat_erasures(database, originals, [asked_for(kept)]) == Repeated(again=1)
    assert CANARY not in repr(rows_of(database))
    assert not originals.holds(kept.centre_id, kept.original_sha256)
    with database.read() as session:
        assert [(one.erased, one.id) for one in erasures_done(session)] == [(Subject.PERSON, kept.learner_id)]
        assert all(verdict.intact for verdict in verify_all(session))
    assert repeat_erasures(database, originals, [asked_for(kept)]) == Repeated(nothing_left=1)


@pytest.mark.parametrize("kind", [Subject.SUBMISSION, Subject.DRAFT])
def test_so_are_a_submission_and_a_draft_and_the_learner_stays(
    database: Database, originals: Originals, kind: Subject
) -> None:
    kept = keep_everything(database, originals)
    assert repeat_erasures(database, originals, [asked_for(kept, kind)]) == Repeated(again=1)
    after = rows_of(database)
    assert CANARY in repr(after["person"])
    assert not any(CANARY in repr(after[name]) for name in ("text", "analysis", "draft_document"))
    assert (CANARY in repr(after["decision_comment"])) == (kind is Subject.DRAFT)


def test_what_was_erased_before_the_backup_is_left_as_it_went_on(
    database: Database, originals: Originals, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    kept = keep_everything(database, originals)
    with database.read() as session:
        admin = actor(session.get_one(Person, kept.admin_id), Role.CENTRE_ADMIN)

    def carry_out(session: Session) -> Erasure:
        return erase_submission(session, admin, kept.submission_id, although_open=False)

    erase(database, originals, carry_out)
    with database.read() as session:
        done = erasures_done(session)
    [logged] = [record for record in caplog.records if record.message == "erased"]
    assert [ErasureDone.model_validate(vars(logged))] == done
    with database.write() as session:
        draft = session.scalars(sa.select(Text)).one()
        later = Text(centre_id=kept.centre_id, sha256="a" * 64, content="I rang.", paragraphs=[[0, 7]], words=2)
        session.add(later)
        assert draft.content is None
    with changing_anything(database, ["draft"]) as connection:
        connection.execute(sa.update(Draft).values(text_id=later.id))
    assert repeat_erasures(database, originals, done) == Repeated(nothing_left=1)
    with database.read() as session:
        assert session.get_one(Text, later.id).content == "I rang."


def test_what_came_after_the_backup_is_not_there_to_be_erased(database: Database, originals: Originals) -> None:
    kept, other = keep_everything(database, originals), keep_everything(database, originals)
    elsewhere = asked_for(kept).model_copy(update={"centre": other.centre_id})
    unknown = [
        asked_for(kept, kind).model_copy(update={"id": uuid4()}) for kind in Subject if kind in ("person", "draft")
    ]
    before = rows_of(database)
    assert repeat_erasures(database, originals, [elsewhere, *unknown]) == Repeated(unknown=3)
    assert rows_of(database) == before
