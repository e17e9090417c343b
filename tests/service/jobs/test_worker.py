"""Real workers: processes that perform jobs from a real database."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from service.jobs.analysis_jobs import request_analysis
from service.jobs.asking import Priority
from service.jobs.durable import DurableJobs
from service.storage import Database
from service.storage.tables.analyses import AnalysisJob, JobState
from tests.service.jobs.drafts import Drafts, numbered
from tests.service.jobs.workers import a_worker

Until = Callable[[Callable[[], bool]], None]


def all_ended(database: Database) -> bool:
    with database.read() as session:
        return all(job.ended_at for job in session.scalars(select(AnalysisJob)))


def in_the_order_they_ended(database: Database) -> list[UUID]:
    with database.read() as session:
        return list(session.scalars(select(AnalysisJob.id).order_by(AnalysisJob.ended_at)))


def test_drafts_are_analysed_in_the_order_in_which_they_were_asked_for_and_what_nobody_waits_for_last(
    durable: Database, until: Until
) -> None:
    drafts, jobs = Drafts(durable), DurableJobs(durable)
    again = drafts.request(jobs, drafts.draft("Again, as the unit has changed."), Priority.NOBODY_WAITS)
    asked = [drafts.request(jobs, drafts.draft(text)) for text in numbered(12)]
    with a_worker(durable):
        until(lambda: all_ended(durable))
    assert in_the_order_they_ended(durable) == [*asked, again]
    assert {drafts.job(job).state for job in asked} == {JobState.DONE}


def test_what_is_rolled_back_was_never_asked_for(durable: Database, until: Until) -> None:
    drafts, jobs = Drafts(durable), DurableJobs(durable)
    draft_id = drafts.draft()

    def fail_half_way() -> None:
        with durable.write() as session:
            request_analysis(session, jobs, draft_id=draft_id, centre_id=drafts.centre_id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    job = drafts.request(jobs, draft_id)
    with a_worker(durable):
        until(lambda: all_ended(durable))
    assert in_the_order_they_ended(durable) == [job]
