"""/audit-log: who did what to what, filtered and in pages; whether it was tampered with; and as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Annotated
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from service.access import Actor, Permission, require
from service.audit import Action, chain_of
from service.audit.verifying import verify
from service.dependencies import CurrentDatabase
from service.pages import MOST, Page
from service.people.roster.writing import harmless
from service.records.log_entries import AuditQuery, AuditView, entries_of
from service.storage import Database
from service.web.administration.routing import address, asked, pages, pages_of_list
from service.web.rendering import HEADERS, render
from service.web.times import LONDON

router = pages("/audit-log")
Reader = Annotated[Actor, require(Permission.READ_AUDIT_LOG)]
_COLUMNS = ("number", "at", "actor_id", "actor_name", "action", "meaning", "subject_kind", "subject_id", "hash")


class LogQuery(BaseModel):
    """Which entries are asked for; days are those of the United Kingdom, both inclusive."""

    model_config = ConfigDict(frozen=True)

    action: Action | None = None
    actor: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None
    after: str | None = None

    def of_records(self, limit: int) -> AuditQuery:
        """The same as the store asks for it."""
        return AuditQuery(
            limit=limit,
            after=self.after,
            action=self.action,
            actor=self.actor,
            since=_midnight(self.first_day) if self.first_day else None,
            until=_midnight(self.last_day + timedelta(days=1)) if self.last_day else None,
        )


@router.get("")
def show_log(request: Request, actor: Reader, database: CurrentDatabase) -> Response:
    """Newest first."""
    wanted = asked(LogQuery, request)
    found: Page[AuditView] = Page(items=(), next=None)
    if wanted.value is not None:
        with database.read() as session:
            found = entries_of(session, actor, wanted.value.of_records(limit=50))
    first, further = pages_of_list(request, found.next)
    return render(
        request,
        "administration/records/log.html.j2",
        status=200 if wanted.value is not None else 422,
        entry=wanted,
        entries=found.items,
        download=_entries_address(request),
        actions=[(action.value, action.meaning) for action in Action],
        first=first,
        further=further,
    )


@router.get("/check")
def check_log(request: Request, actor: Reader, database: CurrentDatabase) -> Response:
    """Whether every entry of the centre is what was written; anchors that are kept elsewhere are the operator's."""
    with database.read() as session:
        verdict = verify(session, chain_of(actor))
    return render(request, "administration/records/log_check.html.j2", verdict=verdict)


@router.get("/entries.csv", response_class=StreamingResponse)
def download_log(request: Request, actor: Reader, database: CurrentDatabase) -> StreamingResponse:
    """What the filters let through, all of it."""
    wanted = asked(LogQuery, request).value or LogQuery()
    headers = {**HEADERS, "Content-Disposition": 'attachment; filename="audit-log.csv"'}
    return StreamingResponse(_rows(database, actor, wanted), media_type="text/csv; charset=utf-8", headers=headers)


def _entries_address(request: Request) -> str:
    """Where the same entries can be downloaded."""
    query = address(request, after=None).partition("?")[2]
    return f"/audit-log/entries.csv?{query}" if query else "/audit-log/entries.csv"


def _rows(database: Database, actor: Actor, wanted: LogQuery) -> Iterator[str]:
    yield "\ufeff" + _line(_COLUMNS)
    page: Page[AuditView] | None = None
    while page is None or page.next:
        query = wanted.model_copy(update={"after": page.next if page else None})
        with database.read() as session:
            page = entries_of(session, actor, query.of_records(limit=MOST))
        for entry in page.items:
            yield _line(str(getattr(entry, column) or "") for column in _COLUMNS)


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    text = StringIO(newline="")
    csv.writer(text).writerow([harmless(cell) for cell in cells])
    return text.getvalue()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)
