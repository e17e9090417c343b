"""Jobs that outlive the process: kept by DBOS in the tables beside ours."""

from __future__ import annotations

from datetime import datetime

from dbos import DBOSClient, EnqueueOptions
from sqlalchemy.orm import Session

from service.jobs.asking import Job
from service.jobs.system import APPLICATION, PLAIN_JSON, SCHEMA, WORKFLOW, queue_of, quieten
from service.storage import Database

_FORGOTTEN_AT_ONCE = 1000


class DurableJobs:
    """Where the service asks for jobs (`service.jobs.asking.Jobs`). `service.jobs.system.prepare_jobs` comes first."""

    def __init__(self, database: Database) -> None:
        quieten()
        self._client = DBOSClient(
            system_database_engine=database.engine,
            dbos_system_schema=SCHEMA,
            serializer=PLAIN_JSON,
            application_name=APPLICATION,
            lazy=True,
        )

    def enqueue(self, session: Session, job: Job) -> None:
        """Ask for a job within the caller's write transaction."""
        self.enqueue_attempt(session, job, 1)

    def forget_finished(self, before: datetime) -> int:
        """Remove what DBOS still knows of attempts that ended before that moment; gives their number."""
        forgotten = 0
        while finished := self._client.list_workflows(
            completed_before=before.isoformat(), limit=_FORGOTTEN_AT_ONCE, load_input=False, load_output=False
        ):
            self._client.delete_workflows([one.workflow_id for one in finished])
            forgotten += len(finished)
        return forgotten

    def enqueue_attempt(self, session: Session, job: Job, attempt: int) -> None:
        """Ask for the first, second … attempt at a job. Each attempt is asked for once."""
        options = EnqueueOptions(
            workflow_name=WORKFLOW,
            queue_name=queue_of(job.kind),
            workflow_id=job.key if attempt == 1 else f"{job.key}~{attempt}",
            priority=job.priority.value,
        )
        if job.delay:
            options["delay_seconds"] = job.delay.total_seconds()
        self._client.enqueue_in_transaction(
            session, options, job.kind.value, job.key, dict(job.payload), job.priority.value, attempt
        )
