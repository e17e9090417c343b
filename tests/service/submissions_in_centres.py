"""Submissions for tests, written straight into the database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from criteria_bank.loader import unit_path
from nlp.classifier.fake import FakeClassifier
from nlp.pipeline import Analyser, fake_analyser
from nlp.readers import read_text
from service.access import Actor
from service.jobs import RecordedJobs, analysing
from service.jobs.analysis_jobs import request_analysis
from service.jobs.comparing import Indexes
from service.jobs.results import Key, find_result, store_result
from service.jobs.workplace import Installed, InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import AnalysisJob, JobState
from service.storage.tables.people import Centre, Person, Role
from service.storage.tables.submissions import Draft, State, StateChange, Submission, Text
from tests.service.people_in_centres import a_centre, a_person

UNIT = fake_analyser().unit
QUALIFICATION = UNIT.qualification().id
ACCOUNT = "I rang the customer back the same day. She told me that it was the waiting which had worried her."


@dataclass(frozen=True)
class College:
    """A centre with one person of each role."""

    centre: Centre
    learner: Person
    assessor: Person
    colleague: Person
    """Another assessor."""
    iqa: Person
    admin: Person


def a_college(database: Database, **settings: Any) -> College:
    """A new centre; ``settings``: columns of `Centre`."""
    centre = a_centre(database, **settings)
    return College(
        centre,
        learner=a_person(database, centre.id, Role.LEARNER, name="Asha Rao"),
        assessor=a_person(database, centre.id, Role.ASSESSOR, name="Ada Byron"),
        colleague=a_person(database, centre.id, Role.ASSESSOR, name="Mary Somerville"),
        iqa=a_person(database, centre.id, Role.IQA, name="Caroline Herschel"),
        admin=a_person(database, centre.id, Role.CENTRE_ADMIN, name="Grace Hopper"),
    )


def actor(person: Person, *roles: Role) -> Actor:
    """A person signed in, in these roles."""
    return Actor(
        person_id=person.id,
        centre_id=person.centre_id,
        name=person.name,
        roles=frozenset(roles),
        via="session",
        credential_id=uuid4(),
    )


def a_submission(database: Database, learner: Person, state: State = State.DRAFT, **columns: Any) -> Submission:
    """A new submission, as it would be in ``state`` without the moves that led there."""
    assert learner.centre_id
    submission = Submission(
        id=uuid4(),
        centre_id=learner.centre_id,
        learner_id=learner.id,
        unit_id=UNIT.id,
        qualification_id=QUALIFICATION,
        state=state,
        **columns,
    )
    with database.write() as session:
        session.add(submission)
    return submission


def a_draft(database: Database, submission: Submission, *, number: int = 1, words: str = ACCOUNT) -> Draft:
    """A draft of pasted text."""
    document = read_text(words)
    text = Text(
        id=uuid4(),
        centre_id=submission.centre_id,
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        content=document.text,
        paragraphs=[[span.start, span.end] for span in document.paragraphs],
        words=len(document.text.split()),
    )
    draft = Draft(
        id=uuid4(),
        submission_id=submission.id,
        number=number,
        text_id=text.id,
        created_by=submission.learner_id,
    )
    with database.write() as session:
        session.add(text)
        session.flush()
        session.add(draft)
    return draft


def handed_in(database: Database, submission: Submission, draft: Draft, *, number: int = 1) -> None:
    """Note that a draft was handed in, as the ``number``-th move."""
    with database.write() as session:
        session.add(
            StateChange(
                id=uuid4(),
                submission_id=submission.id,
                draft_id=draft.id,
                before=State.DRAFT,
                after=State.SUBMITTED,
                by=submission.learner_id,
                number=number,
            )
        )


def analysed(database: Database, submission: Submission, draft: Draft) -> UUID:
    """Let the fake model analyse a draft as the job would; gives the id of the result."""
    analyser = fake_analyser(submission.unit_id).for_qualification(submission.qualification_id)
    with database.write() as session:
        text = session.get_one(Text, draft.text_id)
        assert text.content
        key = Key.of(submission.centre_id, text.sha256, analyser)
        unit_file = unit_path(submission.unit_id).read_bytes().decode()
        store_result(session, key, Installed(analyser, unit_file), analyser.analyse(read_text(text.content)), 5)
        analysis_id = find_result(session, key)
        assert analysis_id
        session.add(
            AnalysisJob(
                id=uuid4(),
                centre_id=submission.centre_id,
                draft_id=draft.id,
                state=JobState.DONE,
                analysis_id=analysis_id,
                ended_at=now(),
            )
        )
    return analysis_id


def of_another_model() -> InstalledAnalysers:
    """The fake model, under another name."""

    class Another(FakeClassifier):
        name = "another"

    def load(unit_id: str | None) -> Analyser:
        fake = fake_analyser(unit_id)
        return Analyser(fake.loaded_unit, Another(fake.unit), fake.rules)

    return InstalledAnalysers(load)


def analysed_anew(database: Database, draft: Draft) -> None:
    """Let a worker analyse a draft under another model."""
    jobs = RecordedJobs()
    with database.write() as session:
        centre_id = session.get_one(Submission, draft.submission_id).centre_id
        job = request_analysis(session, jobs, draft_id=draft.id, centre_id=centre_id)
    workplace = Workplace(Settings(), database, jobs, of_another_model(), Indexes())
    analysing.perform(workplace, {"job_id": str(job.id)})
