"""``tallymark worker``: a process that performs jobs."""

from __future__ import annotations


def worker() -> None:
    """Perform jobs (analyses of drafts, mails, webhooks, the nightly sweep) until it is stopped with Ctrl-C.

    `tallymark serve` starts one by itself. On PostgreSQL there can be any number; on SQLite one works at a time.
    """
    from service.cli.stopping import end_when_told_to

    end_when_told_to()
    from service.jobs.worker import run_worker
    from service.settings import Settings

    run_worker(Settings.from_environment())
