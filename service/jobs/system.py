"""How DBOS is used: where its tables lie, what it is called, and what it may say (docs/jobs.md).

Its tables lie in our own database, so that a change and the jobs that follow from it are one transaction: on SQLite in
the same file, on PostgreSQL in the schema ``dbos``. What it stores of a job is plain JSON: its default, pickle, would
run whatever somebody had written into the database.
"""

from __future__ import annotations

import logging
from enum import StrEnum

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

from service.jobs.asking import Kind
from service.storage import Database
from service.storage.migrations import migrate

APPLICATION = "tallymark"
PLAIN_JSON = DBOSPortableJSONSerializer()
SCHEMA = "dbos"
WORKFLOW = "carry_out"
VERSION = "1"
"""Of what a job's payload means, not of the program: a newer program goes on with the jobs of an older one."""

SECONDS_TO_FINISH = 30
"""How long a worker that is told to stop goes on with what it has begun. The rest is handed back."""


class Queue(StrEnum):
    """Where jobs wait. Within a queue those of a lower priority number come first, then those asked for first."""

    ANALYSES = "analyses"
    COMPARISONS = "comparisons"
    POSTINGS = "postings"
    ERRANDS = "errands"


_QUEUES = {
    Kind.ANALYSE_DRAFT: Queue.ANALYSES,
    Kind.COMPARE_DRAFT: Queue.COMPARISONS,
    Kind.POST_WEBHOOK: Queue.POSTINGS,
}


def queue_of(kind: Kind) -> Queue:
    """Drafts wait for no mail server, mails for no receiver of webhooks, and nothing for comparisons."""
    return _QUEUES.get(kind, Queue.ERRANDS)


def bring_up_to_date(database: Database) -> None:
    """Give the database the tables that this program works with, ours and those of DBOS, and keep what is in them."""
    quieten()
    # Ours last: workers wait for them (`service.jobs.worker`).
    DBOS.migrate(_address(database), schema=SCHEMA)
    migrate(database)


def configuration(database: Database, executor_id: str) -> DBOSConfig:
    """For a worker that is known as ``executor_id``."""
    quieten()
    return DBOSConfig(
        name=APPLICATION,
        system_database_url=_address(database),
        dbos_system_schema=SCHEMA,
        application_version=VERSION,
        executor_id=executor_id,
        run_migrations=False,
        serializer=PLAIN_JSON,
        log_level="WARNING",
        # Its errors would otherwise hold the values of the statement that failed.
        db_engine_kwargs={"hide_parameters": True},
    )


def quieten() -> None:
    """Let only warnings of DBOS through, and through our own formatter instead of its own."""
    logger = logging.getLogger("dbos")
    logger.setLevel(logging.WARNING)
    if not logger.handlers:
        # It adds one that writes to the terminal where there is none.
        logger.addHandler(logging.NullHandler())


def _address(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)
