"""Places as the queue reads them, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from service.storage import Database
from service.storage.columns import now
from service.storage.tables import Table
from service.storage.tables.analyses import Analysis, AnalysisJob, JobState, UnitVersion
from service.storage.tables.people import Centre, Person
from service.storage.tables.places import Place, PlaceReason
from service.storage.tables.submissions import Draft, State, Submission, Text
from service.triage import place_again, place_outdated
from tests.service.triage.texts import signals

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


def add(database: Database, *rows: Table) -> None:
    with database.write() as session:
        for row in rows:
            session.add(row)
            session.flush()


@pytest.fixture
def submission(database: Database) -> Submission:
    """One that was handed in this morning, with one draft."""
    centre = Centre(id=uuid4(), slug="north", name="North")
    learner = Person(id=uuid4(), centre_id=centre.id, name="Asha Rao", email="asha@example.org")
    submission = Submission(
        id=uuid4(), centre_id=centre.id, learner_id=learner.id, unit_id="u", qualification_id="q",
        state=State.SUBMITTED, submitted_at=MORNING,
    )  # fmt: skip
    add(database, centre, learner, submission)
    add_draft(database, submission, 1)
    return submission


def add_draft(database: Database, submission: Submission, number: int) -> None:
    text = Text(id=uuid4(), centre_id=submission.centre_id, sha256=f"{number}" * 64, paragraphs=[], words=2)
    draft = Draft(submission_id=submission.id, number=number, text_id=text.id, created_by=submission.learner_id)
    add(database, text, draft)


def analyse(database: Database, submission: Submission, state: JobState, statuses: str = "mmmmmmmm") -> None:
    """Analyse the latest draft, so that the job ends in ``state``."""
    with database.write() as session:
        draft_id = session.scalars(sa.select(Draft.id).order_by(Draft.number.desc()).limit(1)).one()
        job = AnalysisJob(centre_id=submission.centre_id, draft_id=draft_id, state=state, ended_at=now())
        if state is JobState.DONE:
            job.analysis_id = uuid4()
            session.merge(UnitVersion(sha256="u" * 64, unit_id="u", version="1", content="id: u"))
            session.flush()
            session.add(
                Analysis(
                    id=job.analysis_id, centre_id=submission.centre_id, text_sha256=statuses[0] * 64,
                    unit_sha256="u" * 64, model="m", program="1", qualification_id="q", result=None,
                    signals=signals(statuses).model_dump(mode="json"), milliseconds=1,
                )
            )  # fmt: skip
            session.flush()
        session.add(job)
        place_again(session, submission.id)


def places(database: Database, submission_id: UUID) -> dict[bool, tuple[str, list[str]]]:
    with database.read() as session:
        rows = session.scalars(sa.select(Place).where(Place.submission_id == submission_id)).all()
        return {
            place.blind: (
                place.group,
                list(
                    session.scalars(
                        sa.select(PlaceReason.code)
                        .where(PlaceReason.submission_id == submission_id, PlaceReason.blind == place.blind)
                        .order_by(PlaceReason.number)
                    )
                ),
            )
            for place in rows
        }


def test_a_place_follows_the_analysis_of_the_latest_draft(database: Database, submission: Submission) -> None:
    analyse(database, submission, JobState.WAITING)
    assert places(database, submission.id)[False] == ("look", ["analysis_waiting"])
    analyse(database, submission, JobState.FAILED)
    assert places(database, submission.id)[False] == ("look", ["analysis_failed"])
    analyse(database, submission, JobState.DONE, "mmmmmmmm")
    assert places(database, submission.id) == {False: ("ready", ["all_met"]), True: ("waiting", ["handed_in"])}
    add_draft(database, submission, 2)
    analyse(database, submission, JobState.DONE, "nnnnnnnn")
    assert places(database, submission.id)[False] == ("refer_back", ["points_missing"])


def test_whoever_does_not_wait_has_no_place(database: Database, submission: Submission) -> None:
    with database.write() as session:
        place_again(session, submission.id)
    assert places(database, submission.id)
    with database.write() as session:
        session.get_one(Submission, submission.id).state = State.DECIDED
        place_again(session, submission.id)
    assert not places(database, submission.id)


def test_it_has_waited_since_it_was_handed_in(database: Database, submission: Submission) -> None:
    with database.write() as session:
        place_again(session, submission.id)
    with database.read() as session:
        assert set(session.scalars(sa.select(Place.since))) == {MORNING}


def test_places_of_other_rules_are_made_anew(database: Database, submission: Submission) -> None:
    with database.write() as session:
        place_again(session, submission.id)
    assert place_outdated(database) == 0
    with database.write() as session:
        session.execute(sa.update(Place).values(rules="older", group="gone"))
    assert place_outdated(database) == 1
    assert places(database, submission.id)[False] == ("look", ["analysis_waiting"])
    assert place_outdated(database) == 0
