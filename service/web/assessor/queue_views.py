"""The queue as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from criteria_bank.errors import CriteriaBankError
from service.access import Actor, Permission
from service.queue.schemas import GroupView, QueueItem, QueueQuery
from service.queue.store import next_to_take, read_item, read_queue
from service.queue.workload import assessors_of
from service.storage.tables.people import Cohort
from service.storage.tables.submissions import State
from service.unit_store import UnitStore
from service.web.assessor.queue_query import address_of, is_filtered, pairs_of
from service.web.forms import Entry, filled

_BEGUN_SHOWN = 5
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A submission in the queue. ``mine``: whether it is her own work; ``given``: whether it can be given out."""

    item: QueueItem
    unit: str
    cohort: str
    mine: bool
    given: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one group on this page."""

    group: GroupView
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A group with the address that shows it alone, or everything where it is shown alone already."""

    group: GroupView
    address: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """The form that filters the queue: what stands in it, what can be chosen, and fields that it carries along."""

    entry: Entry[BaseModel]
    whose: Choices
    cohorts: Choices
    units: Choices
    carried: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QueueView:
    """The page. ``begun``: what she has in assessment; ``next_one``: what she would take, as far as she filters."""

    filters: Filters
    groups: tuple[GroupLink, ...]
    sections: tuple[Section, ...]
    total: int
    begun: tuple[Row, ...]
    next_one: Row | None
    fields: tuple[tuple[str, str], ...]
    everything: str
    """Address without the filter of the group."""
    first: str | None
    next: str | None
    filtered: bool
    assessors: Choices
    """To whom work can be given by who looks; none where she gives out none."""


def queue_view(session: Session, actor: Actor, units: UnitStore, query: QueueQuery) -> QueueView:
    """What ``actor`` sees of the queue by these filters."""
    cohorts = _cohorts(session, actor)
    names = _Names(units, dict(cohorts), actor)
    page = read_queue(session, actor, query)
    first = page.groups is not None
    groups = (
        page.groups or read_queue(session, actor, query.model_copy(update={"after": None, "limit": 1})).groups or ()
    )
    people = tuple((str(person_id), name) for person_id, name in assessors_of(session, actor.centre))
    allocates = actor.may(Permission.ALLOCATE)
    return QueueView(
        filters=_filters(query, people if allocates else (), cohorts, units, assesses=actor.may(Permission.ASSESS)),
        groups=tuple(_link(query, group) for group in groups),
        sections=tuple(_sections(names, groups, page.items)),
        total=sum(group.count for group in groups if not query.group or group.id in query.group),
        begun=_begun(session, actor, names) if actor.may(Permission.ASSESS) else (),
        next_one=_next(session, actor, names, query) if actor.may(Permission.ASSESS) else None,
        fields=tuple(pairs_of(query)),
        everything=address_of(query, group=None),
        first=None if first else address_of(query),
        next=address_of(query, after=page.next) if page.next else None,
        filtered=is_filtered(query),
        assessors=people if allocates else (),
    )


class _Names:
    """What units and cohorts are called, and rows with those names."""

    def __init__(self, units: UnitStore, cohorts: Mapping[str, str], actor: Actor) -> None:
        self._units, self._cohorts, self._actor = units, cohorts, actor

    def unit(self, unit_id: str) -> str:
        try:
            return self._units.get(unit_id).unit.title
        except CriteriaBankError:
            # One that was removed, or has a fault: what waits for it is still to be seen.
            return unit_id

    def row(self, item: QueueItem) -> Row:
        return Row(
            item,
            unit=self.unit(item.unit),
            cohort=self._cohorts.get(str(item.cohort), ""),
            mine=item.assessor is not None and item.assessor.id == self._actor.person_id,
            given=self._actor.may(Permission.ALLOCATE) and item.state is State.SUBMITTED,
        )


def _sections(names: _Names, groups: tuple[GroupView, ...], items: tuple[QueueItem, ...]) -> list[Section]:
    by_id = {group.id: group for group in groups}
    found = groupby(items, key=lambda item: item.group)
    return [Section(by_id[group], tuple(map(names.row, rows))) for group, rows in found if group in by_id]


def _link(query: QueueQuery, group: GroupView) -> GroupLink:
    alone = query.group == (group.id,)
    return GroupLink(group, address_of(query, group=None if alone else group.id), alone)


def _begun(session: Session, actor: Actor, names: _Names) -> tuple[Row, ...]:
    hers = QueueQuery(assessor="me", state=(State.IN_ASSESSMENT,), limit=_BEGUN_SHOWN)
    return tuple(map(names.row, read_queue(session, actor, hers, counted=False).items))


def _next(session: Session, actor: Actor, names: _Names, query: QueueQuery) -> Row | None:
    submission_id: UUID | None = next_to_take(session, actor, query)
    return names.row(read_item(session, actor, submission_id)) if submission_id else None


def _filters(query: QueueQuery, people: Choices, cohorts: Choices, units: UnitStore, *, assesses: bool) -> Filters:
    fields = dict(pairs_of(query, group=None, reason=None))
    mine: Choices = (("me", ""),) if assesses else ()
    return Filters(
        entry=filled(**fields),
        whose=(*mine, ("nobody", ""), *people),
        cohorts=cohorts,
        units=_installed(units),
        carried=tuple(pair for pair in pairs_of(query) if pair[0] in ("group", "reason")),
    )


def _installed(units: UnitStore) -> Choices:
    try:
        return tuple((loaded.unit.id, loaded.unit.title) for loaded in units.all())
    except CriteriaBankError:
        return ()


def _cohorts(session: Session, actor: Actor) -> Choices:
    of_centre = select(Cohort.id, Cohort.name).where(Cohort.centre_id == actor.centre).order_by(Cohort.name)
    return tuple((str(cohort_id), name) for cohort_id, name in session.execute(of_centre))
