"""What is told about a table of people that was sent."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.people.fields import Shown
from service.people.roster.headings import Column
from service.people.roster.taking_over import Outcome


class ImportQuery(BaseModel):
    """What to do with the table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dry_run: bool = Field(False, description="Whether to say what the table would change, and change nothing.")
    invite: bool = Field(False, description="Whether to mail those who are new a link to choose their password.")


class FaultyCell(Shown):
    """What is wrong in a row of the table."""

    row: int = Field(ge=1, description="The row, as a spreadsheet numbers it: 1 for the first of the file.")
    column: Column = Field(description="What the cell is meant to hold.")
    detail: str = Field(description="What is wrong and what to do. Never quotes what was sent.")


class ImportReport(Shown):
    """What a table of people changed or, in a dry run, would change."""

    dry_run: bool = Field(description="Whether nothing was changed.")
    rows: int = Field(ge=0, description="How many rows of the table are about somebody.")
    added: int = Field(ge=0, description="How many people are new.")
    changed: int = Field(ge=0, description="How many people who were there change, or join a cohort.")
    unchanged: int = Field(ge=0, description="How many people are as the table says already.")
    cohorts_added: int = Field(ge=0, description="How many cohorts are new.")
    invited: int = Field(ge=0, description="How many people are mailed a link to choose their password.")
    ignored_columns: tuple[str, ...] = Field(
        description="Columns that are not used because their heading is not known, by the spreadsheet's letters.",
        examples=[["F"]],
    )
    guessed_encoding: str | None = Field(
        description="The encoding in which a CSV file was read not in UTF-8: a guess, so look at names with accents.",
        examples=["cp1252"],
    )
    faults: tuple[FaultyCell, ...] = Field(
        description="Every fault, by row; a table with any is taken over only when all are corrected."
    )

    @classmethod
    def of(cls, outcome: Outcome, *, dry_run: bool) -> ImportReport:
        """The report of an outcome."""
        plan = outcome.plan
        faults = tuple(FaultyCell(row=fault.row, column=fault.column, detail=fault.detail) for fault in plan.faults)
        return cls(
            dry_run=dry_run,
            rows=len(outcome.table.rows),
            added=plan.added,
            changed=plan.changed,
            unchanged=plan.unchanged,
            cohorts_added=len(plan.new_cohorts),
            invited=outcome.invited,
            ignored_columns=tuple(outcome.ignored),
            guessed_encoding=outcome.table.guessed_encoding,
            faults=faults,
        )


class RosterFile(BaseModel):
    """A table of people."""

    file: bytes = Field(
        description="CSV or XLSX, at most 5 MiB and 5,000 people. The first row names the columns: `name` (or "
        "`first name` and `last name`) and `email` are needed, `role`, `reference` and `cohort` are not.",
        json_schema_extra={"contentMediaType": "application/octet-stream"},
    )


def request_body() -> dict[str, Any]:
    """The OpenAPI description of the body."""
    return {"required": True, "content": {"multipart/form-data": {"schema": RosterFile.model_json_schema()}}}
