"""GET /v1/transparency: what learners are told about the program that helps to assess their work."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from nlp.config import program_version
from service import problem_types as types
from service.access import public
from service.access.requiring import identify
from service.dependencies import CurrentAnalysers, CurrentDatabase, CurrentUnits
from service.problems import describe_problems
from service.records.tag import TAG
from service.records.told import KeptFor, Told, kept_for, told
from service.retention.periods import periods_of, shipped

router = APIRouter(prefix="/v1/transparency", tags=[TAG["name"]], dependencies=[Depends(public)])


class UnitInUse(BaseModel):
    """A unit that accounts are laid against."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="Id of the unit; `GET /v1/units/{id}` shows every rule of it.")
    title: str = Field(description="Its name.")
    version: str = Field(description="Version of its content.")
    sha256: str = Field(description="SHA-256 of its file; every result records it.")


class Transparency(Told):
    """What learners are told: what the program does, who decides, how to contest, how long what is kept."""

    kept_for: tuple[KeptFor, ...] = Field(
        description="How long what is kept: in your centre if you are signed in, else where a centre sets nothing."
    )
    program: str = Field(description="Version of Tallymark.")
    model: str = Field(description="Name and version of the model that reads accounts.")
    units: tuple[UnitInUse, ...] = Field(description="The installed units.")


@router.get(
    "",
    name="get_transparency",
    summary="Read what learners are told about the program",
    responses=describe_problems(types.STARTING, types.MODEL_UNAVAILABLE, types.UNIT_UNAVAILABLE),
)
def get_transparency(
    request: Request, database: CurrentDatabase, analysers: CurrentAnalysers, units: CurrentUnits
) -> Transparency:
    """In words for learners. Nobody has to be signed in to read it."""
    actor = identify(request)
    days = {kind: period.days for kind, period in shipped().items()}
    if actor and actor.centre_id:
        with database.read() as session:
            days = dict(periods_of(session, actor.centre_id).days)
    return Transparency(
        **told().model_dump(),
        kept_for=kept_for(days),
        program=program_version(),
        model=analysers.default().reference.model,
        units=tuple(
            UnitInUse(id=loaded.unit.id, title=loaded.unit.title, version=loaded.unit.version, sha256=loaded.sha256)
            for loaded in units.all()
        ),
    )
