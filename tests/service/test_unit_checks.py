"""POST /v1/units/check."""

from __future__ import annotations

import pytest
import yaml
from starlette.testclient import TestClient

from criteria_bank.loader import default_unit_id, unit_path
from service.storage.tables.people import Role
from tests.service.world import World

OURS = unit_path(default_unit_id())


@pytest.fixture
def author(world: World) -> TestClient:
    return world.of(world.centre(), Role.IQA)[1]


def ours() -> str:
    return OURS.read_text(encoding="utf-8")


def test_faults_are_told_with_line_column_and_remedy(author: TestClient) -> None:
    text = ours().replace("\nmarking_points:", "\nmarking_pionts:", 1)
    answer = author.post("/v1/units/check", json={"text": text}).json()
    assert not answer["usable"]
    assert answer["id"] is None
    misspelt = next(one for one in answer["findings"] if "marking_pionts" in one["message"])
    assert text.splitlines()[misspelt["line"] - 1] == "marking_pionts:"
    assert misspelt["column"] == 1
    assert misspelt["remedy"] == "Did you mean 'marking_points'? If not, remove it."


def test_a_usable_unit_is_named(author: TestClient) -> None:
    files = {"file": (OURS.name, OURS.read_bytes(), "application/yaml")}
    answer = author.post("/v1/units/check", files=files).json()
    assert (answer["usable"], answer["findings"], answer["left_out"]) == (True, [], 0)
    assert answer["id"] == default_unit_id()
    assert answer["title"] == yaml.safe_load(ours())["title"]


@pytest.mark.parametrize(
    ("version", "warning"),
    [("9.0.0", None), ("0.0.1", "is installed, which is later"), (None, "has this version too")],
)
def test_a_unit_is_held_beside_the_installed_one(author: TestClient, version: str | None, warning: str | None) -> None:
    installed = yaml.safe_load(ours())["version"]
    text = ours().replace(f"version: {installed}", f"version: {version or installed}  # changed", 1)
    answer = author.post("/v1/units/check", json={"text": text}).json()
    assert answer["usable"]
    assert [one["severity"] for one in answer["findings"]] == (["warning"] if warning else [])
    for finding in answer["findings"]:
        assert warning
        assert warning in finding["message"]
        assert text.splitlines()[finding["line"] - 1].startswith("version: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * 10_000_000, "larger than 1 MiB"),
        (b"PK\x03\x04\x00\x00", "no text"),
        (b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (i + 1, i + 1, i, i) for i in range(97, 117)), "far"),
        ("title: café".encode("cp1252"), "not UTF-8"),
    ],
)
def test_no_file_is_too_odd_to_be_answered(author: TestClient, content: bytes, said: str) -> None:
    answer = author.post("/v1/units/check", files={"file": ("unit.yaml", content)})
    assert answer.status_code == 200
    assert said in answer.json()["findings"][0]["message"]


def test_of_very_many_faults_the_first_are_told(author: TestClient) -> None:
    text = "".join(f"key{number}: 1\n" for number in range(5000))
    answer = author.post("/v1/units/check", json={"text": text}).json()
    assert len(answer["findings"]) == 500
    assert any("faults more" in finding["message"] for finding in answer["findings"])


def test_half_a_character_is_a_fault_and_no_failure(author: TestClient) -> None:
    body = '{"text": "id: \\ud800"}'
    answer = author.post("/v1/units/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 400, 422)
