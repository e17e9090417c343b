"""What somebody typed into a form, read into a schema; or what is wrong with it, beside what she typed.

A page shows a form through the macros of ``templates/macros/forms.html.j2``, which take an `Entry`: nothing that was
typed is lost, and each fault stands at its field.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData

from service.bodies import MOST_FILES
from service.errors import Fault, RequestInvalid
from service.validation import faults_of
from service.web.form_faults import in_plain_words

Model = TypeVar("Model", bound=BaseModel)
_MOST_FIELDS = 500
_LONGEST_FIELD = 4 * 1024 * 1024


async def _posted(request: Request) -> AsyncIterator[FormData]:
    async with request.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD) as form:
        yield form


Posted = Annotated[FormData, Depends(_posted)]
"""The fields and files of a posted form."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[Model]):
    """A form as it was filled in. ``value`` is None where something is wrong with it.

    ``typed``: what stands in each field, a tuple where it can have several; ``errors``: what is wrong with a field and
    how to mend it, by its name, and under the empty name what is wrong with the whole.
    """

    typed: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    value: Model | None = None

    def text(self, name: str) -> str:
        """What stands in a field."""
        value = self.typed.get(name, "")
        return value if isinstance(value, str) else ", ".join(value)

    def chosen(self, name: str) -> tuple[str, ...]:
        """What is chosen in a field where several things can be."""
        value = self.typed.get(name, ())
        return (value,) if isinstance(value, str) else value

    def refused(self, *faults: Fault) -> Entry[Model]:
        """The same entry with what is wrong with it; JSON Pointers begin with the name of a field."""
        return replace(self, errors={**self.errors, **_by_field(faults)}, value=None)

    def refused_by(self, error: RequestInvalid) -> Entry[Model]:
        """The same entry with what a store found wrong with it."""
        return self.refused(*error.faults)


def filled(**values: str | tuple[str, ...]) -> Entry[BaseModel]:
    """A form with something in its fields before anybody typed."""
    return Entry(values)


def read_form(schema: type[Model], form: FormData, *, several: Sequence[str] = ()) -> Entry[Model]:
    """What was typed, as ``schema`` if it can be; files are left out.

    ``several``: names of fields that can have more than one value. An empty field counts as not filled in.
    """
    typed: dict[str, str | tuple[str, ...]] = {
        name: value.replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)
    }
    typed |= {name: tuple(value for value in form.getlist(name) if isinstance(value, str)) for name in several}
    given = {name: value for name, value in typed.items() if name in schema.model_fields and value != ""}
    try:
        return Entry(typed, value=schema.model_validate(given))
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False, include_context=False)
    return Entry(typed, errors=_by_field(faults_of(map(in_plain_words, found))))


def _by_field(faults: Sequence[Fault]) -> dict[str, str]:
    by_field: dict[str, str] = {}
    for fault in faults:
        by_field.setdefault(fault.pointer.removeprefix("#").removeprefix("/").split("/")[0], fault.detail)
    return by_field
