"""Telling a centre's webhooks of an event: one message for each that wants to know, and a job to post it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.jobs.asking import Job, Jobs, Kind, Priority
from service.postings.events import Event
from service.storage.tables.postings import WebhookDelivery, WebhookEndpoint
from service.storage.tables.submissions import State, Submission

_EVENTS = {State.DECIDED: Event.DECIDED, State.REFERRED_BACK: Event.REFERRED}


def announce_move(session: Session, jobs: Jobs, submission: Submission, at: datetime) -> None:
    """Tell of the state that a submission has come to, where it is one that is told of.

    Call it in the transaction that moves the submission: the messages are there if and when that is committed.
    """
    event = _EVENTS.get(submission.state)
    if event is None:
        return
    event_id, about = uuid4(), _about(submission, at)
    for endpoint in session.scalars(
        select(WebhookEndpoint).where(
            WebhookEndpoint.centre_id == submission.centre_id, WebhookEndpoint.removed_at.is_(None)
        )
    ):
        if event.value in endpoint.events:
            ask_for_delivery(session, jobs, endpoint, event, event_id=event_id, payload=about)


def ask_for_delivery(
    session: Session,
    jobs: Jobs,
    endpoint: WebhookEndpoint,
    event: Event,
    *,
    event_id: UUID,
    payload: dict[str, Any],
) -> WebhookDelivery:
    """Write down a message to one endpoint, and ask for it to be posted. ``payload``: ids, states and links only."""
    delivery = WebhookDelivery(
        id=uuid4(), endpoint_id=endpoint.id, event_id=event_id, event=event.value, payload=payload
    )
    session.add(delivery)
    session.flush()
    jobs.enqueue(
        session,
        Job(
            kind=Kind.POST_WEBHOOK,
            key=f"post:{delivery.id}",
            payload={"delivery_id": str(delivery.id)},
            priority=Priority.NOBODY_WAITS,
        ),
    )
    return delivery


def _about(submission: Submission, at: datetime) -> dict[str, Any]:
    return {
        "submission_id": str(submission.id),
        "learner_id": str(submission.learner_id),
        "unit_id": submission.unit_id,
        "qualification_id": submission.qualification_id,
        "state": submission.state.value,
        "at": at.isoformat(),
        "path": f"/v1/submissions/{submission.id}",
    }
