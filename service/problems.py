"""What an error looks like to a caller: RFC 9457 (application/problem+json), the same on every route."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from service.errors import Fault
from service.problem_type import ProblemType
from service.problem_types import INTERNAL_ERROR

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5


class FaultDetail(BaseModel):
    """One fault in a request."""

    model_config = ConfigDict(frozen=True)

    pointer: str = Field(description="Where the fault is: a JSON Pointer (RFC 6901) into the body, as a URI fragment.")
    detail: str = Field(description="What is wrong there. Never quotes what was sent.")


class Problem(BaseModel):
    """What the body of every response with a status of 400 or more holds."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(description="URI of the kind of problem; it never changes, so programs can rely on it.")
    title: str = Field(description="The kind of problem in words; the same for every occurrence.")
    status: int = Field(ge=400, le=599, description="The response's HTTP status.")
    detail: str = Field(description="What happened and what to do about it. Never quotes what was sent.")
    instance: str = Field(description="URI of this occurrence; it ends with the request id, as in the service's log.")
    errors: tuple[FaultDetail, ...] = Field((), description="Every fault in the request; left out where there is none.")


PageOfProblem = Callable[[Request, Problem, Mapping[str, str]], Response | None]
"""Makes the page that shows a problem to a person; None where whoever asks is a program."""


def problem(kind: ProblemType, request_id: str, detail: str = "", faults: Sequence[Fault] = ()) -> Problem:
    """One occurrence of a kind of problem; without a ``detail`` of its own it gives the kind's advice."""
    return Problem(
        type=kind.uri,
        title=kind.title,
        status=kind.status,
        detail=detail or kind.advice,
        instance=f"urn:tallymark:request:{request_id}",
        errors=tuple(FaultDetail(pointer=fault.pointer, detail=fault.detail) for fault in faults),
    )


def problem_response(kind: ProblemType, body: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The response that carries a problem."""
    retry = {"Retry-After": str(RETRY_AFTER_SECONDS)} if kind.retry else {}
    content = body.model_dump_json(exclude_defaults=True)
    return Response(content, kind.status, headers={**retry, **(headers or {})}, media_type=MEDIA_TYPE)


def answer(request: Request, kind: ProblemType, body: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The response that carries a problem: a page where a person looks at it in a browser."""
    response = problem_response(kind, body, headers)
    page_of_problem: PageOfProblem = request.app.state.page_of_problem
    return page_of_problem(request, body, response.headers) or response


def describe_problems(*kinds: ProblemType) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI responses of a route that can answer with these kinds of problem, an example of each."""
    ordered = sorted({*kinds, INTERNAL_ERROR}, key=lambda kind: (kind.status, kind.name))
    return {
        int(status): _describe_status(list(group)) for status, group in groupby(ordered, key=lambda kind: kind.status)
    }


def _describe_status(kinds: Sequence[ProblemType]) -> dict[str, Any]:
    return {
        "description": "; ".join(f"{kind.title} (`{kind.name}`)" for kind in kinds),
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {kind.name: {"value": _example(kind)} for kind in kinds},
            }
        },
    }


def _example(kind: ProblemType) -> dict[str, Any]:
    faults = [Fault("#/text", "Field required")] if kind.name == "invalid-request" else []
    return problem(kind, "5f0c0b7e9d4a4f0f8f5d1c2b3a495867", faults=faults).model_dump(exclude_defaults=True)
