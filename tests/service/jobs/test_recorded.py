"""The jobs that tests record in place of real ones."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.jobs import Job, Kind, RecordedJobs


def mail(key: str) -> Job:
    return Job(kind=Kind.SEND_MAIL, key=key, payload={"person_id": key})


def test_a_job_is_kept_once_for_each_key() -> None:
    jobs = RecordedJobs()
    for key in ("a", "b", "a"):
        jobs.enqueue(Session(), mail(key))
    assert jobs.jobs == [mail("a"), mail("b")]


def test_jobs_are_performed_oldest_first_with_those_that_they_ask_for() -> None:
    jobs = RecordedJobs()
    performed = []

    def perform(job: Job) -> None:
        performed.append(job.key)
        if job.key == "a":
            jobs.enqueue(Session(), mail("c"))
            jobs.enqueue(Session(), mail("a"))

    jobs.enqueue(Session(), mail("a"))
    jobs.enqueue(Session(), mail("b"))
    jobs.perform(perform)
    assert performed == ["a", "b", "c"]
    assert not jobs.jobs
