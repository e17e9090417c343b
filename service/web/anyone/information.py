"""/privacy, /accessibility and /help."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from service.access import public
from service.dependencies import CurrentDatabase, CurrentSettings
from service.records.told import kept_for, told
from service.retention.periods import periods_of, shipped
from service.web.rendering import render
from service.web.visitors import visitor_of

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Depends(public)])


@router.get("/privacy")
def show_privacy(request: Request, database: CurrentDatabase, settings: CurrentSettings) -> Response:
    """What is kept and for how long, who decides, how to contest; for somebody signed in, as her centre has it."""
    days = {kind: period.days for kind, period in shipped().items()}
    visitor = visitor_of(request)
    if visitor and visitor.actor.centre_id:
        with database.read() as session:
            days = dict(periods_of(session, visitor.actor.centre_id).days)
    return render(
        request,
        "anyone/privacy.html.j2",
        told=told(),
        kept_for=kept_for(days),
        reads=settings.anonymous_analyses,
    )


@router.get("/accessibility")
def show_accessibility(request: Request) -> Response:
    """The accessibility statement, in the form of the United Kingdom's model."""
    return render(request, "anyone/accessibility.html.j2")


@router.get("/help")
def show_help(request: Request) -> Response:
    """The first steps of each kind of person."""
    return render(request, "anyone/help.html.j2")
