"""/: what Tallymark is; whoever is signed in goes on to her own work."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from service.access import public
from service.dependencies import CurrentSettings
from service.web.redirects import see_other
from service.web.rendering import render
from service.web.visitors import home_of, visitor_of

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/", dependencies=[Depends(public)])
def show_start(request: Request, settings: CurrentSettings) -> Response:
    """The start page. What was just done is told on the page that follows."""
    if visitor := visitor_of(request):
        return see_other(home_of(visitor.actor), notice=request.query_params.get("notice", ""))
    return render(request, "anyone/start.html.j2", reads=settings.anonymous_analyses)
