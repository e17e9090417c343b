"""GET /v1/units and /v1/units/{id}."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit


def test_the_list_tells_of_each_unit_what_results_record(client: TestClient) -> None:
    loaded = load_unit(default_unit_id())
    (unit,) = client.get("/v1/units").json()
    assert unit["id"] == loaded.unit.id
    assert unit["version"] == loaded.unit.version
    assert unit["title"] == loaded.unit.title
    assert unit["sha256"] == loaded.sha256
    assert [qualification["level"] for qualification in unit["qualifications"]] == [
        qualification.level for qualification in loaded.unit.qualifications
    ]


def test_a_unit_is_given_whole(client: TestClient) -> None:
    loaded = load_unit(default_unit_id())
    response = client.get(f"/v1/units/{loaded.unit.id}")
    assert Unit.model_validate_json(response.content) == loaded.unit


@pytest.mark.parametrize("unit_id", ["none-such", "..%2f..%2fetc%2fpasswd", "%00", "a" * 2000])
def test_a_unit_that_is_not_installed_is_not_found(client: TestClient, unit_id: str) -> None:
    response = client.get(f"/v1/units/{unit_id}")
    assert response.status_code == 404
    assert unit_id not in response.text


def test_a_unit_file_with_faults_is_a_problem_of_the_installation(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    monkeypatch.setenv("TALLYMARK_UNITS_DIR", str(tmp_path))
    response = client.get("/v1/units/broken")
    assert (response.status_code, response.json()["type"]) == (503, "urn:tallymark:problem:unit-unavailable")
    assert str(tmp_path) not in response.text
