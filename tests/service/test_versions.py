"""Changing only what one has seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.context import RequestContext
from service.errors import ChangedMeanwhile
from service.handlers import add_handlers
from service.metrics import Metrics
from service.versions import ExpectedVersion, etag, require_version


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    add_handlers(app)
    app.add_middleware(RequestContext, metrics=Metrics())

    @app.put("/thing")
    def change(expected: ExpectedVersion) -> None:
        require_version(expected, 3, by="Ada Byron", at=datetime(2026, 11, 2, 9, 5, tzinfo=UTC))

    return TestClient(app)


def test_the_version_that_was_seen_may_be_changed(client: TestClient) -> None:
    assert client.put("/thing", headers={"If-Match": etag(3)}).status_code == 200


@pytest.mark.parametrize("seen", [etag(2), etag(4), "3", 'W/"3"', "*", '"', "x"])
def test_another_version_is_told_who_changed_it_and_when(client: TestClient, seen: str) -> None:
    response = client.put("/thing", headers={"If-Match": seen})
    assert response.status_code == 412
    assert response.json()["type"].endswith(":changed-meanwhile")
    assert response.json()["detail"].startswith("It was changed by Ada Byron on 2 November 2026 at 09:05 UTC.")


def test_a_change_of_nothing_seen_is_refused(client: TestClient) -> None:
    response = client.put("/thing")
    assert response.status_code == 428
    assert response.json()["type"].endswith(":precondition-required")


def test_nobody_is_named_where_nobody_is_known() -> None:
    with pytest.raises(ChangedMeanwhile, match=r"^It was changed\. Read"):
        require_version(1, 2)
