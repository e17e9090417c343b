"""From pydantic's errors to faults that quote nothing of what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from service.errors import Fault, MediaTypeUnsupported, RequestInvalid, RequestMalformed, ServiceError

Model = TypeVar("Model", bound=BaseModel)
# Their place is a key that the caller made up.
_UNKNOWN_KEY = "extra_forbidden"


def parse_json(model: type[Model], body: bytes) -> Model:
    """Read a JSON body as ``model``.

    Raises:
        RequestMalformed: it is not JSON.
        RequestInvalid: it is, but not what the model asks for.
    """
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False, include_context=False)
    if any(fault["type"] == "json_invalid" for fault in errors):
        raise RequestMalformed("The body is not valid JSON in UTF-8.")
    raise RequestInvalid(faults_of(errors))


def error_of(errors: Sequence[Mapping[str, Any]], content_type: str) -> ServiceError:
    """What is wrong with a request whose parts the framework has read, from what it found."""
    if any(fault["type"] == "json_invalid" for fault in errors):
        return RequestMalformed("The body is not valid JSON in UTF-8.")
    if any(fault["loc"] == ("body",) for fault in errors) and not content_type.lower().startswith("application/json"):
        return MediaTypeUnsupported("Send application/json, and say so in Content-Type.")
    return RequestInvalid(faults_of([{**fault, "loc": _within_body(fault["loc"])} for fault in errors]))


def _within_body(place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return place[1:] if place[0] == "body" else place


def faults_of(errors: Iterable[Mapping[str, Any]]) -> tuple[Fault, ...]:
    """The faults that pydantic found, without the values and keys that were sent."""
    return tuple(_fault(error) for error in errors)


def _fault(error: Mapping[str, Any]) -> Fault:
    place = error["loc"]
    if error["type"] == _UNKNOWN_KEY:
        return Fault(_pointer(place[:-1]), "There is a member here that is not known. Remove it.")
    return Fault(_pointer(place), error["msg"])


def _pointer(place: Iterable[str | int]) -> str:
    return "#" + "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in place)
