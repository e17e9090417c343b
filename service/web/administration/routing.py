"""What the pages of administrators share: routers that are no part of the described API, and lists in pages."""

from __future__ import annotations

from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel
from starlette.datastructures import FormData

from service.web.forms import Entry, read_form

Model = TypeVar("Model", bound=BaseModel)
Version = Annotated[int, Form(ge=0)]
"""The version of what was on the page, in a hidden field: the part that If-Match has in the API."""


def pages(prefix: str = "") -> APIRouter:
    """A router of pages below ``prefix``."""
    return APIRouter(prefix=prefix, include_in_schema=False, default_response_class=HTMLResponse)


def asked(schema: type[Model], request: Request) -> Entry[Model]:
    """What the address asks for behind its question mark, as a form that was filled in."""
    return read_form(schema, FormData([*request.query_params.multi_items()]))


def address(request: Request, **changes: str | None) -> str:
    """The address of the same page with other parameters; None and nothing leave one out. It keeps no notice."""
    given = {**request.query_params, "notice": None, **changes}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{request.url.path}?{query}" if query else request.url.path


def pages_of_list(request: Request, next_cursor: str | None) -> tuple[str | None, str | None]:
    """The addresses of a list's beginning and of its next page, each None where one is there already."""
    first = address(request, after=None) if "after" in request.query_params else None
    return first, address(request, after=next_cursor) if next_cursor else None
