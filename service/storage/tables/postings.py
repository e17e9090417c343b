"""Webhooks: where a centre wants to be told, and what it was told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, OfCentre, Table, one_of


class WebhookEndpoint(Table):
    """An address of a centre's that is told of events."""

    __tablename__ = "webhook_endpoint"

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    url: Mapped[str] = mapped_column(String(2000))
    secret_encrypted: Mapped[str] = mapped_column(String(1000))
    old_secret_encrypted: Mapped[str | None] = mapped_column(String(1000))
    """The secret before this one; messages are signed with both until ``old_secret_until``."""
    old_secret_until: Mapped[datetime | None]
    events: Mapped[list[Any]]
    """Kinds of event, such as ``submission.decided``."""
    created_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Made]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class DeliveryState(StrEnum):
    """How far a message to an endpoint has come."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class WebhookDelivery(Table):
    """One message to one endpoint. ``payload``: ids, states and links; no words."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("endpoint_id", "event_id"),
        Index("ix_webhook_delivery_latest", "endpoint_id", "created_at", "id"),
    )

    id: Mapped[Identifier]
    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoint.id"))
    event_id: Mapped[UUID]
    """Of the event, the same for every endpoint that is told of it."""
    event: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]]
    state: Mapped[DeliveryState] = mapped_column(one_of(DeliveryState), default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    last_status: Mapped[int | None]
    """HTTP status of the last answer; none where there was no answer."""
    last_failure: Mapped[str | None] = mapped_column(String(20))
    """Why the last attempt failed (`service.postings.poster.Failure`)."""
    last_attempt_at: Mapped[datetime | None]
    created_at: Mapped[Made]
    ended_at: Mapped[datetime | None]
