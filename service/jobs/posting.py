"""The job that posts a webhook. A receiver may get a message twice, and can tell by its id."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy.orm import Session

from service.errors import WebhookNotTaken
from service.jobs.asking import Payload
from service.jobs.workplace import Workplace
from service.keys import Keys
from service.postings.destinations import Destinations
from service.postings.poster import Failure, Outcome, Poster, Posting
from service.postings.secrets import secrets_of
from service.storage.columns import now
from service.storage.tables.postings import DeliveryState, WebhookDelivery, WebhookEndpoint

_GONE = 410


def perform(workplace: Workplace, payload: Payload) -> None:
    """Post the message that ``payload["delivery_id"]`` names, unless it has arrived, and write down what came of it.

    Raises WebhookNotTaken where another attempt may help.
    """
    delivery_id = UUID(payload["delivery_id"])
    with workplace.database.read() as session:
        posting = _prepare(session, workplace, delivery_id)
    if posting is None:
        return
    outcome = Poster(Destinations.of(workplace.settings)).post(posting)
    with workplace.database.write() as session:
        ended = _note(session, delivery_id, outcome)
    if not ended:
        raise WebhookNotTaken("The receiver did not take the message. It is tried again later.")


def give_up(session: Session, payload: Payload) -> None:
    """Let people see that there will be no other attempt."""
    delivery = _locked(session, UUID(payload["delivery_id"]))
    if delivery is not None and delivery.state is DeliveryState.WAITING:
        _end(delivery, DeliveryState.GIVEN_UP)


def _prepare(session: Session, workplace: Workplace, delivery_id: UUID) -> Posting | None:
    delivery = session.get(WebhookDelivery, delivery_id)
    if delivery is None or delivery.state is not DeliveryState.WAITING:
        return None
    endpoint = session.get_one(WebhookEndpoint, delivery.endpoint_id)
    if endpoint.removed_at is not None:
        return None
    return Posting(
        url=endpoint.url,
        message_id=str(delivery.event_id),
        body=_body(delivery, workplace.settings.public_url),
        keys=secrets_of(endpoint, Keys.of(workplace.settings), now()),
    )


def _body(delivery: WebhookDelivery, public_url: str) -> str:
    about = dict(delivery.payload)
    moment = about.pop("at", delivery.created_at.isoformat())
    if path := about.pop("path", None):
        about["link"] = public_url + path
    return json.dumps({"type": delivery.event, "timestamp": moment, "data": about})


def _note(session: Session, delivery_id: UUID, outcome: Outcome) -> bool:
    """Whether this was the last attempt."""
    delivery = _locked(session, delivery_id)
    if delivery is None or delivery.state is not DeliveryState.WAITING:
        return True
    delivery.attempts += 1
    delivery.last_attempt_at = now()
    delivery.last_status = outcome.status
    delivery.last_failure = outcome.failure
    if outcome.arrived:
        _end(delivery, DeliveryState.DELIVERED)
    elif outcome.status == _GONE or outcome.failure is Failure.ADDRESS:
        _end(delivery, DeliveryState.GIVEN_UP)
    return delivery.state is not DeliveryState.WAITING


def _end(delivery: WebhookDelivery, state: DeliveryState) -> None:
    delivery.state = state
    delivery.ended_at = now()


def _locked(session: Session, delivery_id: UUID) -> WebhookDelivery | None:
    return session.get(WebhookDelivery, delivery_id, with_for_update=True)
