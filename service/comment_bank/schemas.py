"""What is sent and told about the comments in somebody's bank."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.pages import PageQuery, Wanted
from service.storage.tables.comments import BankComment

LONGEST = 2000
"""Characters of a comment."""
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST, pattern=r"^[^\x00]*$")
]


class BankQuery(PageQuery):
    """The query parameters of the bank."""

    unit: Wanted | None = Field(None, description="Only those for this unit.")
    marking_point: Wanted | None = Field(
        None, description="Only those for this marking point, and those of the unit that belong to none."
    )
    search: Wanted | None = Field(None, min_length=1, description="Only those that hold this, whatever the case.")


class BankCommentWanted(BaseModel):
    """A comment as it is to be kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Wanted = Field(description="Id of the unit that it is for.")
    marking_point: Wanted | None = Field(None, description="Id of the marking point that it is for; null: of none.")
    content: Words = Field(description="The words. Leave out what identifies a learner or anybody else.")


class BankCommentView(BaseModel):
    """A comment in one's bank."""

    model_config = ConfigDict(frozen=True)

    id: UUID = Field(description="The comment's id.")
    unit: str = Field(description="Id of the unit that it is for.")
    marking_point: str | None = Field(description="Id of the marking point that it is for; null: of none.")
    content: str = Field(description="The words.")
    created_at: datetime = Field(description="When it was added.")
    changed_at: datetime = Field(description="When it was changed last.")
    version: int = Field(description="Counts its changes; the ETag holds it too.")

    @classmethod
    def of(cls, comment: BankComment) -> BankCommentView:
        """As its owner sees it."""
        return cls(
            id=comment.id,
            unit=comment.unit_id,
            marking_point=comment.marking_point,
            content=comment.content,
            created_at=comment.created_at,
            changed_at=comment.changed_at,
            version=comment.version,
        )
