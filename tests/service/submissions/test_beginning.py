"""A submission is begun for a unit, a qualification and a cohort that there are, and once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from service.storage.columns import now
from service.storage.tables.people import Cohort, CohortMember, Role
from service.storage.tables.submissions import State
from tests.service.submissions.college import UNIT, College


def test_a_submission_begins_with_a_unit_and_a_qualification_that_there_are(college: College) -> None:
    begun = college.learner.post("/v1/submissions", json={}).json()
    assert (begun["unit"], begun["qualification"]) == (UNIT.id, UNIT.qualification().id)
    assert (begun["state"], begun["drafts"], begun["version"]) == (State.DRAFT, 0, 1)
    faults = {"unit": 404, "qualification": 422, "cohort": 422}
    for member, status in faults.items():
        value = str(uuid4()) if member == "cohort" else "no-such"
        assert college.learner.post("/v1/submissions", json={member: value}).status_code == status
    for client in (college.assessor, college.iqa, college.admin):
        assert client.post("/v1/submissions", json={}).status_code == 403


def test_a_submission_belongs_to_the_cohort_that_began_last_before_any_to_come(college: College) -> None:
    person, client = college.signed_in(Role.LEARNER)
    today = now().date()
    for name, days in (("Last year", -400), ("This year", -30), ("Next year", 300), ("Without a day", None)):
        starts_on = None if days is None else today + timedelta(days=days)
        cohort = college.world.add(Cohort(centre_id=college.centre.id, name=name, starts_on=starts_on))
        college.world.add(CohortMember(cohort_id=cohort.id, person_id=person.id, role=Role.LEARNER))
    begun = client.post("/v1/submissions", json={}).json()["cohort"]
    with college.world.database.read() as session:
        assert session.get_one(Cohort, UUID(begun)).name == "This year"


def test_a_submission_sent_again_under_its_key_is_one(college: College) -> None:
    key = {"Idempotency-Key": "a-key"}
    first, again = (college.learner.post("/v1/submissions", json={}, headers=key) for _ in range(2))
    assert first.json() == again.json()
    assert len(college.learner.get("/v1/submissions").json()["items"]) == 1
