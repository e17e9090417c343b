"""Forms of the comment bank: a comment with its place, and what of the bank somebody wants to see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from service.comment_bank.schemas import BankCommentView, BankCommentWanted, BankQuery, Words
from service.errors import Fault, RequestInvalid
from service.validation import faults_of
from service.web.forms import Entry

_PARTED = "|"
_FIELDS = {"unit": "place", "marking_point": "place"}


class Comment(BaseModel):
    """A comment as it is typed. ``place``: a unit's id, or that and a marking point's; ``version``: the one changed."""

    model_config = ConfigDict(frozen=True)

    place: Annotated[str, StringConstraints(max_length=201)]
    content: Words
    version: int = Field(0, ge=0)

    def wanted(self) -> BankCommentWanted:
        """The same as the store takes it."""
        unit, _, point = self.place.partition(_PARTED)
        return BankCommentWanted(unit=unit, marking_point=point or None, content=self.content)


def place_of(unit: str, marking_point: str | None) -> str:
    """A place as the form names it."""
    return f"{unit}{_PARTED}{marking_point}" if marking_point else unit


def typed_of(comment: BankCommentView) -> dict[str, str]:
    """The fields of the form for a comment that there is."""
    place = place_of(comment.unit, comment.marking_point)
    return {"place": place, "content": comment.content, "version": str(comment.version)}


def refused_by(entry: Entry[Comment], error: RequestInvalid) -> Entry[Comment]:
    """The form with what the store found wrong, at the fields that the page has."""
    faults = (Fault("#/" + _FIELDS.get(name := fault.pointer[2:], name), fault.detail) for fault in error.faults)
    return entry.refused(*faults)


def query_of(fields: Mapping[str, str]) -> BankQuery:
    """What of the bank to show, from the parameters of an address; empty ones count as left out.

    Raises RequestInvalid.
    """
    unit, _, point = fields.get("place", "").partition(_PARTED)
    typed = {"unit": unit, "marking_point": point, "search": fields.get("search"), "after": fields.get("after")}
    given = {name: value for name, value in typed.items() if value}
    try:
        return BankQuery.model_validate(given)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False, include_context=False)
    raise RequestInvalid(faults_of(found))
