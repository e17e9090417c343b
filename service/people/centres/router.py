"""/v1/centre, one's own, and /v1/centres for whoever runs the installation."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs
from service.pages import Page, PageQuery
from service.people.centres.schemas import CentreChange, CentreView, NewCentre
from service.people.centres.setting_up import set_up_centre
from service.people.centres.store import centre_of, change_centre, close_centre, page_of_centres, reopen_centre
from service.problem_groups import OF_CHANGES, OF_JSON, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.storage.columns import now
from service.storage.tables.people import Centre
from service.versions import ETAG, ExpectedVersion, etag

router = APIRouter(prefix="/v1", tags=["people"])
Runner = Annotated[Actor, require(Permission.MANAGE_CENTRES)]
CentreId = Annotated[UUID, Path(description="Id of a centre.")]


@router.get(
    "/centre",
    summary="Read about your centre",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_PEOPLE)},
)
def get_own_centre(
    actor: Annotated[Actor, require(Permission.READ_PEOPLE)], response: Response, database: CurrentDatabase
) -> CentreView:
    """Its settings. The ETag of the answer is what a change needs."""
    with database.read() as session:
        return _view(centre_of(session, actor.centre), response)


@router.patch(
    "/centre",
    name="change_own_centre",
    summary="Change your centre's settings",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_CHANGES, *OF_JSON)},
)
def patch_own_centre(
    change: CentreChange,
    version: ExpectedVersion,
    actor: Annotated[Actor, require(Permission.MANAGE_CENTRE)],
    response: Response,
    database: CurrentDatabase,
) -> CentreView:
    """What is left out stays. Settings count for what is begun from now on."""
    changes = {name: getattr(change, name) for name in change.model_fields_set}
    with database.write() as session:
        return _view(change_centre(session, actor, changes, version), response)


@router.get("/centres", summary="List all centres", responses=describe_problems(*OF_PEOPLE))
def list_centres(query: Annotated[PageQuery, Query()], actor: Runner, database: CurrentDatabase) -> Page[CentreView]:
    """By their names in addresses, closed ones too. Nothing of what they keep can be seen."""
    del actor
    with database.read() as session:
        return page_of_centres(session, query)


@router.post(
    "/centres",
    name="add_centre",
    summary="Set up a centre",
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(*OF_PEOPLE, *OF_JSON, types.CONFLICT),
)
def post_centre(
    wanted: NewCentre, actor: Runner, response: Response, database: CurrentDatabase, jobs: CurrentJobs
) -> CentreView:
    """With its first administrator, to whom a link to choose a password is mailed."""
    with database.write() as session:
        centre = set_up_centre(session, jobs, actor, wanted, now())
    response.headers["Location"] = f"/v1/centres/{centre.id}"
    return _view(centre, response)


@router.get(
    "/centres/{centre_id}",
    summary="Read about a centre",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_THINGS)},
)
def get_centre(centre_id: CentreId, actor: Runner, response: Response, database: CurrentDatabase) -> CentreView:
    """Its settings, and nothing of what it keeps."""
    del actor
    with database.read() as session:
        return _view(centre_of(session, centre_id), response)


@router.put(
    "/centres/{centre_id}/closure",
    name="close_centre",
    summary="Close a centre",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS),
)
def put_closure(centre_id: CentreId, actor: Runner, database: CurrentDatabase) -> None:
    """All its sessions end and nobody of it can sign in. What it keeps stays, for as long as it has to."""
    with database.write() as session:
        close_centre(session, actor, centre_id, now())


@router.delete(
    "/centres/{centre_id}/closure",
    name="reopen_centre",
    summary="Open a closed centre again",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS),
)
def delete_closure(centre_id: CentreId, actor: Runner, database: CurrentDatabase) -> None:
    """Its people can sign in as before."""
    with database.write() as session:
        reopen_centre(session, actor, centre_id)


def _view(centre: Centre, response: Response) -> CentreView:
    response.headers["ETag"] = etag(centre.version)
    return CentreView.of(centre)
