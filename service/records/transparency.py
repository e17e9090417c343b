"""GET /v1/transparency: what learners are told about the program that helps to assess their work."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from nlp.config import program_version
from service import problem_types as types
from service.access import public
from service.access.requiring import identify
from service.dependencies import CurrentAnalysers, CurrentDatabase, CurrentUnits
from service.problems import describe_problems
from service.records.tag import TAG
from service.retention.periods import periods_of, shipped
from service.storage.tables.records import RecordKind

router = APIRouter(prefix="/v1/transparency", tags=[TAG["name"]], dependencies=[Depends(public)])


class Told(BaseModel):
    """The wording of `transparency.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    summary: str = Field(description="The whole in a few sentences.")
    looks_at: tuple[str, ...] = Field(description="What the program looks at.")
    never_does: tuple[str, ...] = Field(description="What it never does.")
    who_decides: str = Field(description="Who decides, and what is recorded of the program's part.")
    how_to_contest: str = Field(description="What to do against a decision.")
    your_rights: tuple[str, ...] = Field(description="What learners can ask for.")


class KeptFor(BaseModel):
    """How long a kind of record is kept."""

    model_config = ConfigDict(frozen=True)

    keeps: str = Field(description="What is kept.")
    days: int = Field(description="For how many days.")
    counted_from: str = Field(description="What they are counted from.")


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
        **_told().model_dump(),
        kept_for=_kept_for(days),
        program=program_version(),
        model=analysers.default().reference.model,
        units=tuple(
            UnitInUse(id=loaded.unit.id, title=loaded.unit.title, version=loaded.unit.version, sha256=loaded.sha256)
            for loaded in units.all()
        ),
    )


def _kept_for(days: dict[RecordKind, int]) -> tuple[KeptFor, ...]:
    return tuple(
        KeptFor(keeps=period.keeps, days=days[kind], counted_from=period.counted_from)
        for kind, period in shipped().items()
    )


@cache
def _told() -> Told:
    content = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return Told.model_validate(content)
