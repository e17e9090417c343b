"""/v1/cohorts: the cohorts of one's own centre."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status
from sqlalchemy.orm import Session

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.pages import Page, PageQuery
from service.people.cohorts.schemas import CohortChange, CohortView, Members, Membership, NewCohort
from service.people.cohorts.store import (
    add_cohort,
    change_cohort,
    cohort_at,
    members_of,
    page_of_cohorts,
    put_member,
    remove_cohort,
    remove_member,
    views_of,
)
from service.problem_groups import OF_CHANGES, OF_JSON, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.storage.tables.people import Cohort
from service.versions import ETAG, ExpectedVersion, etag

router = APIRouter(prefix="/v1/cohorts", tags=["people"])
Reader = Annotated[Actor, require(Permission.READ_PEOPLE)]
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]
CohortId = Annotated[UUID, Path(description="Id of a cohort of your centre.")]
PersonId = Annotated[UUID, Path(description="Id of a person of your centre.")]


@router.get("", summary="List the cohorts of your centre", responses=describe_problems(*OF_PEOPLE))
def list_cohorts(query: Annotated[PageQuery, Query()], actor: Reader, database: CurrentDatabase) -> Page[CohortView]:
    """By name, each with the number of its members."""
    with database.read() as session:
        return page_of_cohorts(session, actor.centre, query)


@router.post(
    "",
    name="add_cohort",
    summary="Set up a cohort",
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(*OF_PEOPLE, *OF_JSON, types.CONFLICT),
)
def post_cohort(wanted: NewCohort, actor: Manager, response: Response, database: CurrentDatabase) -> CohortView:
    """Without members at first."""
    with database.write() as session:
        cohort = add_cohort(session, actor, wanted.model_dump())
        response.headers["Location"] = f"/v1/cohorts/{cohort.id}"
        return _view(session, cohort, response)


@router.get(
    "/{cohort_id}",
    summary="Read about a cohort",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_THINGS)},
)
def get_cohort(cohort_id: CohortId, actor: Reader, response: Response, database: CurrentDatabase) -> CohortView:
    """The ETag of the answer is what a change needs."""
    with database.read() as session:
        return _view(session, cohort_at(session, actor.centre, cohort_id), response)


@router.patch(
    "/{cohort_id}",
    name="change_cohort",
    summary="Change a cohort's name or days",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_CHANGES, *OF_JSON)},
)
def patch_cohort(
    *,
    cohort_id: CohortId,
    change: CohortChange,
    version: ExpectedVersion,
    actor: Manager,
    response: Response,
    database: CurrentDatabase,
) -> CohortView:
    """What is left out stays."""
    changes = {name: getattr(change, name) for name in change.model_fields_set}
    with database.write() as session:
        return _view(session, change_cohort(session, actor, cohort_id, changes, version), response)


@router.delete(
    "/{cohort_id}",
    name="remove_cohort",
    summary="Remove a cohort",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_CHANGES),
)
def delete_cohort(cohort_id: CohortId, version: ExpectedVersion, actor: Manager, database: CurrentDatabase) -> None:
    """Only one that no submission belongs to."""
    with database.write() as session:
        remove_cohort(session, actor, cohort_id, version)


@router.get("/{cohort_id}/members", summary="List the members of a cohort", responses=describe_problems(*OF_THINGS))
def list_members(cohort_id: CohortId, actor: Reader, database: CurrentDatabase) -> Members:
    """By name."""
    with database.read() as session:
        return Members(items=tuple(members_of(session, cohort_at(session, actor.centre, cohort_id))))


@router.put(
    "/{cohort_id}/members/{person_id}",
    name="put_member",
    summary="Make somebody a member of a cohort",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS, *OF_JSON, types.CONFLICT),
)
def put_one_member(
    cohort_id: CohortId, person_id: PersonId, membership: Membership, actor: Manager, database: CurrentDatabase
) -> None:
    """As learner or as assessor, never as both."""
    with database.write() as session:
        put_member(session, actor, cohort_id, person_id, membership.role)


@router.delete(
    "/{cohort_id}/members/{person_id}",
    name="remove_member",
    summary="Remove a member from a cohort",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS),
)
def delete_member(cohort_id: CohortId, person_id: PersonId, actor: Manager, database: CurrentDatabase) -> None:
    """Submissions that she has handed in stay with the cohort."""
    with database.write() as session:
        remove_member(session, actor, cohort_id, person_id)


def _view(session: Session, cohort: Cohort, response: Response) -> CohortView:
    response.headers["ETag"] = etag(cohort.version)
    return views_of(session, [cohort])[0]
