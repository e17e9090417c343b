"""The demonstration centre as it is written, by the functions that requests use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from nlp.pipeline import fake_analyser
from service.audit.verifying import verify_all
from service.demonstration import making
from service.demonstration.making import make
from service.demonstration.people import password_of, people_of
from service.demonstration.presence import is_made, refuse_in_production
from service.demonstration.specification import Specification
from service.errors import SettingsInvalid
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.database import sqlite_url
from service.storage.migrations import newest
from service.storage.tables.analyses import AnalysisJob, DraftOverlap, JobState, Objection
from service.storage.tables.comments import BankComment
from service.storage.tables.decisions import (
    Contest,
    ContestReview,
    Decision,
    DecisionPurpose,
    IssuedFeedback,
    Knowledge,
    Stance,
)
from service.storage.tables.people import Centre, Role
from service.storage.tables.places import Place
from service.storage.tables.standardisation import StandardisationMark, StandardisationStandard
from service.storage.tables.submissions import DraftDocument, State, StateChange, Submission
from tests.service.databases import empty
from tests.service.world import open_world


def small(wanted: Specification) -> Specification:
    """Each course once."""
    courses = [course.model_copy(update={"learners": 1}) for course in wanted.courses]
    cohort = wanted.cohorts[0].model_copy(
        update={"learners": tuple(name for one in wanted.cohorts for name in one.learners)[: len(courses)]}
    )
    return wanted.model_copy(update={"courses": tuple(courses), "cohorts": (cohort,)})


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest, settings: Settings, wanted: Specification) -> Iterator[Database]:
    database: Database = request.getfixturevalue(request.param)
    empty(database)
    make(settings, database, fake_analyser, small(wanted))
    yield database
    empty(database)


def test_submissions_are_in_all_states(made: Database) -> None:
    with made.read() as session:
        assert set(session.scalars(sa.select(Submission.state))) == set(State)
        waiting = sa.select(sa.func.count(Submission.id)).where(Submission.state == State.SUBMITTED)
        placed = waiting.where(Submission.id.in_(sa.select(Place.submission_id)))
        assert session.scalar(placed) == session.scalar(waiting)


def test_one_contest_waits_and_one_is_resolved_by_another_person(made: Database) -> None:
    with made.read() as session:
        contested, reviewed = (
            session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Contest, ContestReview)
        )
        assert (contested, reviewed) == (2, 1)
        review = session.scalars(sa.select(ContestReview)).one()
        contest = session.get_one(Contest, review.contest_id)
        assert session.get_one(Decision, contest.decision_id).assessor_id != review.reviewer_id


def test_people_decided_blind_and_with_the_suggestion_in_sight_and_beside_each_other(made: Database) -> None:
    with made.read() as session:
        knowledge = Counter(
            session.scalars(sa.select(Decision.knowledge).where(Decision.purpose == DecisionPurpose.ASSESSMENT))
        )
        assert min(knowledge[Knowledge.HIDDEN], knowledge[Knowledge.SHOWN]) > 5
        beside = sa.select(sa.func.count()).where(Decision.purpose == DecisionPurpose.SAMPLING)
        assert session.scalar(beside)
        for table in (Stance, IssuedFeedback):
            assert session.scalar(sa.select(sa.func.count()).select_from(table))


def test_it_happened_over_the_past_weeks(made: Database) -> None:
    with made.read() as session:
        times = [
            *session.scalars(sa.select(Decision.decided_at)),
            *session.scalars(sa.select(StateChange.at)),
            *session.scalars(sa.select(AnalysisJob.ended_at)),
        ]
    assert None not in times
    moments = [moment for moment in times if moment is not None]
    assert max(moments) < now()
    assert max(moments) - min(moments) > timedelta(days=21)


def test_every_draft_is_analysed_and_a_borrowed_passage_found(made: Database) -> None:
    with made.read() as session:
        assert set(session.scalars(sa.select(AnalysisJob.state))) == {JobState.DONE}
        assert session.scalars(sa.select(DraftOverlap.share)).all()
        assert session.scalars(sa.select(DraftDocument.original_sha256).where(DraftDocument.name.is_not(None))).all()


def test_staff_keep_comments_and_learners_disagree(made: Database, wanted: Specification) -> None:
    with made.read() as session:
        kept = Counter(session.scalars(sa.select(BankComment.person_id)))
        assert set(kept.values()) == {len(wanted.comment_bank)}
        assert len(kept) == len(wanted.judges)
        assert set(session.scalars(sa.select(Objection.kind))) == {"next_step"}


def test_some_scripts_were_marked_by_all_and_have_a_standard(made: Database, wanted: Specification) -> None:
    with made.read() as session:
        markers = Counter(session.scalars(sa.select(StandardisationMark.person_id)))
        assert len(markers) == len(wanted.assessors)
        assert session.scalars(sa.select(StandardisationStandard.rationale)).all()
        assert any(session.scalars(sa.select(StandardisationMark.evidence)))


def test_the_audit_log_holds_together(made: Database) -> None:
    with made.read() as session:
        assert [finding for verdict in verify_all(session) for finding in verdict.findings] == []


def test_the_centre_says_what_it_is_and_everybody_can_sign_in(made: Database, settings: Settings) -> None:
    with open_world(made, settings.data) as world:
        by_role = {person.role: person for person in people_of(made)}
        assert by_role.keys() == {"learner", "assessor", "iqa", "centre admin"}
        for person in by_role.values():
            sent = {"centre": "demonstration", "email": person.address, "password": password_of(settings)}
            assert world.anonymous.post("/v1/sign-in", json=sent).status_code == 200
            me = world.anonymous.get("/v1/me").json()
            assert me["centre"]["demonstration"]
            assert "demonstration" in me["centre"]["name"]


def test_assessors_have_no_other_role_in_the_end(made: Database) -> None:
    roles = [person.role for person in people_of(made) if person.role != Role.LEARNER]
    assert sorted(roles) == ["assessor", "assessor", "assessor", "centre admin", "iqa"]


def test_production_refuses_to_make_it_and_to_serve_it(made: Database, tmp_path: Path) -> None:
    production = Settings.model_validate(
        {
            "environment": "production",
            "secret_key": "kR8w2vQz71pLxN5tYc3bHd9mJf6sGa4e",
            "public_url": "https://example.org",
            "data": tmp_path,
        }
    )
    assert is_made(made)
    with pytest.raises(SettingsInvalid, match="TALLYMARK_ENVIRONMENT"):
        make(production, made, fake_analyser)
    with pytest.raises(SettingsInvalid, match="empty database"):
        refuse_in_production(production, made)
    # Nor one that an older program has made, and that is about to be brought up to date.
    with made.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        with pytest.raises(SettingsInvalid, match="empty database"):
            refuse_in_production(production, made)
    finally:
        with made.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = :now"), {"now": newest()})
    new = Database(sqlite_url(tmp_path / "new.sqlite"))
    refuse_in_production(production, new)
    new.close()
    refuse_in_production(Settings(data=tmp_path), made)


def test_another_installation_has_another_password(settings: Settings, tmp_path: Path) -> None:
    assert password_of(Settings(data=tmp_path)) != password_of(settings)
    assert password_of(settings) == password_of(settings)


def test_it_is_made_whole_or_not_at_all(
    database: Database, wanted: Specification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(making, "happen", fail)
    with pytest.raises(RuntimeError):
        make(Settings(data=tmp_path), database, fake_analyser, small(wanted))
    assert not is_made(database)
    with database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Centre)) == 0
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)
