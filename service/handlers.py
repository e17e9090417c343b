"""The one place where an exception becomes a response."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from criteria_bank import errors as bank
from nlp import errors as nlp
from service import errors as service
from service import problem_types as types
from service.allowed_methods import allow_header
from service.context import request_id
from service.logs import log_failure
from service.problem_mapping import problem_type
from service.problem_type import ProblemType
from service.problems import PageOfProblem, answer, problem
from service.storage.losing import is_lost
from service.validation import error_of

logger = logging.getLogger(__name__)

# What the framework raises itself: a broken form, an unknown address, a wrong method, our own limit on bodies.
BY_STATUS: Mapping[int, ProblemType] = {
    kind.status: kind
    for kind in (types.MALFORMED_REQUEST, types.NOT_FOUND, types.METHOD_NOT_ALLOWED, types.REQUEST_TOO_LARGE)
}
# Their messages promise to quote nothing of what was sent; those of other classes may.
_QUOTES_NOTHING = (nlp.DocumentError, service.ServiceError)
_OF_NOBODY = (service.NotSignedIn, service.SignInFailed)


def add_handlers(app: FastAPI, page_of_problem: PageOfProblem = lambda *_: None) -> None:
    """Turn our exceptions and the framework's into problems; `context.RequestContext` catches what is left."""
    app.state.page_of_problem = page_of_problem
    for tree in (bank.CriteriaBankError, nlp.NlpError, service.ServiceError, RequestValidationError, HTTPException):
        app.add_exception_handler(tree, handle)
    app.add_exception_handler(DBAPIError, handle_database)


def handle(request: Request, error: Exception) -> Response:
    """The response to a request that raised ``error``."""
    if isinstance(error, HTTPException):
        wrong_method = error.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        headers = allow_header(request) if wrong_method else error.headers
        return _respond(request, _of_status(error.status_code), headers=headers)
    if isinstance(error, RequestValidationError):
        # FastAPI's own answer would repeat what was sent.
        error = error_of(error.errors(), request.headers.get("content-type", ""))
    kind = problem_type(error)
    if kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, service.ServiceError):
        log_failure(logger, "request failed", error, request_id=request_id(request.scope))
    faults = error.faults if isinstance(error, service.RequestInvalid) else ()
    detail = str(error) if isinstance(error, _QUOTES_NOTHING) else ""
    return _respond(request, kind, detail, faults, _headers_of(error))


def handle_database(request: Request, error: Exception) -> Response:
    """The response where the database cannot be used now; where it was asked for something wrong, that is a bug."""
    assert isinstance(error, DBAPIError)  # noqa: S101 - for the types
    if not is_lost(error):
        raise error
    log_failure(logger, "the database cannot be used", error, request_id=request_id(request.scope))
    return _respond(request, types.NOT_READY)


def _headers_of(error: Exception) -> Mapping[str, str] | None:
    if isinstance(error, service.TooManyRequests):
        return {"Retry-After": str(error.seconds)}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, _OF_NOBODY) else None


def _of_status(status: int) -> ProblemType:
    return BY_STATUS.get(status) or ProblemType.of_status(HTTPStatus(status))


def _respond(
    request: Request,
    kind: ProblemType,
    detail: str = "",
    faults: tuple[service.Fault, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    return answer(request, kind, problem(kind, request_id(request.scope), detail, faults), headers)
