"""/units/check: the file of a unit that somebody is writing, with what is wrong beside its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile

from criteria_bank.source import MOST_BYTES
from service.access import Actor, Permission, require
from service.dependencies import CurrentUnits
from service.unit_store import UnitStore
from service.units.checking import CheckedUnit, check_unit
from service.web.administration.routing import pages
from service.web.administration.units.lines import lines_of
from service.web.administration.units.sheet import sheet_of
from service.web.forms import Entry, Posted, filled
from service.web.rendering import HEADERS, render

router = pages("/units")
Author = Annotated[Actor, require(Permission.ANALYSE)]


@dataclass(frozen=True, slots=True)
class _Given:
    """What was given to be checked. ``text``: as the text area shows it; empty where it is no text at all."""

    content: bytes
    name: str
    text: str


@router.get("/check")
def show_check(request: Request, actor: Author) -> Response:
    """Where a unit's file is chosen or pasted."""
    del actor
    return _page(request, filled(), None)


@router.post("/check")
def check(request: Request, actor: Author, form: Posted, units: CurrentUnits) -> Response:
    """Every fault beside its line, above the text in which it is mended. Nothing is kept."""
    del actor
    given = _given(form)
    entry = filled(text=given.text, name=given.name)
    if form.get("step") == "download":
        return _file(given, units)
    if not given.content.strip():
        return _page(request, entry, None, status=422, nothing=True)
    checked = check_unit(given.content, given.name or None, units)
    return _page(request, entry, checked, given.text)


def _given(form: FormData) -> _Given:
    """The file that was chosen, or else the text that was typed."""
    file = form.get("file")
    if isinstance(file, UploadFile) and (file.filename or file.size):
        # One byte more than allowed, so that the check says that it is too large.
        content = file.file.read(MOST_BYTES + 1)
        return _Given(content, file.filename or "", _text_of(content))
    text = str(form.get("text", "")).replace("\r\n", "\n")
    return _Given(text.encode("utf-8", "replace"), str(form.get("name", ""))[:200], text)


def _text_of(content: bytes) -> str:
    """What a text area can hold of a file: nothing of what is no text."""
    if len(content) > MOST_BYTES or b"\0" in content:
        return ""
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _file(given: _Given, units: UnitStore) -> Response:
    """The text as a file, called by its unit's id where it has one."""
    unit = check_unit(given.content, None, units).unit
    name = f"{unit.id}.yaml" if unit else "unit.yaml"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(given.content, media_type="application/yaml; charset=utf-8", headers=headers)


def _page(
    request: Request,
    entry: Entry[BaseModel],
    checked: CheckedUnit | None,
    text: str = "",
    *,
    status: int = 200,
    nothing: bool = False,
) -> Response:
    unit = checked.unit if checked else None
    template = "checked" if "hx-request" in request.headers else "check"
    return render(
        request,
        f"administration/units/{template}.html.j2",
        status=status,
        entry=entry,
        checked=checked,
        lines=lines_of(text, checked.findings) if checked else None,
        unit=unit,
        sheet=sheet_of(unit) if unit else None,
        nothing=nothing,
        nothing_typed=filled(),
    )
