"""Drawing a plan of what to look at, keeping it, and how far it has been carried out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from starlette.testclient import TestClient

from service.storage.columns import now
from service.storage.tables.decisions import Decision, DecisionPurpose
from service.storage.tables.people import Cohort, PersonRole, Role
from service.storage.tables.records import AuditEntry
from service.storage.tables.sampling import SamplingPlanChoice
from service.storage.tables.submissions import Method, Submission
from tests.pages.quality.work import POINTS, decided_work
from tests.service.people_in_centres import a_person
from tests.service.submissions_in_centres import College, a_college
from tests.service.world import World

PLANS = "/v1/sampling-plans"


class Quality:
    """A college with decided work, and the browser of its quality assurer."""

    def __init__(self, world: World, count: int = 12) -> None:
        self.world = world
        self.college: College = a_college(world.database)
        self.work = decided_work(world.database, self.college, count)
        self.iqa: TestClient = world.client_of(self.college.iqa)

    def draw(self, **wanted: Any) -> dict[str, Any]:
        drawn = self.iqa.post(PLANS, json=period() | wanted)
        assert drawn.status_code == 201, drawn.text
        plan: dict[str, Any] = drawn.json()
        return plan

    def look_at(self, choice: dict[str, Any], *, otherwise: int = 0) -> None:
        """Mark every point of what a plan names, some otherwise than they were."""
        key = choice["submission"]
        seen = {"If-Match": f'"{choice["version"]}"'}
        chosen = self.iqa.post(f"/v1/submissions/{key}/samplings", json={"reason": "planned"}, headers=seen)
        assert chosen.status_code == 201, chosen.text
        with self.world.database.read() as session:
            of_record = sa.select(Decision).where(
                Decision.submission_id == UUID(key), Decision.purpose == DecisionPurpose.ASSESSMENT
            )
            given = {one.marking_point: one.status.value for one in session.scalars(of_record)}
        version = chosen.headers["ETag"]
        for place, (point, status) in enumerate(given.items()):
            wanted = ("not" if status != "not" else "met") if place < otherwise else status
            made = self.iqa.post(
                f"/v1/submissions/{key}/second-decisions",
                json={"marking_point": point, "status": wanted, "draft": 1},
                headers={"If-Match": version},
            )
            assert made.status_code == 201, made.text
            version = made.headers["ETag"]


def period() -> dict[str, Any]:
    today = now().date()
    return {"since": f"{today - timedelta(days=90)}", "until": f"{today}", "seed": 7}


@pytest.fixture
def quality(world: World) -> Quality:
    """Twelve submissions that the assessor decided."""
    return Quality(world)


def test_a_plan_says_what_why_and_who_and_stays_as_it_is(quality: Quality) -> None:
    tried = quality.iqa.post(f"{PLANS}/preview", json=period() | {"capacity": 4}).json()
    assert quality.iqa.get("/v1/sampling-plan").status_code == 404
    plan = quality.draw(capacity=4)
    assert plan["choices"] == tried["choices"]
    assert len(plan["choices"]) == 4
    for one in plan["choices"]:
        assert one["assurer"]["name"] == "Caroline Herschel"
        assert one["assessor"]["name"] == "Ada Byron"
        assert one["progress"] == "due"
        assert all(why["sentence"] for why in one["reasons"])
        assert set(one["decisions"]) == set(POINTS)
    first = next(one for one in plan["choices"] if one["stratum"] == "coverage")
    assert [why["id"] for why in first["reasons"]][:3] == ["every_assessor", "every_point", "every_cohort"]
    assert {one["dimension"] for one in plan["compliance"]} == {"band", "assurer", "assessor", "point", "cohort"}
    assert quality.iqa.get("/v1/sampling-plan").json() == plan
    assert quality.iqa.get(f"{PLANS}/{plan['id']}").json() == plan
    (listed,) = quality.iqa.get(PLANS).json()["items"]
    assert (listed["id"], listed["chosen"], listed["by"]["name"]) == (plan["id"], 4, "Caroline Herschel")
    with quality.world.database.read() as session:
        entry = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "sampling.planned")).one()
    assert entry.details == {"submissions": 4, "seed": 7}


def test_kinds_of_evidence_and_places_are_covered_where_they_are_known(quality: Quality) -> None:
    with quality.world.database.write() as session:
        session.get_one(Submission, quality.work[3]).method = Method.OBSERVATION
        cohort = session.scalars(sa.select(Cohort).where(Cohort.centre_id == quality.college.centre.id)).one()
        cohort.location = "Leeds"
    plan = quality.draw(capacity=2)
    parts = {(one["dimension"], one["name"]): one["chosen"] for one in plan["compliance"]}
    assert parts["location", "Leeds"] == 2
    assert parts["method", "observation"] == 1
    assert str(quality.work[3]) in {one["submission"] for one in plan["choices"]}


def test_it_shows_what_has_been_looked_at_and_what_that_says_of_the_whole(quality: Quality) -> None:
    plan = quality.draw(capacity=5)
    for number, one in enumerate(plan["choices"]):
        quality.look_at(one, otherwise=number % 2)
    after = quality.iqa.get("/v1/sampling-plan").json()
    assert [one["progress"] for one in after["choices"]] == ["done"] * 5
    assert [one["differing"] for one in after["choices"]] == [0, 1, 0, 1, 0]
    assert all(one["done"] == one["chosen"] for one in after["compliance"])
    assert after["differing"]["value"] is not None
    assert after["differing"]["low"] <= after["differing"]["value"] <= after["differing"]["high"]
    again = quality.draw()
    assert not {one["submission"] for one in again["choices"]} & {one["submission"] for one in plan["choices"]}


def test_what_is_not_done_in_time_is_late(quality: Quality) -> None:
    plan = quality.draw(capacity=2, due_on="2026-01-01")
    assert {one["progress"] for one in plan["choices"]} == {"overdue"}
    assert plan["differing"]["why_not"]


def test_nobody_is_to_look_at_what_she_decided_or_wrote(quality: Quality) -> None:
    college, database = quality.college, quality.world.database
    with database.write() as session:
        session.add(PersonRole(person_id=college.assessor.id, role=Role.IQA))
    second = a_person(database, college.centre.id, Role.IQA, name="Emmy Noether")
    with database.write() as session:
        session.get_one(Submission, quality.work[0]).learner_id = second.id
    plan = quality.draw(share=1.0)
    looks = {one["submission"]: one["assurer"]["name"] for one in plan["choices"]}
    assert set(looks.values()) == {"Caroline Herschel", "Emmy Noether"}
    assert looks[str(quality.work[0])] == "Caroline Herschel"
    names = list(looks.values())
    assert abs(names.count("Caroline Herschel") - names.count("Emmy Noether")) <= 1
    seen = quality.world.client_of(second).get("/v1/sampling-plan").json()
    assert str(quality.work[0]) not in {one["submission"] for one in seen["choices"]}
    half = UUID(quality.draw(share=0.5)["id"])
    with database.read() as session:
        row = session.scalars(sa.select(SamplingPlanChoice).where(SamplingPlanChoice.plan_id != half)).first()
        assert row
        columns = {column.key: getattr(row, column.key) for column in sa.inspect(SamplingPlanChoice).columns}
    hers = columns | {"plan_id": half, "assurer_id": college.assessor.id}
    with pytest.raises(DatabaseError, match="neither wrote it nor decided"):
        quality.world.add(SamplingPlanChoice(**hers))


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"since": "2020-01-01", "until": "2020-02-01"}, 409),
        ({"since": "2026-02-01", "until": "2026-01-01"}, 422),
        ({"share": 0.5, "capacity": 3}, 422),
        ({"share": 1.5}, 422),
        ({"assurers": ["00000000-0000-0000-0000-000000000001"]}, 422),
    ],
)
def test_what_makes_no_plan(quality: Quality, wanted: dict[str, Any], status: int) -> None:
    answer = quality.iqa.post(PLANS, json=period() | wanted)
    assert answer.status_code == status, answer.text
    assert quality.iqa.get(PLANS).json() == {"items": []}


def test_plans_are_of_the_centre(quality: Quality) -> None:
    plan = quality.draw(capacity=2)
    stranger = quality.world.client_of(a_college(quality.world.database).iqa)
    assert stranger.get(f"{PLANS}/{plan['id']}").status_code == 404
    assert stranger.get(PLANS).json() == {"items": []}
    admin = quality.world.client_of(quality.college.admin)
    assert admin.get("/v1/sampling-plan").status_code == 200
    assert admin.post(PLANS, json=period()).status_code == 403
