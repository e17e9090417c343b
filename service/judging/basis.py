"""What an audit rests on: how many decisions of how many people, from when to when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import Field

from service.judging.columns import Knowledge, Source
from service.judging.estimates import Answered

if TYPE_CHECKING:
    import pandas as pd


class Basis(Answered):
    """What an audit rests on."""

    decisions: int = Field(description="Decisions in the table, corrections included.")
    submissions: int = Field(description="Submissions that they are on.")
    assessors: int = Field(description="People who decided.")
    marking_points: int = Field(description="Marking points that they are on, of all units.")
    first: datetime | None = Field(description="When the first was made; null where there is none.")
    last: datetime | None = Field(description="When the last was made.")
    sources: dict[Source, int] = Field(description="How they came about.")
    knowledge: dict[Knowledge, int] = Field(description="What was known of the program's suggestion.")


def basis_of(table: pd.DataFrame) -> Basis:
    """The basis of a table of decisions."""
    sources, knowledge = table["source"].value_counts(), table["knowledge"].value_counts()
    return Basis(
        decisions=len(table),
        submissions=table["submission"].nunique(),
        assessors=table["assessor"].nunique(),
        marking_points=len(table[["unit", "marking_point"]].drop_duplicates()),
        first=table["decided_on"].min().to_pydatetime() if len(table) else None,
        last=table["decided_on"].max().to_pydatetime() if len(table) else None,
        sources={source: int(sources[source]) for source in Source if sources[source]},
        knowledge={known: int(knowledge[known]) for known in Knowledge if knowledge[known]},
    )
