"""What the marking page answers: the whole of it, the parts that a change has changed, or what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy.orm import Session

from service.access import Actor
from service.errors import RequestInvalid, ServiceError
from service.problem_mapping import problem_type
from service.unit_store import UnitStore
from service.web.assessor.marking import Marking, read_marking
from service.web.assessor.marking_changes import Change, changes_since
from service.web.assessor.marking_points import Sent
from service.web.rendering import render

STAY = "tallymark_stay"
"""The cookie of whoever does not want the next submission to open by itself."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a change was not made. ``status``: of the answer; ``changes``: what was done since she opened the page."""

    status: int
    words: str
    errors: Mapping[str, str]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Finishing:
    """What she filled in to finish and could not be done."""

    feedback: str = ""
    error: str = ""


def by_script(request: Request) -> bool:
    """Whether a script of the page asks, which puts parts in their places itself."""
    return "hx-request" in request.headers


def refusal_of(
    session: Session, actor: Actor, marking: Marking, error: ServiceError, since: datetime | None
) -> Refusal:
    """What to say of a change that a store refused."""
    kind = problem_type(error)
    errors = faults_by_field(error)
    changes = changes_since(session, actor, marking.position, since) if since else ()
    return Refusal(kind.status, str(error) if not errors else "", errors, changes)


def page(
    request: Request, marking: Marking, *, refusal: Refusal | None = None, finishing: Finishing | None = None
) -> Response:
    """The whole page."""
    return render(
        request,
        "assessor/marking.html.j2",
        status=refusal.status if refusal else 200,
        marking=marking,
        refusal=refusal,
        finishing=finishing or Finishing(),
        stay=request.cookies.get(STAY) == "on",
    )


def parts(request: Request, marking: Marking, point: str) -> Response:
    """What has changed on the page when something was saved on one marking point."""
    return render(
        request,
        "assessor/marking-saved.html.j2",
        marking=marking,
        card=marking.card(point),
        finishing=Finishing(),
        stay=request.cookies.get(STAY) == "on",
    )


def refused(
    request: Request,
    session: Session,
    units: UnitStore,
    actor: Actor,
    submission_id: UUID,
    *,
    error: ServiceError,
    since: datetime | None,
    sent: Mapping[str, Sent] | None = None,
    finishing: Finishing | None = None,
) -> Response:
    """The page again with what she had filled in and what stands in the way; to a script the latter alone."""
    marking = read_marking(session, units, actor, submission_id, sent)
    refusal = refusal_of(session, actor, marking, error, since)
    if by_script(request):
        return render(
            request, "assessor/marking-refused.html.j2", status=refusal.status, marking=marking, refusal=refusal
        )
    return page(request, marking, refusal=refusal, finishing=finishing)


def faults_by_field(error: ServiceError) -> dict[str, str]:
    """What a store found wrong with the fields of a form, if it is that."""
    faults = error.faults if isinstance(error, RequestInvalid) else ()
    return {fault.pointer.removeprefix("#/").split("/")[0]: fault.detail for fault in faults}
