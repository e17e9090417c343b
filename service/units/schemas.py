"""What the list of units tells of each, and what a check of one is asked and answered."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Qualification
from service.units.checking import CheckedUnit, Severity

MOST_FINDINGS = 500
"""Nobody mends more at a time; a file that is none of ours can have one on every line."""


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


class UnitText(BaseModel):
    """The text of a unit's file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(description="The file's content: YAML, at most 1 MiB.")
    name: str | None = Field(
        None,
        max_length=200,
        description="The file's name, which must be the unit's id with `.yaml` behind it; not compared where left out.",
        examples=["greeting-visitors.yaml"],
    )


class UnitFile(BaseModel):
    """The file of a unit."""

    file: bytes = Field(
        description="The file itself; its name must be the unit's id with `.yaml` behind it.",
        json_schema_extra={"contentMediaType": "application/octet-stream"},
    )


class FindingView(BaseModel):
    """Something about a unit's file."""

    model_config = ConfigDict(frozen=True)

    severity: Severity = Field(description="`error`: it cannot be used; `warning`: something should be looked at.")
    line: int = Field(ge=1, description="The line, 1 for the first.")
    column: int = Field(ge=1, description="The character on the line, 1 for the first.")
    message: str = Field(description="What it is.")
    remedy: str = Field(description="What to do about it.")


class UnitCheck(BaseModel):
    """What a check of a unit's file has found."""

    model_config = ConfigDict(frozen=True)

    usable: bool = Field(description="Whether there is no error.")
    sha256: str = Field(description="SHA-256 (hexadecimal) of what was checked.", examples=["a" * 64])
    id: str | None = Field(description="The unit's id; null where there are errors.", examples=["greeting-visitors"])
    version: str | None = Field(description="Its version; null where there are errors.", examples=["1.0.0"])
    title: str | None = Field(description="Its name; null where there are errors.", examples=["Greet visitors"])
    findings: tuple[FindingView, ...] = Field(description=f"The first {MOST_FINDINGS} findings, by line.")
    left_out: int = Field(ge=0, description="How many findings there are besides.")

    @classmethod
    def of(cls, checked: CheckedUnit) -> UnitCheck:
        """What is told of a check."""
        shown = tuple(
            FindingView(
                severity=finding.severity,
                line=finding.place.line,
                column=finding.place.column,
                message=finding.message,
                remedy=finding.remedy,
            )
            for finding in checked.findings[:MOST_FINDINGS]
        )
        unit = checked.unit
        return cls(
            usable=unit is not None,
            sha256=checked.sha256,
            id=unit.id if unit else None,
            version=unit.version if unit else None,
            title=unit.title if unit else None,
            findings=shown,
            left_out=len(checked.findings) - len(shown),
        )


def request_body() -> dict[str, Any]:
    """The OpenAPI description of the body of a check."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": UnitText.model_json_schema()},
            "multipart/form-data": {"schema": UnitFile.model_json_schema()},
        },
    }
