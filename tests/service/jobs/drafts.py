"""Drafts in the database, as learners would have handed them in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select, update

from criteria_bank.loader import default_unit_id, load_unit
from nlp.documents import Document
from service.access.opaque_tokens import hash_token, new_token
from service.jobs import Jobs
from service.jobs.analysis_jobs import request_analysis
from service.jobs.asking import Priority
from service.storage import Database
from service.storage.columns import Table, now
from service.storage.tables.analyses import AnalysisJob
from service.storage.tables.people import ApiToken, Centre, Person, PersonRole, Role
from service.storage.tables.submissions import Draft, Submission, Text

ACCOUNT = "I rang the customer back the same day. She told me that it was the waiting which had worried her."


class Drafts:
    """Makes the drafts of one centre; each submission is another learner's."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.centre_id = uuid4()
        self.unit = load_unit(default_unit_id()).unit
        self._add(Centre(id=self.centre_id, slug=self.centre_id.hex[:20], name="North College"))

    def submission(self, *, learner_id: UUID | None = None) -> UUID:
        """A submission without drafts, of a new learner's unless another is named."""
        learner = Person(
            id=learner_id or uuid4(), centre_id=self.centre_id, name="Asha Rao", email=f"{uuid4()}@example.org"
        )
        submission = Submission(
            id=uuid4(),
            centre_id=self.centre_id,
            learner_id=learner.id,
            unit_id=self.unit.id,
            qualification_id=self.unit.qualification().id,
        )
        self._add(*([] if learner_id else [learner]), submission)
        return submission.id

    def draft(self, text: str = ACCOUNT, *, submission_id: UUID | None = None) -> UUID:
        """A draft: of a new learner's first submission, or the next of the one that is named."""
        submission_id = submission_id or self.submission()
        document = Document.from_paragraphs(text.split("\n\n"))
        with self.database.write() as session:
            number = session.scalars(
                select(func.count()).select_from(Draft).where(Draft.submission_id == submission_id)
            ).one()
            learner_id = session.get_one(Submission, submission_id).learner_id
        kept = Text(
            id=uuid4(),
            centre_id=self.centre_id,
            sha256=hashlib.sha256(document.text.encode()).hexdigest(),
            content=document.text,
            paragraphs=[[span.start, span.end] for span in document.paragraphs],
            words=len(document.text.split()),
        )
        draft = Draft(
            id=uuid4(), submission_id=submission_id, number=number + 1, text_id=kept.id, created_by=learner_id
        )
        self._add(kept, draft)
        return draft.id

    def token_for(self, submission_id: UUID) -> str:
        """A token with which the learner of a submission reads and sends drafts."""
        token = new_token()
        with self.database.write() as session:
            learner_id = session.get_one(Submission, submission_id).learner_id
            session.add(PersonRole(person_id=learner_id, role=Role.LEARNER))
            session.add(
                ApiToken(
                    person_id=learner_id,
                    name="Laptop",
                    token_sha256=hash_token(token),
                    scopes=["read", "submit"],
                    expires_at=now() + timedelta(days=1),
                )
            )
        return token

    def erase(self, draft_id: UUID) -> None:
        """Erase the words of a draft."""
        with self.database.write() as session:
            text_id = session.get_one(Draft, draft_id).text_id
            session.execute(update(Text).where(Text.id == text_id).values(content=None, erased_at=now()))

    def request(self, jobs: Jobs, draft_id: UUID, priority: Priority = Priority.SOMEBODY_WAITS) -> UUID:
        """Ask for the analysis of a draft; gives the job's id."""
        with self.database.write() as session:
            return request_analysis(session, jobs, draft_id=draft_id, centre_id=self.centre_id, priority=priority).id

    def job(self, job_id: UUID) -> AnalysisJob:
        """The job as it is now."""
        with self.database.read() as session:
            return session.get_one(AnalysisJob, job_id)

    def _add(self, *rows: Table) -> None:
        with self.database.write() as session:
            for row in rows:
                session.add(row)
                session.flush()


def numbered(count: int) -> Iterable[str]:
    """So many accounts, no two of which are the same."""
    return (f"{ACCOUNT} I noted it as case {number}." for number in range(count))
