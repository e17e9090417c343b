"""What the list of units tells of each."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Qualification


class UnitSummary(BaseModel):
    """An installed unit, in brief."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(
        description="What requests call the unit by.", examples=["build-and-maintain-effective-customer-relations"]
    )
    version: str = Field(description="Version of the unit's content, as its authors number it.", examples=["1.0.0"])
    title: str = Field(description="The unit's name.", examples=["Build and maintain effective customer relations"])
    sha256: str = Field(
        description="SHA-256 (hexadecimal) of the unit's file; results record it too.", examples=["a" * 64]
    )
    qualifications: tuple[Qualification, ...] = Field(description="The qualifications that the unit belongs to.")

    @classmethod
    def of(cls, loaded: LoadedUnit) -> UnitSummary:
        """The summary of a loaded unit."""
        unit = loaded.unit
        return cls(
            id=unit.id,
            version=unit.version,
            title=unit.title,
            sha256=loaded.sha256,
            qualifications=unit.qualifications,
        )
