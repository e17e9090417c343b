"""/retention: how long what is kept and why, what a sweep would remove, and what may not go."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentOriginals
from service.errors import ChangedMeanwhile, Conflict, Fault, RequestInvalid
from service.records.holds import NewHold, holds_of, lift, place
from service.records.retention_views import RetentionView, SweepView, set_retention
from service.retention.periods import LONGEST_DAYS, periods_of
from service.retention.sweep import look, sweep
from service.storage import Database
from service.storage.tables.people import Person
from service.storage.tables.records import LegalHold, RecordKind
from service.web.administration.routing import Version, pages
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = pages("/retention")
Keeper = Annotated[Actor, require(Permission.MANAGE_RECORDS)]


class NewPeriod(BaseModel):
    """How long one kind of record is to be kept."""

    model_config = ConfigDict(frozen=True)

    kind: RecordKind
    days: int = Field(ge=1, le=LONGEST_DAYS)


class HeldSubmission(BaseModel):
    """The submission that a hold is to be placed on."""

    model_config = ConfigDict(frozen=True)

    submission_id: UUID


@router.get("")
def show_retention(request: Request, actor: Keeper, database: CurrentDatabase) -> Response:
    """Every kind of record with its period, and every hold."""
    return _page(request, database, actor)


@router.post("")
def change_period(
    request: Request, version: Version, form: Posted, actor: Keeper, database: CurrentDatabase
) -> Response:
    """Change how long one kind is kept; the others stay as they are."""
    entry = read_form(NewPeriod, form)
    if entry.value is None:
        return _page(request, database, actor, entry=_at_its_field(entry), status=422)
    wanted = entry.value
    try:
        with database.write() as session:
            days = {**periods_of(session, actor.centre).days, wanted.kind: wanted.days}
            set_retention(session, actor, days, version)
    except ChangedMeanwhile:
        return _page(request, database, actor, entry=_at_its_field(entry), status=409, changed_meanwhile=True)
    except RequestInvalid as error:
        refused = entry.refused(Fault("#/days", error.faults[0].detail))
        return _page(request, database, actor, entry=_at_its_field(refused), status=422)
    return see_other("/retention", "retention_changed")


@router.get("/sweep")
def show_sweep(request: Request, actor: Keeper, database: CurrentDatabase) -> Response:
    """What the next sweep would remove; nothing is changed."""
    found = SweepView.of(look(database, actor.centre))
    return render(request, "administration/records/sweep.html.j2", found=found, done=None)


@router.post("/sweep")
def sweep_now(request: Request, actor: Keeper, database: CurrentDatabase, originals: CurrentOriginals) -> Response:
    """Remove what is due now, as the sweep of every night does."""
    done = SweepView.of(sweep(database, originals, actor.centre, actor))
    found = SweepView.of(look(database, actor.centre))
    return render(request, "administration/records/sweep.html.j2", found=found, done=done)


@router.post("/holds")
def hold_submission(request: Request, form: Posted, actor: Keeper, database: CurrentDatabase) -> Response:
    """Place a hold on a submission."""
    entry = read_form(HeldSubmission, form)
    if entry.value is None:
        return _page(request, database, actor, hold=entry, status=422)
    try:
        with database.write() as session:
            place(session, actor, NewHold(submission_id=entry.value.submission_id))
    except Conflict as error:
        refused = entry.refused(Fault("#/submission_id", str(error)))
        return _page(request, database, actor, hold=refused, status=409)
    return see_other("/retention", "hold_placed")


@router.post("/holds/{hold_id}/lifting")
def lift_hold(request: Request, hold_id: Annotated[UUID, Path()], actor: Keeper, database: CurrentDatabase) -> Response:
    """Lift a hold; nobody does so with one that is on her."""
    try:
        with database.write() as session:
            lift(session, actor, hold_id)
    except Conflict as error:
        return _page(request, database, actor, refusal=str(error), status=409)
    return see_other("/retention", "hold_lifted")


def _page(
    request: Request,
    database: Database,
    actor: Actor,
    *,
    entry: Entry[NewPeriod] | Entry[BaseModel] | None = None,
    hold: Entry[HeldSubmission] | None = None,
    refusal: str = "",
    status: int = 200,
    changed_meanwhile: bool = False,
) -> Response:
    with database.read() as session:
        periods = periods_of(session, actor.centre)
        holds = _holds(session, actor)
    return render(
        request,
        "administration/records/retention.html.j2",
        status=status,
        kinds=RetentionView.of(periods).kinds,
        version=periods.version,
        holds=holds,
        entry=entry or filled(),
        hold=hold or filled(),
        refusal=refusal,
        changed_meanwhile=changed_meanwhile,
    )


def _at_its_field(entry: Entry[NewPeriod]) -> Entry[NewPeriod]:
    """The same entry with what is wrong at the field of its kind, of which the page has one for each."""
    kind = entry.text("kind")
    named = {f"days-{kind}" if name == "days" else name: words for name, words in entry.errors.items()}
    return Entry({**entry.typed, f"days-{kind}": entry.text("days")}, named)


def _holds(session: Session, actor: Actor) -> list[tuple[LegalHold, str, str]]:
    """Each hold, whom it is on and who placed it, by name."""
    holds = holds_of(session, actor.centre)
    ids = {one for hold in holds for one in (hold.person_id, hold.placed_by) if one}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all()
    names: dict[UUID, str] = {row.id: row.name for row in rows}
    return [
        (hold, names.get(hold.person_id, "") if hold.person_id else "", names.get(hold.placed_by, "")) for hold in holds
    ]
