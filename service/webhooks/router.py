"""/v1/webhooks: addresses of a centre's, their secrets and what was posted to them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, status

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentKeys, CurrentSettings
from service.errors import Fault, RequestInvalid
from service.pages import Page, PageQuery, cursor, page_of
from service.postings.destinations import Destinations
from service.problem_groups import OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.storage.columns import now
from service.storage.tables.postings import WebhookDelivery
from service.webhooks import store
from service.webhooks.schemas import Delivery, NewWebhook, Webhook, Webhooks, WebhookWithSecret

TAG = {"name": "webhooks", "description": "Addresses of a centre's that are told of decided and referred submissions."}

router = APIRouter(prefix="/v1/webhooks", tags=[TAG["name"]])
ROUTERS = (router,)
Manager = Annotated[Actor, require(Permission.MANAGE_CENTRE)]
WebhookId = Annotated[UUID, Path(description="Id of one of the centre's webhooks.")]


@router.get("", summary="List the centre's webhooks", responses=describe_problems(*OF_PEOPLE))
def list_webhooks(actor: Manager, database: CurrentDatabase) -> Webhooks:
    """Every address that is told of events; never the secrets."""
    with database.read() as session:
        return Webhooks(items=tuple(map(Webhook.of, store.webhooks_of(session, actor))))


@router.post(
    "",
    summary="Add a webhook",
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(*OF_PEOPLE, types.MALFORMED_REQUEST, types.REQUEST_TOO_LARGE, types.CONFLICT),
)
def add_webhook(
    wanted: NewWebhook, actor: Manager, database: CurrentDatabase, keys: CurrentKeys, settings: CurrentSettings
) -> WebhookWithSecret:
    """The answer holds the secret, this once. Messages come signed as standardwebhooks.com describes."""
    if fault := Destinations.of(settings).fault_of(wanted.url):
        raise RequestInvalid([Fault("#/url", fault)])
    with database.write() as session:
        row, secret = store.add_webhook(session, actor, url=wanted.url, events=wanted.events, keys=keys, at=now())
        return WebhookWithSecret(**Webhook.of(row).model_dump(), secret=secret)


@router.get("/{webhook_id}", summary="See a webhook", responses=describe_problems(*OF_THINGS))
def get_webhook(webhook_id: WebhookId, actor: Manager, database: CurrentDatabase) -> Webhook:
    """Its address and what it is told of."""
    with database.read() as session:
        return Webhook.of(store.find_webhook(session, actor, webhook_id))


@router.post("/{webhook_id}/secret", summary="Change a webhook's secret", responses=describe_problems(*OF_THINGS))
def change_webhook_secret(
    webhook_id: WebhookId, actor: Manager, database: CurrentDatabase, keys: CurrentKeys
) -> WebhookWithSecret:
    """For a day messages carry two signatures, one by each secret, so that the receiver can change over."""
    with database.write() as session:
        row = store.find_webhook(session, actor, webhook_id, lock=True)
        secret = store.change_secret(session, actor, row, keys=keys, at=now())
        return WebhookWithSecret(**Webhook.of(row).model_dump(), secret=secret)


@router.delete(
    "/{webhook_id}",
    summary="Remove a webhook",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS),
)
def remove_webhook(webhook_id: WebhookId, actor: Manager, database: CurrentDatabase) -> None:
    """It is told of nothing any more; what still waited to be posted is given up."""
    with database.write() as session:
        store.remove_webhook(session, actor, store.find_webhook(session, actor, webhook_id, lock=True), now())


@router.post(
    "/{webhook_id}/test",
    summary="Post a test to a webhook",
    status_code=status.HTTP_202_ACCEPTED,
    responses=describe_problems(*OF_THINGS),
)
def test_webhook(webhook_id: WebhookId, actor: Manager, database: CurrentDatabase, jobs: CurrentJobs) -> Delivery:
    """A message of the kind `webhook.test` is posted soon; its deliveries show what came of it."""
    with database.write() as session:
        endpoint = store.find_webhook(session, actor, webhook_id)
        return Delivery.of(store.ask_for_test(session, jobs, actor, endpoint))


@router.get("/{webhook_id}/deliveries", summary="List what was posted", responses=describe_problems(*OF_THINGS))
def list_deliveries(
    webhook_id: WebhookId, actor: Manager, database: CurrentDatabase, page: Annotated[PageQuery, Query()]
) -> Page[Delivery]:
    """Messages to a webhook, the latest first, with the number of attempts and what came of the last."""
    with database.read() as session:
        endpoint = store.find_webhook(session, actor, webhook_id)
        rows = store.deliveries_of(session, endpoint, page.limit, page.after)
    return page_of(rows, page.limit, Delivery.of, _place)


def _place(row: WebhookDelivery) -> str:
    return cursor(row.created_at, row.id)
