"""A worker and somebody who changes the same submission lock it in one order, so that neither waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from nlp.pipeline import fake_analyser
from service.jobs import RecordedJobs, analysing, comparing
from service.jobs.analysis_jobs import cancel
from service.jobs.asking import Payload
from service.jobs.comparing import Indexes
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.retention.words import erase_draft
from service.settings import Settings
from service.storage import Database
from service.storage.tables.analyses import AnalysisJob
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from tests.service.databases import empty
from tests.service.jobs.drafts import Drafts

Change = Callable[[Session, Draft], object]


def take_back(session: Session, draft: Draft) -> None:
    erase_draft(session, draft.id)


def stop(session: Session, draft: Draft) -> None:
    cancel(session, session.scalars(sa.select(AnalysisJob).where(AnalysisJob.draft_id == draft.id)).one())


def hand_in(session: Session, draft: Draft) -> None:
    session.add(
        StateChange(
            submission_id=draft.submission_id, draft_id=draft.id, after=State.SUBMITTED, by=draft.created_by, number=1
        )
    )
    session.flush()


@pytest.mark.parametrize("change", [take_back, stop, hand_in])
@pytest.mark.parametrize("perform", [analysing.perform, comparing.perform])
def test_neither_waits_for_ever(
    postgresql: Database, perform: Callable[[Workplace, Payload], None], change: Change, until: Callable[..., None]
) -> None:
    empty(postgresql)
    drafts, jobs = Drafts(postgresql), RecordedJobs()
    workplace = Workplace(Settings(), postgresql, jobs, InstalledAnalysers(fake_analyser), Indexes())
    draft_id = drafts.draft()
    payload = {"draft_id": str(draft_id), "job_id": str(drafts.request(jobs, draft_id))}

    def waits() -> bool:
        with postgresql.read() as session:
            return bool(session.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")))

    with ThreadPoolExecutor(1) as pool:
        with postgresql.write() as session:
            draft = session.get_one(Draft, draft_id)
            session.get_one(Submission, draft.submission_id, with_for_update=True)
            worker = pool.submit(perform, workplace, payload)
            until(waits)
            change(session, draft)
        worker.result()
