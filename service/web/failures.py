"""Errors as a page for whoever looks with a browser; programs get the same as a problem (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus

from fastapi import Request, Response

from service.errors import ServiceError
from service.problems import Problem
from service.web.redirects import see_other, sign_in_first
from service.web.rendering import render_plainly
from service.web.visitors import visitor_of

_OF_PEOPLE_TOO = ("Retry-After", "Allow")


def page_of_problem(request: Request, problem: Problem, headers: Mapping[str, str]) -> Response | None:
    """The page that says what went wrong and what to do; None where the answer is not for a person's eyes.

    Whoever is not signed in is sent to where she can, and comes back afterwards. A part of a page that htmx asked for
    becomes a message within the page.
    """
    by_htmx = "hx-request" in request.headers
    if not by_htmx and "text/html" not in request.headers.get("accept", ""):
        return None
    if problem.status == HTTPStatus.UNAUTHORIZED and not request.url.path.startswith("/sign-in"):
        return _sign_in(request, by_htmx=by_htmx)
    if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        _try_to_know(request)
    template = "failures/message.html.j2" if by_htmx else "failures/page.html.j2"
    page = render_plainly(request, template, status=problem.status, problem=problem)
    page.headers.update({name: headers[name] for name in _OF_PEOPLE_TOO if name in headers})
    return page


def _try_to_know(request: Request) -> None:
    # An address that there is not asks nobody who she is; what is wrong may also be how often or from where she asks.
    with suppress(ServiceError):
        visitor_of(request)


def _sign_in(request: Request, *, by_htmx: bool) -> Response:
    if by_htmx:
        here = request.headers.get("hx-current-url", "")
        path = "/" + here.split("/", 3)[3] if here.count("/") > 2 else "/"  # noqa: PLR2004 - scheme://host/path
        return Response(status_code=200, headers={"HX-Redirect": sign_in_first(path)})
    wanted = request.url.path if request.method == "GET" else "/"
    if request.method == "GET" and request.url.query:
        wanted += f"?{request.url.query}"
    return see_other(sign_in_first(wanted))
