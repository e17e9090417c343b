"""/v1/me/comments: one's own bank of comments."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from service import problem_types as types
from service.access import Actor, Permission, require
from service.comment_bank.schemas import BankCommentView, BankCommentWanted, BankQuery
from service.comment_bank.store import add_comment, change_comment, comment_at, read_bank, remove_comment
from service.dependencies import CurrentDatabase, CurrentUnits
from service.pages import Page
from service.problem_groups import OF_CHANGES, OF_JSON, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.versions import ETAG, ExpectedVersion, etag

TAG = {"name": "comments", "description": "Comments that one keeps to use again. Nothing that was sent depends on it."}

router = APIRouter(prefix="/v1/me/comments", tags=[TAG["name"]])
ROUTERS = (router,)

Keeper = Annotated[Actor, require(Permission.KEEP_COMMENTS)]
CommentId = Annotated[UUID, Path(description="Id of a comment of one's own.")]
_OF_UNITS = (types.UNIT_NOT_FOUND, types.UNIT_UNAVAILABLE)


@router.get("", summary="List your comments", name="list_bank_comments", responses=describe_problems(*OF_PEOPLE))
def get_comments(
    query: Annotated[BankQuery, Query()], actor: Keeper, database: CurrentDatabase
) -> Page[BankCommentView]:
    """By unit and marking point, those for a whole unit first."""
    with database.read() as session:
        return read_bank(session, actor, query)


@router.post(
    "",
    summary="Keep a comment",
    name="add_bank_comment",
    status_code=status.HTTP_201_CREATED,
    response_description="The comment.",
    responses={
        200: {"model": BankCommentView, "description": "The comment, which was there already."},
        **describe_problems(*OF_PEOPLE, *OF_JSON, *_OF_UNITS, types.CONFLICT),
    },
)
def post_comment(
    wanted: BankCommentWanted, *, actor: Keeper, response: Response, database: CurrentDatabase, units: CurrentUnits
) -> BankCommentView:
    """For a unit, or for one of its marking points. The same words for the same place are kept once."""
    unit = units.get(wanted.unit).unit
    with database.write() as session:
        comment, added = add_comment(session, actor, wanted, unit)
        view = BankCommentView.of(comment)
    if not added:
        response.status_code = status.HTTP_200_OK
    response.headers["Location"] = f"/v1/me/comments/{view.id}"
    response.headers["ETag"] = etag(view.version)
    return view


@router.get(
    "/{comment_id}",
    summary="Read one of your comments",
    name="get_bank_comment",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_THINGS)},
)
def get_comment(comment_id: CommentId, actor: Keeper, response: Response, database: CurrentDatabase) -> BankCommentView:
    """The ETag of the answer is what a change needs."""
    with database.read() as session:
        view = BankCommentView.of(comment_at(session, actor, comment_id))
    response.headers["ETag"] = etag(view.version)
    return view


@router.put(
    "/{comment_id}",
    summary="Change one of your comments",
    name="change_bank_comment",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_CHANGES, *OF_JSON, *_OF_UNITS)},
)
def put_comment(
    comment_id: CommentId,
    *,
    wanted: BankCommentWanted,
    version: ExpectedVersion,
    actor: Keeper,
    response: Response,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> BankCommentView:
    """What was sent with it before stays as it was sent."""
    unit = units.get(wanted.unit).unit
    with database.write() as session:
        view = BankCommentView.of(change_comment(session, actor, comment_id, wanted, unit=unit, expected=version))
    response.headers["ETag"] = etag(view.version)
    return view


@router.delete(
    "/{comment_id}",
    summary="Remove one of your comments",
    name="remove_bank_comment",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_CHANGES),
)
def delete_comment(comment_id: CommentId, version: ExpectedVersion, actor: Keeper, database: CurrentDatabase) -> None:
    """It is gone for good. What was sent with it stays as it was sent."""
    with database.write() as session:
        remove_comment(session, actor, comment_id, version)
