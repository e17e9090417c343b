"""What requests about webhooks hold, and what they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from service.postings.events import OF_SUBMISSIONS, Event
from service.postings.poster import Failure
from service.storage.tables.postings import DeliveryState, WebhookDelivery, WebhookEndpoint

LONGEST_URL = 2000


def _different(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(dict.fromkeys(events))


Events = Annotated[
    tuple[Literal[Event.DECIDED, Event.REFERRED], ...], Field(min_length=1, max_length=20), AfterValidator(_different)
]


class NewWebhook(BaseModel):
    """An address that is to be told of events."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"example": {
        "url": "https://records.north-college.example/tallymark", "events": ["submission.decided"]
    }})  # fmt: skip

    url: str = Field(
        min_length=1, max_length=LONGEST_URL, description="The address: https, and reachable from everywhere."
    )
    events: Events = Field(OF_SUBMISSIONS, description="The kinds of event to tell it of; by default all.")


class Webhook(BaseModel):
    """An address that is told of events."""

    model_config = ConfigDict(frozen=True)

    id: UUID = Field(description="Its id.")
    url: str = Field(description="The address.")
    events: tuple[Event, ...] = Field(description="The kinds of event that it is told of.")
    created_at: datetime = Field(description="When it was added.")
    old_secret_until: datetime | None = Field(
        description="Until when messages are signed with the secret before the present one too; null where with one."
    )

    @classmethod
    def of(cls, row: WebhookEndpoint) -> Webhook:
        """What a row shows; never its secret."""
        return cls(
            id=row.id,
            url=row.url,
            events=tuple(Event(event) for event in row.events),
            created_at=row.created_at,
            old_secret_until=row.old_secret_until,
        )


class Webhooks(BaseModel):
    """All addresses of a centre."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Webhook, ...] = Field(description="The addresses, oldest first.")


class WebhookWithSecret(Webhook):
    """An address with the secret that its messages are signed with; it is shown this once."""

    secret: str = Field(description="`whsec_` and 32 bytes in base64: what the receiver checks signatures with.")


class Delivery(BaseModel):
    """One message to one address."""

    model_config = ConfigDict(frozen=True)

    id: UUID = Field(description="Its id.")
    message_id: UUID = Field(description="What its header `webhook-id` holds, the same at every attempt.")
    event: Event = Field(description="The kind of event.")
    submission_id: UUID | None = Field(description="The submission that it is about; null for a test.")
    state: DeliveryState = Field(
        description="`waiting` for the first or another attempt, `delivered`, or `given_up` after the last one."
    )
    attempts: int = Field(description="How often it was posted.")
    last_status: int | None = Field(description="HTTP status of the last answer; null where there was none.")
    last_failure: Failure | None = Field(
        description="Why the last attempt failed: `address` (a private one), `name` (unknown), `connection`, `time` "
        "(too slow), `status` (no success); null where it did not."
    )
    last_attempt_at: datetime | None = Field(description="When it was last posted.")
    created_at: datetime = Field(description="When the event happened.")
    ended_at: datetime | None = Field(description="When it was taken or given up.")

    @classmethod
    def of(cls, row: WebhookDelivery) -> Delivery:
        """What a row shows."""
        return cls(
            id=row.id,
            message_id=row.event_id,
            event=Event(row.event),
            submission_id=row.payload.get("submission_id"),
            state=row.state,
            attempts=row.attempts,
            last_status=row.last_status,
            last_failure=Failure(row.last_failure) if row.last_failure else None,
            last_attempt_at=row.last_attempt_at,
            created_at=row.created_at,
            ended_at=row.ended_at,
        )
