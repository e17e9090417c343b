"""What assessors see is for assessors."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.analysers import Analysers
from service.app import create_app
from service.settings import Settings
from service.storage.tables.people import Role
from tests.service.world import World

ADDRESS = "/v1/analyses?audience=assessor"


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LEARNER, 403), (Role.ASSESSOR, 200), (Role.IQA, 200), (Role.CENTRE_ADMIN, 200)],
)
def test_staff_see_everything_and_learners_what_their_policy_allows(
    world: World, account: str, role: Role, status: int
) -> None:
    _, client = world.of(world.centre(), role)
    assert client.post(ADDRESS, json={"text": account}).status_code == status
    assert client.post("/v1/analyses", json={"text": account}).status_code == 200


def test_in_production_nobody_is_taken_for_an_assessor_on_trust(tmp_path: Path, account: str) -> None:
    settings = Settings.model_validate(
        {
            "environment": "production",
            "secret_key": "9f2c1e7a4b8d6053f1a2b3c4d5e6f708192a3b4c5d6e7f80",
            "public_url": "https://tallymark.example",
            "data": tmp_path,
        }
    )
    with TestClient(create_app(settings, Analysers(fake_analyser)), base_url="https://tallymark.example") as client:
        response = client.post(ADDRESS, json={"text": account})
        assert response.json()["type"] == "urn:tallymark:problem:not-permitted"
