"""The nightly job: what has been kept for long enough goes, the queue is placed by the rules that are installed.

It also logs the ends of the audit log's chains. Where logs are kept apart from the database, those lines are anchors
that `tallymark admin audit verify` can be given.
"""

from __future__ import annotations

import logging

from service.audit.verifying import anchors
from service.files import open_originals
from service.jobs.asking import Payload
from service.jobs.workplace import Workplace
from service.retention.sweep import sweep_everything
from service.triage import place_outdated

logger = logging.getLogger(__name__)


def perform(workplace: Workplace, payload: Payload) -> None:
    """Sweep. It can be interrupted anywhere and done again; what a second sweep finds is what the first left."""
    del payload
    originals = open_originals(workplace.settings.files_address)
    for report in sweep_everything(workplace.database, originals):
        for swept in (one for one in report.kinds.values() if one.records):
            logger.info(
                "swept",
                extra={
                    "centre": str(report.centre_id) if report.centre_id else None,
                    "kind": swept.kind.value,
                    "records": swept.records,
                },
            )
    if placed := place_outdated(workplace.database):
        logger.info("placed anew", extra={"records": placed})
    with workplace.database.read() as session:
        for anchor in anchors(session):
            logger.info("audit anchor", extra=anchor.model_dump())
