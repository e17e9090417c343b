"""Every error of every route has one shape, and every exception of ours a place in it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from criteria_bank import errors as bank
from nlp import errors as nlp
from nlp.pipeline import Analyser, fake_analyser
from service import errors as service
from service import problem_types
from service.analysers import Analysers
from service.jobs import RecordedJobs
from service.problem_mapping import BY_ERROR, problem_type
from service.problem_type import ProblemType
from service.problem_types import PROBLEM_TYPES
from service.storage.tables.people import Role
from tests.service.world import World

if TYPE_CHECKING:
    from tests.service.conftest import Serve

MANUAL = Path(__file__).parents[2] / "docs" / "api.md"
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
NOT_OF_REQUESTS = {
    nlp.AnalysisStopped,
    nlp.ClusterUnavailable,
    nlp.CorpusError,
    nlp.NodesDiffer,
    nlp.NotComparable,
    nlp.PlaceUnusable,
    nlp.ProcessUnusable,
    nlp.TrainingUnavailable,
    service.SettingsInvalid,
    service.MailUnavailable,
    service.MailRefused,
    service.WebhookNotTaken,
    service.JobUnsettled,
    service.BackupFailed,
    service.BackupUnusable,
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
def routes(client: TestClient) -> dict[str, dict[str, Any]]:
    """The operations of each path, by method."""
    paths = client.get("/openapi.json").json()["paths"]
    return {
        path: {method.upper(): operation for method, operation in operations.items()}
        for path, operations in paths.items()
    }


def matched_by(path: str, routes: Iterable[str]) -> list[str]:
    """The paths with parameters that ``path`` fits too, such as ``/v1/people/{id}`` for ``/v1/people/import``."""
    return [route for route in routes if re.fullmatch(re.sub(r"\{.*?\}", "[^/]+", route), path)]


def everybody(client: TestClient) -> TestClient:
    """A browser of somebody who has every role, and so may call every route."""
    app = client.app
    assert isinstance(app, FastAPI)
    world = World(app.state.services.database, RecordedJobs(), client)
    return world.client_of(world.person(world.centre(), *Role))


def test_all_routes_answer_a_wrong_address_or_method_with_a_problem(
    client: TestClient, routes: dict[str, dict[str, Any]]
) -> None:
    assert len(routes) >= 6
    for path, methods in routes.items():
        if matched_by(path, routes) == [path]:
            for method in METHODS - methods.keys():
                response = client.request(method, path)
                check_shape(response, "method-not-allowed", 405)
                assert set(response.headers["Allow"].split(", ")) == methods.keys()
        check_shape(client.get(f"{path}/"), "not-found", 404)
        check_shape(client.get(f"{path}/and/more"), "not-found", 404)
    check_shape(client.get("/v1/units/none-such"), "unit-not-found", 404)


def test_all_routes_answer_every_mistake_in_a_body_with_a_problem(
    serve: Serve, routes: dict[str, dict[str, Any]]
) -> None:
    client = everybody(serve(max_body_bytes=1000))
    bodies = {
        (method, path): operation["requestBody"]["content"]
        for path, methods in routes.items()
        for method, operation in methods.items()
        if "requestBody" in operation
    }
    assert len(bodies) >= 6
    client.headers["If-Match"] = '"1"'
    for (method, path), content in bodies.items():
        check_shape(client.request(method, path), "unsupported-media-type", 415)
        yaml, json = {"Content-Type": "text/yaml"}, {"Content-Type": "application/json"}
        check_shape(client.request(method, path, content=b"a: b", headers=yaml), "unsupported-media-type", 415)
        if "application/json" in content:
            check_shape(client.request(method, path, content=b"{", headers=json), "malformed-request", 400)
            check_shape(client.request(method, path, json={"no": "such member"}), "invalid-request", 422)
            check_shape(client.request(method, path, json={"text": "a" * 1000}), "request-too-large", 413)
            check_shape(client.request(method, path, content=chunks(), headers=json), "request-too-large", 413)


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


@pytest.mark.parametrize(
    ("code", "name", "status"),
    [(sqlite3.SQLITE_BUSY, "not-ready", 503), (sqlite3.SQLITE_ERROR, "internal-error", 500)],
)
def test_a_database_that_is_away_is_worth_trying_again(
    world: World, monkeypatch: pytest.MonkeyPatch, code: int, name: str, status: int
) -> None:
    client = world.client_of(world.person(world.centre(), Role.LEARNER))
    error = sqlite3.OperationalError("it may quote what was sent")
    error.sqlite_errorcode = code

    def fail() -> NoReturn:
        raise OperationalError("SELECT 1", {}, error)

    monkeypatch.setattr(world.database, "read", fail)
    for address in ("/v1/me", "/me"):
        response = client.get(address)
        check_shape(response, name, status)
        assert "quote" not in response.text


def test_the_manual_lists_every_problem_type() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (.+?) \|", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(kind.name, str(int(kind.status)), kind.title) for kind in PROBLEM_TYPES]


def test_a_status_that_has_no_type_of_its_own_is_blank() -> None:
    kind = ProblemType.of_status(HTTPStatus.IM_A_TEAPOT)
    assert (kind.uri, kind.title) == ("about:blank", "I'm a Teapot")


def test_where_even_the_page_of_an_error_breaks_there_is_still_an_answer(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_it(*_: object) -> None:
        raise FileNotFoundError("part of the pages is not installed")

    client = TestClient(serve().app, raise_server_exceptions=False)
    monkeypatch.setattr("service.web.rendering._respond", break_it)
    response = client.get("/sign-in", headers={"Accept": "text/html"})
    check_shape(response, "internal-error", 500)
    assert "default-src" in response.headers["Content-Security-Policy"]
    assert "no page for a failure" in caplog.text
