"""What a centre records of its learners: the list, what is recorded of one, and her own look at it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.people.characteristics.schemas import Characteristics, Recorded, RecordedWanted
from service.people.characteristics.store import change_list, listed, record_of, recorded_of
from service.problem_groups import OF_JSON, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems

router = APIRouter(prefix="/v1", tags=["people"])
CentreAdmin = Annotated[Actor, require(Permission.MANAGE_CENTRE)]
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]
PersonId = Annotated[UUID, Path(description="Id of a learner of your centre.")]


@router.get(
    "/characteristics", summary="See what your centre records of learners", responses=describe_problems(*OF_PEOPLE)
)
def get_characteristics(actor: CentreAdmin, database: CurrentDatabase) -> Characteristics:
    """Nothing, unless an administrator has set it up."""
    with database.read() as session:
        return listed(session, actor)


@router.put(
    "/characteristics",
    summary="Set what your centre records of learners",
    responses=describe_problems(*OF_PEOPLE, *OF_JSON),
)
def put_characteristics(wanted: Characteristics, actor: CentreAdmin, database: CurrentDatabase) -> Characteristics:
    """All of it: what is left out is removed, with what was recorded of it."""
    with database.write() as session:
        return change_list(session, actor, wanted)


@router.get(
    "/people/{person_id}/characteristics",
    summary="See what is recorded of a learner",
    responses=describe_problems(*OF_THINGS),
)
def get_recorded(person_id: PersonId, actor: Manager, database: CurrentDatabase) -> Recorded:
    """For administrators alone; she sees it in the export of everything about her."""
    with database.read() as session:
        return recorded_of(session, actor, person_id)


@router.put(
    "/people/{person_id}/characteristics",
    summary="Record something of a learner",
    responses=describe_problems(*OF_THINGS, *OF_JSON, types.CONFLICT),
)
def put_recorded(person_id: PersonId, wanted: RecordedWanted, actor: Manager, database: CurrentDatabase) -> Recorded:
    """All of it: what is left out is removed. It is used in sums alone, and shown beside no work of hers."""
    with database.write() as session:
        return record_of(session, actor, person_id, wanted.values)
