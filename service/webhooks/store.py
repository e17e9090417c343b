"""A centre's webhooks in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict, NotFound
from service.jobs import Jobs
from service.jobs.announcing import ask_for_delivery
from service.keys import Keys
from service.pages import moment, place_of
from service.postings.events import Event
from service.postings.secrets import give_secret
from service.storage.tables.postings import DeliveryState, WebhookDelivery, WebhookEndpoint

MOST = 10
"""Addresses that one centre may have."""


def webhooks_of(session: Session, actor: Actor) -> Sequence[WebhookEndpoint]:
    """Those of the actor's centre, oldest first."""
    return session.scalars(
        select(WebhookEndpoint)
        .where(WebhookEndpoint.centre_id == actor.centre, WebhookEndpoint.removed_at.is_(None))
        .order_by(WebhookEndpoint.created_at, WebhookEndpoint.id)
    ).all()


def add_webhook(
    session: Session, actor: Actor, *, url: str, events: Sequence[Event], keys: Keys, at: datetime
) -> tuple[WebhookEndpoint, str]:
    """A new address and its secret; raises Conflict where the centre has as many as it may."""
    present = select(func.count()).where(
        WebhookEndpoint.centre_id == actor.centre, WebhookEndpoint.removed_at.is_(None)
    )
    if session.scalars(present).one() >= MOST:
        raise Conflict(f"A centre has at most {MOST} webhooks. Remove one first.")
    endpoint = WebhookEndpoint(
        id=uuid4(),
        centre_id=actor.centre,
        url=url,
        secret_encrypted="",
        events=[event.value for event in events],
        created_by=actor.person_id,
        created_at=at,
    )
    secret = give_secret(endpoint, keys, at)
    session.add(endpoint)
    _record(session, actor, Action.WEBHOOK_ADDED, endpoint)
    return endpoint, secret


def find_webhook(session: Session, actor: Actor, webhook_id: UUID, *, lock: bool = False) -> WebhookEndpoint:
    """One of the actor's centre; raises NotFound."""
    endpoint = session.get(WebhookEndpoint, webhook_id, with_for_update=lock)
    if endpoint is None or endpoint.centre_id != actor.centre or endpoint.removed_at is not None:
        raise NotFound
    return endpoint


def change_secret(session: Session, actor: Actor, endpoint: WebhookEndpoint, *, keys: Keys, at: datetime) -> str:
    """A new secret; the old one is good for a while longer."""
    secret = give_secret(endpoint, keys, at)
    endpoint.version += 1
    _record(session, actor, Action.WEBHOOK_CHANGED, endpoint)
    return secret


def remove_webhook(session: Session, actor: Actor, endpoint: WebhookEndpoint, at: datetime) -> None:
    """Tell it of nothing any more, what waits included; its secrets go at once, the record of deliveries stays."""
    endpoint.removed_at = at
    endpoint.secret_encrypted, endpoint.old_secret_encrypted = "", None
    waiting = select(WebhookDelivery).where(
        WebhookDelivery.endpoint_id == endpoint.id, WebhookDelivery.state == DeliveryState.WAITING
    )
    for delivery in session.scalars(waiting.with_for_update()):
        delivery.state, delivery.ended_at = DeliveryState.GIVEN_UP, at
    _record(session, actor, Action.WEBHOOK_REMOVED, endpoint)


def ask_for_test(session: Session, jobs: Jobs, actor: Actor, endpoint: WebhookEndpoint) -> WebhookDelivery:
    """A message that tells of nothing but itself."""
    delivery = ask_for_delivery(session, jobs, endpoint, Event.TEST, event_id=uuid4(), payload={})
    _record(session, actor, Action.WEBHOOK_TESTED, endpoint)
    return delivery


def deliveries_of(
    session: Session, endpoint: WebhookEndpoint, limit: int, after: str | None
) -> Sequence[WebhookDelivery]:
    """One more than ``limit`` messages, the latest first, from below the place of ``after``."""
    query = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint.id)
    place = tuple_(WebhookDelivery.created_at, WebhookDelivery.id)
    if after is not None:
        query = query.where(place < tuple_(*place_of(after, moment, UUID)))
    latest_first = query.order_by(WebhookDelivery.created_at.desc(), WebhookDelivery.id.desc())
    return session.scalars(latest_first.limit(limit + 1)).all()


def _record(session: Session, actor: Actor, action: Action, endpoint: WebhookEndpoint) -> None:
    record(session, actor=actor, action=action, subject_kind=Subject.WEBHOOK, subject_id=endpoint.id)
