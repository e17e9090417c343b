"""Work that outlives the request that asked for it: analyses, mails, postings and the nightly sweep (docs/jobs.md).

Whoever changes something asks for the jobs that follow from it in the same transaction (`Jobs.enqueue`); workers, which
are processes of their own, perform them. This package imports no more than asking needs; the worker has the rest.
"""

from __future__ import annotations

from service.jobs.asking import Job, Jobs, Kind, Payload
from service.jobs.recorded import RecordedJobs

__all__ = ["Job", "Jobs", "Kind", "Payload", "RecordedJobs"]
