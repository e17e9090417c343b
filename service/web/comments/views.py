"""The comment bank as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from pydantic import BaseModel
from sqlalchemy.orm import Session

from criteria_bank.errors import CriteriaBankError
from service.access import Actor
from service.comment_bank.schemas import BankCommentView, BankQuery
from service.comment_bank.store import read_bank
from service.unit_store import UnitStore
from service.web.comments.forms import place_of
from service.web.forms import Entry, filled


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, or one of its marking points, that comments can be for. ``point`` is empty for the whole unit."""

    value: str
    unit: str
    point: str
    label: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The comments for one place."""

    place: Place
    comments: tuple[BankCommentView, ...]


@dataclass(frozen=True, slots=True)
class BankView:
    """The page. ``several_units``: whether units have to be told apart."""

    shelves: tuple[Shelf, ...]
    places: tuple[Place, ...]
    several_units: bool
    filters: Entry[BaseModel]
    filtered: bool
    first: str | None
    next: str | None


def bank_view(session: Session, actor: Actor, units: UnitStore, query: BankQuery) -> BankView:
    """The comments of ``actor``'s own by place, as far as she asks for."""
    page = read_bank(session, actor, query)
    places = places_of(units)
    known = {place.value: place for place in places}
    by_place = groupby(page.items, key=lambda comment: place_of(comment.unit, comment.marking_point))
    shelves = (Shelf(known.get(value) or _gone(comments[0]), comments) for value, comments in _kept(by_place))
    wanted = {"place": place_of(query.unit or "", query.marking_point), "search": query.search or ""}
    fields = {name: value for name, value in wanted.items() if value}
    return BankView(
        shelves=tuple(shelves),
        places=places,
        several_units=len({place.unit for place in places}) > 1,
        filters=filled(**fields),
        filtered=bool(fields),
        first=_address(fields) if query.after else None,
        next=_address(fields | {"after": page.next}) if page.next else None,
    )


def places_of(units: UnitStore) -> tuple[Place, ...]:
    """Every place that a comment can be for: each installed unit, then its marking points."""
    try:
        installed = [loaded.unit for loaded in units.all()]
    except CriteriaBankError:
        return ()
    return tuple(
        Place(place_of(unit.id, point), unit.title, point or "", label)
        for unit in installed
        for point, label in ((None, ""), *((point.id, point.label) for point in unit.marking_points))
    )


def _kept(by_place: groupby[str, BankCommentView]) -> list[tuple[str, tuple[BankCommentView, ...]]]:
    return [(value, tuple(comments)) for value, comments in by_place]


def _gone(comment: BankCommentView) -> Place:
    """The place of comments for a unit or a point that is not installed any more."""
    return Place(place_of(comment.unit, comment.marking_point), comment.unit, comment.marking_point or "", "")


def _address(fields: dict[str, str]) -> str:
    return f"/comments?{urlencode(fields)}" if fields else "/comments"
