"""/settings/characteristics: what a centre records of its learners, to see whether all are judged alike."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, BeforeValidator, ConfigDict

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.errors import ChangedMeanwhile, Conflict, Fault
from service.people.centres.store import centre_of
from service.people.characteristics.changing import (
    add_one,
    change_one,
    one_listed,
    recorded_of_how_many,
    remove_one,
)
from service.people.characteristics.schemas import LEAST, Key, ListedCharacteristic, Options
from service.people.characteristics.store import listed
from service.people.fields import ShortLine
from service.storage import Database
from service.web.administration.routing import Version, pages
from service.web.forms import Entry, Posted, filled, read_form
from service.web.languages import mark
from service.web.redirects import see_other
from service.web.rendering import render

ADDRESS = "/settings/characteristics"
router = pages(ADDRESS)
CentreAdmin = Annotated[Actor, require(Permission.MANAGE_CENTRE)]
OfKey = Annotated[str, Path(max_length=40)]
_TOO_FEW = mark("Write at least two, each on a line of its own.")
_NOT_TICKED = mark("Tick this, as it cannot be undone.")


def _lines(typed: object) -> object:
    lines = [line.strip() for line in str(typed).splitlines() if line.strip()]
    if len(lines) < LEAST:
        raise ValueError(_TOO_FEW)
    return lines


class Typed(BaseModel):
    """What can be changed of something that is recorded; options one a line."""

    model_config = ConfigDict(frozen=True)

    name: ShortLine
    protected: bool = False
    options: Annotated[Options, BeforeValidator(_lines)]


class NewTyped(Typed):
    """Something more to be recorded."""

    key: Key


class Removal(BaseModel):
    """That whoever removes it means it."""

    model_config = ConfigDict(frozen=True)

    sure: Literal["true"]


@router.get("")
def show_characteristics(request: Request, actor: CentreAdmin, database: CurrentDatabase) -> Response:
    """What is recorded, and a form to add something."""
    return _list(request, database, actor, filled())


@router.post("")
def add(request: Request, form: Posted, actor: CentreAdmin, database: CurrentDatabase) -> Response:
    """Record one thing more."""
    entry = read_form(NewTyped, form)
    if entry.value is None:
        return _list(request, database, actor, entry, 422)
    try:
        with database.write() as session:
            add_one(session, actor, ListedCharacteristic(**entry.value.model_dump()))
    except Conflict as error:
        return _list(request, database, actor, entry.refused(Fault("#/key", str(error))), 409)
    return see_other(ADDRESS, "characteristic_added")


@router.get("/{characteristic}")
def show_characteristic(
    request: Request, characteristic: OfKey, actor: CentreAdmin, database: CurrentDatabase
) -> Response:
    """One, to be changed or removed."""
    return _page(request, database, actor, characteristic)


@router.post("/{characteristic}")
def change(
    *,
    request: Request,
    characteristic: OfKey,
    version: Version,
    form: Posted,
    actor: CentreAdmin,
    database: CurrentDatabase,
) -> Response:
    """Change it. Where somebody else changed the centre meanwhile, both are shown."""
    entry = read_form(Typed, form)
    if entry.value is None:
        return _page(request, database, actor, characteristic, entry=entry, status=422)
    try:
        with database.write() as session:
            one_listed(session, actor, characteristic)
            wanted = ListedCharacteristic(key=characteristic, **entry.value.model_dump())
            change_one(session, actor, wanted, version)
    except ChangedMeanwhile:
        return _page(request, database, actor, characteristic, entry=entry, status=409, changed_meanwhile=True)
    return see_other(ADDRESS, "characteristic_changed")


@router.post("/{characteristic}/removal")
def remove(
    request: Request, characteristic: OfKey, form: Posted, actor: CentreAdmin, database: CurrentDatabase
) -> Response:
    """Remove it, with what was recorded of it, where that was ticked."""
    entry = read_form(Removal, form)
    if entry.value is None:
        return _page(request, database, actor, characteristic, unsure=True, status=422)
    with database.write() as session:
        remove_one(session, actor, characteristic)
    return see_other(ADDRESS, "characteristic_removed")


def _list(request: Request, database: Database, actor: Actor, entry: Entry[Any], status: int = 200) -> Response:
    with database.read() as session:
        items = listed(session, actor).items
    template = "administration/settings/characteristics.html.j2"
    return render(request, template, status=status, items=items, entry=entry)


def _page(
    request: Request,
    database: Database,
    actor: Actor,
    key: str,
    *,
    entry: Entry[Any] | None = None,
    status: int = 200,
    changed_meanwhile: bool = False,
    unsure: bool = False,
) -> Response:
    with database.read() as session:
        version = centre_of(session, actor.centre).version
        one = one_listed(session, actor, key)
        learners = recorded_of_how_many(session, actor, key)
    present = filled(name=one.name, protected="true" if one.protected else "", options="\n".join(one.options))
    removal: Entry[Any] = filled()
    return render(
        request,
        "administration/settings/characteristic.html.j2",
        status=status,
        one=one,
        version=version,
        learners=learners,
        entry=entry or present,
        removal=removal.refused(Fault("#/sure", _NOT_TICKED)) if unsure else removal,
        changed_meanwhile=changed_meanwhile,
    )
