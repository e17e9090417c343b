"""GET /v1/audit-log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.pages import Page
from service.problem_groups import OF_PEOPLE
from service.problems import describe_problems
from service.records.log_entries import AuditQuery, AuditView, entries_of
from service.records.tag import TAG

router = APIRouter(prefix="/v1/audit-log", tags=[TAG["name"]])
Reader = Annotated[Actor, require(Permission.READ_AUDIT_LOG)]


@router.get("", summary="Read the audit log", responses=describe_problems(*OF_PEOPLE))
def read_audit_log(query: Annotated[AuditQuery, Query()], actor: Reader, database: CurrentDatabase) -> Page[AuditView]:
    """Who did what to what in your centre, newest first. Entries are never changed or removed.

    Somebody who is a learner too finds no entry about decisions on her own work: she is told of those as a learner.
    """
    with database.read() as session:
        return entries_of(session, actor, query)
