"""/v1/people: the people of one's own centre."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status
from sqlalchemy.orm import Session

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs
from service.pages import Page
from service.people.directory.changing import change_person, deactivate, end_access, reactivate
from service.people.directory.inviting import enter, invite
from service.people.directory.listing import list_people as page_of_people
from service.people.directory.schemas import NewPerson, PeopleQuery, PersonChange, PersonView
from service.people.finding import person_at, roles_of
from service.problem_groups import OF_CHANGES, OF_JSON, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.storage.columns import now
from service.storage.tables.people import Person
from service.versions import ETAG, ExpectedVersion, etag

router = APIRouter(prefix="/v1/people", tags=["people"])
Reader = Annotated[Actor, require(Permission.READ_PEOPLE)]
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]
PersonId = Annotated[UUID, Path(description="Id of a person of your centre.")]


@router.get("", summary="List the people of your centre", responses=describe_problems(*OF_PEOPLE))
def list_people(query: Annotated[PeopleQuery, Query()], actor: Reader, database: CurrentDatabase) -> Page[PersonView]:
    """By name. People whose data were erased are not listed."""
    with database.read() as session:
        return page_of_people(session, actor.centre, query)


@router.post(
    "",
    name="add_person",
    summary="Enter a person",
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(*OF_PEOPLE, *OF_JSON, types.CONFLICT),
)
def post_person(
    wanted: NewPerson, actor: Manager, response: Response, database: CurrentDatabase, jobs: CurrentJobs
) -> PersonView:
    """She can sign in once she has chosen a password with the mailed link, or by single sign-on at once."""
    with database.write() as session:
        person = enter(session, jobs, actor, wanted, now())
    response.headers["Location"] = f"/v1/people/{person.id}"
    response.headers["ETag"] = etag(person.version)
    return PersonView.of(person, frozenset(wanted.roles))


@router.get(
    "/{person_id}",
    summary="Read about a person",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_THINGS)},
)
def get_person(person_id: PersonId, actor: Reader, response: Response, database: CurrentDatabase) -> PersonView:
    """The ETag of the answer is what a change needs."""
    with database.read() as session:
        return _view(session, person_at(session, actor.centre, person_id), response)


@router.patch(
    "/{person_id}",
    name="change_person",
    summary="Change a person's name, address, number or roles",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_CHANGES, *OF_JSON)},
)
def patch_person(
    *,
    person_id: PersonId,
    change: PersonChange,
    version: ExpectedVersion,
    actor: Manager,
    response: Response,
    database: CurrentDatabase,
) -> PersonView:
    """What is left out stays. A centre keeps at least one administrator."""
    changes = {name: getattr(change, name) for name in change.model_fields_set}
    with database.write() as session:
        person = change_person(session, actor, person_id, changes, version=version, at=now())
        return _view(session, person, response)


@router.put(
    "/{person_id}/deactivation",
    name="deactivate_person",
    summary="Let a person sign in no more",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS, types.CONFLICT),
)
def put_deactivation(person_id: PersonId, actor: Manager, database: CurrentDatabase) -> None:
    """Her sessions, tokens and mailed links end at once; her work and her decisions stay."""
    with database.write() as session:
        deactivate(session, actor, person_id, now())


@router.delete(
    "/{person_id}/deactivation",
    name="reactivate_person",
    summary="Let a person sign in again",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS),
)
def delete_deactivation(person_id: PersonId, actor: Manager, database: CurrentDatabase) -> None:
    """With the password and the roles that she had. Tokens do not come back."""
    with database.write() as session:
        reactivate(session, actor, person_id)


@router.post(
    "/{person_id}/invitation",
    name="invite_person",
    summary="Mail a person a link to choose a password",
    status_code=status.HTTP_202_ACCEPTED,
    responses=describe_problems(*OF_THINGS, types.CONFLICT),
)
def post_invitation(person_id: PersonId, actor: Manager, database: CurrentDatabase, jobs: CurrentJobs) -> None:
    """Once more, where the first one was lost or its time is over. Nobody but she sees the link."""
    with database.write() as session:
        invite(session, jobs, actor, person_id, now())


@router.delete(
    "/{person_id}/sessions",
    name="end_sessions_of_person",
    summary="End all sessions of a person",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS),
)
def delete_sessions(person_id: PersonId, actor: Manager, database: CurrentDatabase) -> None:
    """And revoke her tokens, such as when a device of hers was lost. She can sign in anew."""
    with database.write() as session:
        end_access(session, actor, person_id, now())


def _view(session: Session, person: Person, response: Response) -> PersonView:
    response.headers["ETag"] = etag(person.version)
    return PersonView.of(person, roles_of(session, [person.id])[person.id])
