"""/comments: one's own bank of comments."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from criteria_bank.errors import UnitNotFound
from criteria_bank.schema import Unit
from service.access import Actor, Permission, require
from service.comment_bank.schemas import BankCommentView
from service.comment_bank.store import add_comment, change_comment, comment_at, remove_comment
from service.dependencies import CurrentDatabase, CurrentUnits
from service.errors import ChangedMeanwhile, Conflict, Fault, RequestInvalid
from service.unit_store import UnitStore
from service.web.comments.forms import Comment, query_of, refused_by, typed_of
from service.web.comments.views import bank_view, places_of
from service.web.forms import Entry, Posted, filled, read_form
from service.web.languages import mark
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
ROUTERS = (router,)

Keeper = Annotated[Actor, require(Permission.KEEP_COMMENTS)]
CommentId = Annotated[UUID, Path()]


@router.get("/comments")
def comments_page(request: Request, actor: Keeper, database: CurrentDatabase, units: CurrentUnits) -> Response:
    """What she keeps, by unit and marking point, and a form for another."""
    query = query_of(request.query_params)
    with database.read() as session:
        view = bank_view(session, actor, units, query)
    entry = filled(place=request.query_params.get("place", ""))
    return render(request, "comments/bank.html.j2", view=view, entry=entry, open=False)


@router.post("/comments")
def add(request: Request, *, form: Posted, actor: Keeper, database: CurrentDatabase, units: CurrentUnits) -> Response:
    """Keep another comment."""
    entry, status = read_form(Comment, form), 422
    if entry.value:
        try:
            wanted, unit = entry.value.wanted(), _unit(units, entry.value)
            with database.write() as session:
                comment, added = add_comment(session, actor, wanted, unit)
                where = f"/comments#comment-{comment.id}"
            return see_other(where, notice="comment_kept" if added else "comment_kept_already")
        except RequestInvalid as error:
            entry = refused_by(entry, error)
        except Conflict as error:
            entry, status = entry.refused(Fault("#", str(error))), 409
    with database.read() as session:
        view = bank_view(session, actor, units, query_of({}))
    return render(request, "comments/bank.html.j2", status=status, view=view, entry=entry, open=True)


@router.get("/comments/{comment_id}")
def comment_page(
    comment_id: CommentId, request: Request, actor: Keeper, database: CurrentDatabase, units: CurrentUnits
) -> Response:
    """One comment, to change or to remove."""
    with database.read() as session:
        comment = BankCommentView.of(comment_at(session, actor, comment_id))
    return _show(request, units, comment, filled(**typed_of(comment)))


@router.post("/comments/{comment_id}")
def change(
    comment_id: CommentId,
    request: Request,
    *,
    form: Posted,
    actor: Keeper,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> Response:
    """Put other words in its place."""
    entry, status, stale = read_form(Comment, form), 422, False
    if entry.value:
        typed = entry.value
        try:
            unit = _unit(units, typed)
            with database.write() as session:
                change_comment(session, actor, comment_id, typed.wanted(), unit=unit, expected=typed.version)
            return see_other(f"/comments#comment-{comment_id}", notice="comment_changed")
        except RequestInvalid as error:
            entry = refused_by(entry, error)
        except (Conflict, ChangedMeanwhile) as error:
            entry, status, stale = entry.refused(Fault("#", _reason(error))), 409, isinstance(error, ChangedMeanwhile)
    with database.read() as session:
        comment = BankCommentView.of(comment_at(session, actor, comment_id))
    if stale:
        # She has seen what stands when she sends hers again.
        entry = replace(entry, typed={**entry.typed, "version": str(comment.version)})
    return _show(request, units, comment, entry, status=status, stale=stale)


@router.post("/comments/{comment_id}/removal")
def remove(
    comment_id: CommentId,
    request: Request,
    *,
    form: Posted,
    actor: Keeper,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> Response:
    """Remove it for good."""
    version = str(form.get("version", ""))
    try:
        with database.write() as session:
            remove_comment(session, actor, comment_id, int(version) if version.isdecimal() else 0)
        return see_other("/comments", notice="comment_removed")
    except (Conflict, ChangedMeanwhile) as error:
        reason = _reason(error)
    with database.read() as session:
        comment = BankCommentView.of(comment_at(session, actor, comment_id))
    entry = filled(**typed_of(comment)).refused(Fault("#", reason))
    return _show(request, units, comment, entry, status=409)


def _show(
    request: Request,
    units: UnitStore,
    comment: BankCommentView,
    entry: Entry[Comment] | Entry[BaseModel],
    *,
    status: int = 200,
    stale: bool = False,
) -> Response:
    context = {"comment": comment, "entry": entry, "places": places_of(units), "stale": stale}
    return render(request, "comments/comment.html.j2", status=status, **context)


def _unit(units: UnitStore, comment: Comment) -> Unit:
    """The unit that a comment is for; raises RequestInvalid where there is none."""
    try:
        return units.get(comment.wanted().unit).unit
    except UnitNotFound:
        raise RequestInvalid([Fault("#/unit", mark("Choose what the comment is for."))]) from None


def _reason(error: Conflict | ChangedMeanwhile) -> str:
    if isinstance(error, ChangedMeanwhile):
        return mark("You changed this comment elsewhere meanwhile. What stands now is shown below; send yours again.")
    return str(error)
