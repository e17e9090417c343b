"""Which decisions a page of the centre's audit looks at: as they are chosen on the page, and as the store is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from service.access import Actor
from service.consistency.schemas import AgreementQuery
from service.judging.columns import Source
from service.unit_store import UnitStore
from service.web.choices_of_centre import cohorts_to_choose, units_to_choose
from service.web.forms import Entry, filled, read_form

_BLIND = (Source.ASSESSMENT, Source.STANDARDISATION)


class Wanted(AgreementQuery):
    """What a page shows. A page with more to choose adds it in a class of its own."""

    judged: Literal["all", "blind"] = "all"

    def query(self) -> AgreementQuery:
        """What is asked of the store."""
        own = self.model_dump(include=set(AgreementQuery.model_fields) - {"source"})
        return AgreementQuery(source=_BLIND if self.judged == "blind" else (), **own)


Chosen = TypeVar("Chosen", bound=Wanted)


@dataclass(frozen=True, slots=True)
class Filters(Generic[Chosen]):
    """What was chosen, and what the form shows: ``entry`` is what was typed, with what is wrong with it."""

    wanted: Chosen
    entry: Entry[Chosen]

    @property
    def query(self) -> AgreementQuery:
        """What is asked of the store."""
        return self.wanted.query()

    @property
    def status(self) -> int:
        """The status that the page answers with."""
        return 200 if self.entry.value else 422

    def address(self, path: str) -> str:
        """The API's address of the same figures."""
        asked = self.query.model_dump(mode="json", exclude_defaults=True)
        return path + (f"?{urlencode(asked, doseq=True)}" if asked else "")

    def choices(self, session: Session, actor: Actor, units: UnitStore) -> Mapping[str, Any]:
        """What ``centre/filters.html.j2`` needs to show them."""
        return {
            "entry": self.entry,
            "units": units_to_choose(units),
            "cohorts": cohorts_to_choose(session, actor),
        }


def read_filters(request: Request, kind: type[Chosen]) -> Filters[Chosen]:
    """What the address asks for; where that makes no sense, what is usual, with the faults in the entry."""
    entry = read_form(kind, FormData(dict(request.query_params)))
    wanted = entry.value or kind()
    usual = filled(**wanted.model_dump(exclude=set(AgreementQuery.model_fields)))
    # What is no date cannot stand in a field for dates.
    typed = {name: value for name, value in entry.typed.items() if name not in entry.errors}
    return Filters(wanted, Entry({**usual.typed, **typed}, entry.errors, entry.value))
