"""What learners are told about the program that helps to assess their work; the words are `transparency.yaml`'s."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from nlp.config import program_version
from service.analysers import Analysers
from service.records.told import KeptFor, Told, kept_for, told
from service.retention.periods import periods_of, shipped
from service.storage import Database
from service.unit_store import UnitStore


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


def transparency(database: Database, analysers: Analysers, units: UnitStore, centre_id: UUID | None) -> Transparency:
    """What learners are told, with the periods of their centre; without one, those that are shipped.

    Raises ServiceStarting, ModelUnavailable or UnitInvalid.
    """
    days = {kind: period.days for kind, period in shipped().items()}
    if centre_id is not None:
        with database.read() as session:
            days = dict(periods_of(session, centre_id).days)
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
