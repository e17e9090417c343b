"""What learners are told."""

from __future__ import annotations

from service.retention.periods import shipped
from service.storage.tables.records import RecordKind
from tests.service.records.conftest import Centre

ADDRESS = "/v1/transparency"


def test_everybody_can_read_what_the_program_does_and_who_decides(centre: Centre) -> None:
    body = centre.world.anonymous.get(ADDRESS).json()
    assert "decides nothing" in body["summary"]
    assert body["looks_at"]
    assert body["never_does"]
    assert "contest" in body["how_to_contest"]
    assert [kind["days"] for kind in body["kept_for"]] == [period.days for period in shipped().values()]
    version = centre.world.anonymous.get("/version").json()
    assert (body["program"], body["model"]) == (version["program"], version["model"])
    assert version["default_unit"]["sha256"] in {unit["sha256"] for unit in body["units"]}


def test_a_learner_is_told_the_periods_of_her_own_centre(centre: Centre) -> None:
    body = centre.learner.get(ADDRESS).json()
    place = list(shipped()).index(RecordKind.JOBS)
    assert body["kept_for"][place]["days"] == 60
