"""Every error of every route has one shape, and every exception of ours a place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from criteria_bank import errors as bank
from nlp import errors as nlp
from nlp.pipeline import Analyser, fake_analyser
from service import errors as service
from service import problem_types
from service.analysers import Analysers
from service.problem_mapping import BY_ERROR, problem_type
from service.problem_types import PROBLEM_TYPES, ProblemType

if TYPE_CHECKING:
    from tests.service.conftest import Serve

MANUAL = Path(__file__).parents[2] / "docs" / "api.md"
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
NOT_OF_REQUESTS = {
    nlp.CorpusError,
    nlp.NotComparable,
    nlp.TrainingUnavailable,
    service.SettingsInvalid,
    service.MailUnavailable,
    service.MailRefused,
}


def check_shape(response: Any, name: str, status: int) -> None:
    kind = next(kind for kind in PROBLEM_TYPES if kind.name == name)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert ("Retry-After" in response.headers) == kind.retry
    assert set(problem) - {"errors"} == {"type", "title", "status", "detail", "instance"}
    assert (problem["type"], problem["title"], problem["status"]) == (kind.uri, kind.title, status)
    assert response.status_code == kind.status == status
    assert problem["detail"]
    assert problem["instance"] == f"urn:tallymark:request:{response.headers['X-Request-ID']}"
    for fault in problem.get("errors", []):
        assert set(fault) == {"pointer", "detail"}


@pytest.fixture(scope="module")
def routes(client: TestClient) -> dict[str, set[str]]:
    paths = client.get("/openapi.json").json()["paths"]
    return {path: {method.upper() for method in operations} for path, operations in paths.items()}


@pytest.fixture(scope="module")
def takes_json(client: TestClient) -> set[str]:
    """Paths whose POST takes JSON; a Word document comes back only where one was sent as a file."""
    paths = client.get("/openapi.json").json()["paths"]
    bodies = {path: operations.get("post", {}).get("requestBody", {}) for path, operations in paths.items()}
    return {path for path, body in bodies.items() if "application/json" in body.get("content", {})}


def test_all_routes_answer_every_mistake_with_a_problem(
    serve: Serve, routes: dict[str, set[str]], takes_json: set[str]
) -> None:
    client = serve(max_body_bytes=1000)
    assert len(routes) >= 6
    for path, methods in routes.items():
        for method in METHODS - methods:
            response = client.request(method, path)
            check_shape(response, "method-not-allowed", 405)
            assert set(response.headers["Allow"].split(", ")) == methods
        check_shape(client.get(f"{path}/"), "not-found", 404)
        check_shape(client.get(f"{path}/and/more"), "not-found", 404)
        for parameter in re.findall(r"\{.*?\}", path):
            check_shape(client.get(path.replace(parameter, "none-such")), "unit-not-found", 404)
        if "POST" in methods:
            check_shape(client.post(path), "unsupported-media-type", 415)
            check_shape(
                client.post(path, content=b"a: b", headers={"Content-Type": "text/yaml"}), "unsupported-media-type", 415
            )
        if path in takes_json:
            json = {"Content-Type": "application/json"}
            check_shape(client.post(path, content=b"{", headers=json), "malformed-request", 400)
            check_shape(client.post(path, json={"no": "such member"}), "invalid-request", 422)
            check_shape(client.post(path, json={"text": "a" * 1000}), "request-too-large", 413)
            check_shape(client.post(path, content=chunks(), headers=json), "request-too-large", 413)


def chunks() -> Iterator[bytes]:
    yield b'{"text": "'
    for _ in range(100):
        yield b"a" * 100


def leaves(root: type[Exception]) -> Iterator[type[Exception]]:
    for child in root.__subclasses__():
        yield from leaves(child) if child.__subclasses__() else [child]


@pytest.mark.parametrize("tree", [bank.CriteriaBankError, nlp.NlpError, service.ServiceError])
def test_every_exception_of_ours_is_mapped_on_purpose(tree: type[Exception]) -> None:
    ours = {error for error in leaves(tree) if error.__module__.split(".")[0] in {"criteria_bank", "nlp", "service"}}
    unmapped = {error for error in ours if not set(error.__mro__) & set(BY_ERROR)}
    assert unmapped <= NOT_OF_REQUESTS, "give it a problem type, or say that no request can meet it"


def test_what_is_listed_is_what_is_defined_and_no_name_is_used_twice() -> None:
    defined = {value for value in vars(problem_types).values() if isinstance(value, ProblemType)}
    assert set(PROBLEM_TYPES) == defined
    assert len({kind.name for kind in PROBLEM_TYPES}) == len(PROBLEM_TYPES)


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), TimeoutError(), MemoryError()])
def test_a_foreign_exception_is_never_the_callers_fault(error: BaseException) -> None:
    assert problem_type(error) is problem_types.INTERNAL_ERROR


@pytest.mark.parametrize(
    "error", [ValueError("She wrote this."), KeyError("She wrote this."), nlp.CorpusError("She wrote this.")]
)
def test_a_bug_is_an_internal_error_without_details(
    serve: Serve, error: Exception, second_unit: str, account: str
) -> None:
    def load(unit_id: str | None) -> Analyser:
        if unit_id:
            raise error
        return fake_analyser()

    response = serve(analysers=Analysers(load)).post("/v1/analyses", json={"text": account, "unit": second_unit})
    check_shape(response, "internal-error", 500)
    assert "She wrote" not in response.text
    assert type(error).__name__ not in response.text


def test_the_manual_lists_every_problem_type() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (.+?) \|", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(kind.name, str(int(kind.status)), kind.title) for kind in PROBLEM_TYPES]


def test_a_status_that_has_no_type_of_its_own_is_blank() -> None:
    kind = ProblemType.of_status(HTTPStatus.IM_A_TEAPOT)
    assert (kind.uri, kind.title) == ("about:blank", "I'm a Teapot")
