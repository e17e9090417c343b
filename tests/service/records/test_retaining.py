"""Periods of retention, sweeps and holds over REST."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from service.retention.periods import shipped
from service.storage.columns import now
from service.storage.tables.records import RecordKind
from tests.service.databases import rows_of
from tests.service.everything_kept import keep_everything
from tests.service.records.conftest import Centre

ADDRESS = "/v1/retention"
SWEEP = "/v1/retention/sweep"


def days(body: dict[str, Any]) -> dict[str, int]:
    return {kind["kind"]: kind["days"] for kind in body["kinds"]}


def test_every_kind_of_record_has_a_period_and_a_reason_for_it(centre: Centre) -> None:
    body = centre.admin.get(ADDRESS).json()
    assert set(days(body)) == set(RecordKind)
    for kind in body["kinds"]:
        assert kind["source"]
        assert kind["default_days"] == shipped()[kind["kind"]].days
    assert days(body)["jobs"] == 60  # the centre's own


def test_a_centre_sets_its_periods(centre: Centre, other: Centre) -> None:
    tag = centre.admin.get(ADDRESS).headers["ETag"]
    changed = centre.admin.put(ADDRESS, json={"days": {"submitted_text": 400}}, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert days(changed.json()) == {kind: period.days for kind, period in shipped().items()} | {"submitted_text": 400}
    assert days(other.admin.get(ADDRESS).json())["submitted_text"] == 252
    assert centre.admin.get(ADDRESS).headers["ETag"] == changed.headers["ETag"] != tag
    [entry] = centre.admin.get("/v1/audit-log", params={"action": "retention.changed"}).json()["items"]
    assert entry["details"] == {"jobs": 30, "submitted_text": 400}


def test_a_change_needs_the_version_that_was_seen(centre: Centre) -> None:
    body = {"days": {"jobs": 10}}
    assert centre.admin.put(ADDRESS, json=body).status_code == 428
    tag = centre.admin.get(ADDRESS).headers["ETag"]
    assert centre.admin.put(ADDRESS, json=body, headers={"If-Match": tag}).status_code == 200
    assert centre.admin.put(ADDRESS, json={"days": {"jobs": 11}}, headers={"If-Match": tag}).status_code == 412
    assert days(centre.admin.get(ADDRESS).json())["jobs"] == 10


@pytest.mark.parametrize(
    "wanted",
    [{"jobs": 0}, {"jobs": -1}, {"jobs": 10**9}, {"no_such_kind": 5}, {"jobs": "x"}, {"decisions": 30}, [1]],
)
def test_periods_that_make_no_sense_are_refused(centre: Centre, wanted: object) -> None:
    tag = centre.admin.get(ADDRESS).headers["ETag"]
    response = centre.admin.put(ADDRESS, json={"days": wanted}, headers={"If-Match": tag})
    assert response.status_code == 422
    assert response.json()["errors"]


def test_a_sweep_is_tried_before_it_is_done(centre: Centre) -> None:
    old = keep_everything(
        centre.world.database,
        centre.originals,
        centre_id=centre.kept.centre_id,
        words="An account of long ago.",
        at=now() - timedelta(days=300),
    )
    before = rows_of(centre.world.database)
    tried = centre.admin.post(SWEEP).json()
    assert rows_of(centre.world.database) == before
    assert tried["dry_run"] is True
    texts = next(kind for kind in tried["kinds"] if kind["kind"] == "submitted_text")
    assert texts["records"] == 1
    assert texts["oldest"] < texts["before"]
    done = centre.admin.post(SWEEP, params={"dry_run": "false"}).json()
    assert {kind["kind"]: kind["records"] for kind in done["kinds"]} == {
        kind["kind"]: kind["records"] for kind in tried["kinds"]
    }
    assert done["originals"] == 1
    assert not centre.originals.holds(old.centre_id, old.original_sha256)
    entries = centre.admin.get("/v1/audit-log", params={"action": "retention.swept"}).json()["items"]
    assert {entry["actor_id"] for entry in entries} == {str(centre.kept.admin_id)}


def test_holds_are_placed_listed_and_lifted(centre: Centre, other: Centre) -> None:
    wanted = {"person_id": str(centre.kept.learner_id)}
    hold = centre.admin.post("/v1/holds", json=wanted)
    assert hold.status_code == 201
    assert centre.admin.post("/v1/holds", json=wanted).status_code == 409
    assert [item["id"] for item in centre.admin.get("/v1/holds").json()["items"]] == [hold.json()["id"]]
    assert other.admin.get("/v1/holds").json()["items"] == []
    address = f"/v1/holds/{hold.json()['id']}"
    assert other.admin.delete(address).status_code == 404
    assert centre.admin.delete(address).status_code == 204
    assert centre.admin.delete(address).status_code == 404
    assert centre.admin.post("/v1/holds", json=wanted).status_code == 201


def test_a_hold_is_on_one_thing_of_ones_own_centre(centre: Centre, other: Centre) -> None:
    both = {"person_id": str(uuid4()), "submission_id": str(uuid4())}
    for wanted in ({}, both):
        assert centre.admin.post("/v1/holds", json=wanted).status_code == 422
    for wanted in (
        {"person_id": str(other.kept.learner_id)},
        {"submission_id": str(other.kept.submission_id)},
        {"person_id": str(uuid4())},
    ):
        assert centre.admin.post("/v1/holds", json=wanted).status_code == 404


def test_only_who_looks_after_records_does_any_of_this(centre: Centre) -> None:
    for client in (centre.learner, centre.colleague()):
        assert client.get(ADDRESS).status_code == 403
        assert client.put(ADDRESS, json={"days": {}}).status_code in (403, 428)
        assert client.post(SWEEP).status_code == 403
        assert client.get("/v1/holds").status_code == 403
