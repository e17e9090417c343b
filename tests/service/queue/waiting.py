"""Submissions in the queue, written straight into the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import Analysis, AnalysisJob, JobState, UnitVersion
from service.storage.tables.people import Centre, Cohort, CohortMember, Person, Role
from service.storage.tables.submissions import Draft, State, Submission, Text
from service.triage import place_again
from tests.service.triage.texts import signals

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def waiting(
    database: Database,
    learner: Person,
    statuses: str | None = "mmmmmmmm",
    *,
    hours: int = 0,
    state: State = State.SUBMITTED,
    assessor: Person | None = None,
    cohort: Cohort | None = None,
    unit: str = "u",
) -> UUID:
    """A submission that was handed in so many hours after Monday; ``statuses``: see `signals`, None: not analysed."""
    assert learner.centre_id
    handed_in = MONDAY + timedelta(hours=hours)
    with database.write() as session:
        submission = Submission(
            id=uuid4(), centre_id=learner.centre_id, learner_id=learner.id, unit_id=unit, qualification_id="q",
            state=state, submitted_at=handed_in, assessor_id=assessor.id if assessor else None,
            cohort_id=cohort.id if cohort else None,
        )  # fmt: skip
        session.add(submission)
        text = Text(id=uuid4(), centre_id=learner.centre_id, sha256=uuid4().hex * 2, paragraphs=[], words=2)
        session.add(text)
        session.flush()
        draft = Draft(id=uuid4(), submission_id=submission.id, number=1, text_id=text.id, created_by=learner.id)
        session.add(draft)
        session.merge(UnitVersion(sha256="u" * 64, unit_id="u", version="1", content="id: u"))
        session.flush()
        if statuses:
            analysis = Analysis(
                id=uuid4(), centre_id=learner.centre_id, text_sha256=text.sha256, unit_sha256="u" * 64, model="m",
                program="1", qualification_id="q", result=None, milliseconds=1,
                signals=signals(statuses).model_dump(mode="json"),
            )  # fmt: skip
            session.add(analysis)
            session.flush()
            session.add(
                AnalysisJob(centre_id=learner.centre_id, draft_id=draft.id, state=JobState.DONE,
                            analysis_id=analysis.id, ended_at=now())
            )  # fmt: skip
        place_again(session, submission.id)
    return submission.id


def a_cohort(database: Database, centre: Centre, *assessors: Person) -> Cohort:
    """A cohort with these assessors."""
    cohort = Cohort(id=uuid4(), centre_id=centre.id, name=f"Cohort {uuid4()}")
    with database.write() as session:
        session.add(cohort)
        session.flush()
        session.add_all(
            CohortMember(cohort_id=cohort.id, person_id=person.id, role=Role.ASSESSOR) for person in assessors
        )
    return cohort


def assessor_of(database: Database, submission_id: UUID) -> UUID | None:
    """Whose work a submission is."""
    with database.read() as session:
        return session.scalars(sa.select(Submission.assessor_id).where(Submission.id == submission_id)).one()
