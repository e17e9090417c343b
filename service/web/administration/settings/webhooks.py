"""/settings/webhooks: addresses that are told of events, their secrets, and what was posted to them."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import Response

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentKeys, CurrentSettings
from service.errors import Conflict, Fault
from service.pages import PageQuery, cursor, page_of
from service.postings.destinations import Destinations
from service.postings.events import OF_SUBMISSIONS
from service.storage import Database
from service.storage.columns import now
from service.web.administration.routing import asked, pages, pages_of_list
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render
from service.webhooks import store
from service.webhooks.schemas import Delivery, NewWebhook, Webhook

router = pages("/settings/webhooks")
CentreAdmin = Annotated[Actor, require(Permission.MANAGE_CENTRE)]
WebhookId = Annotated[UUID, Path()]


@router.get("")
def show_webhooks(request: Request, actor: CentreAdmin, database: CurrentDatabase) -> Response:
    """All of the centre, and a form to add one."""
    return _list(request, database, actor, filled(events=tuple(map(str, OF_SUBMISSIONS))))


@router.post("")
def add(
    request: Request,
    *,
    form: Posted,
    actor: CentreAdmin,
    database: CurrentDatabase,
    keys: CurrentKeys,
    settings: CurrentSettings,
) -> Response:
    """Add one, and show its secret this once: there is no going on to another page."""
    entry = read_form(NewWebhook, form, several=("events",))
    if entry.value is not None and (fault := Destinations.of(settings).fault_of(entry.value.url)):
        entry = entry.refused(Fault("#/url", fault))
    wanted = entry.value
    if wanted is None:
        return _list(request, database, actor, entry, 422)
    try:
        with database.write() as session:
            row, secret = store.add_webhook(session, actor, url=wanted.url, events=wanted.events, keys=keys, at=now())
            added = Webhook.of(row)
    except Conflict as error:
        return _list(request, database, actor, entry.refused(Fault("#", str(error))), 409)
    return render(request, "administration/settings/secret.html.j2", webhook=added, secret=secret)


@router.get("/{webhook_id}")
def show_webhook(request: Request, webhook_id: WebhookId, actor: CentreAdmin, database: CurrentDatabase) -> Response:
    """Its address, and what was posted to it, the latest first."""
    wanted = asked(PageQuery, request).value or PageQuery()
    with database.read() as session:
        endpoint = store.find_webhook(session, actor, webhook_id)
        rows = store.deliveries_of(session, endpoint, wanted.limit, wanted.after)
        webhook = Webhook.of(endpoint)
    found = page_of(rows, wanted.limit, Delivery.of, lambda row: cursor(row.created_at, row.id))
    first, further = pages_of_list(request, found.next)
    return render(
        request,
        "administration/settings/webhook.html.j2",
        webhook=webhook,
        deliveries=found.items,
        first=first,
        further=further,
    )


@router.post("/{webhook_id}/secret")
def change_secret(
    request: Request, webhook_id: WebhookId, actor: CentreAdmin, database: CurrentDatabase, keys: CurrentKeys
) -> Response:
    """A new secret, shown this once; the old one is good for a day more."""
    with database.write() as session:
        row = store.find_webhook(session, actor, webhook_id, lock=True)
        secret = store.change_secret(session, actor, row, keys=keys, at=now())
        changed = Webhook.of(row)
    return render(request, "administration/settings/secret.html.j2", webhook=changed, secret=secret)


@router.post("/{webhook_id}/test")
def test(webhook_id: WebhookId, actor: CentreAdmin, database: CurrentDatabase, jobs: CurrentJobs) -> Response:
    """Post a test; its row shows what comes of it."""
    with database.write() as session:
        store.ask_for_test(session, jobs, actor, store.find_webhook(session, actor, webhook_id))
    return see_other(f"/settings/webhooks/{webhook_id}", "webhook_tested")


@router.post("/{webhook_id}/removal")
def remove(webhook_id: WebhookId, actor: CentreAdmin, database: CurrentDatabase) -> Response:
    """Tell it of nothing any more."""
    with database.write() as session:
        store.remove_webhook(session, actor, store.find_webhook(session, actor, webhook_id, lock=True), now())
    return see_other("/settings/webhooks", "webhook_removed")


def _list(request: Request, database: Database, actor: Actor, entry: Entry[Any], status: int = 200) -> Response:
    with database.read() as session:
        webhooks = [Webhook.of(row) for row in store.webhooks_of(session, actor)]
    return render(
        request,
        "administration/settings/webhooks.html.j2",
        status=status,
        webhooks=webhooks,
        entry=entry,
        most=store.MOST,
    )
