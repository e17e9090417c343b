"""The audit log over REST."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from service.audit import Action, Installation, Subject, record
from service.storage.tables.decisions import IssuedFeedback
from service.storage.tables.people import PersonRole, Role
from tests.service.everything_kept import CANARY
from tests.service.records.conftest import Centre

ADDRESS = "/v1/audit-log"


def add_entries(centre: Centre, number: int) -> None:
    with centre.world.database.write() as session:
        for _ in range(number):
            record(
                session,
                actor=Installation(centre.kept.centre_id),
                action=Action.COHORT_ADDED,
                subject_kind=Subject.COHORT,
                subject_id=uuid4(),
            )


def test_pages_lead_through_the_whole_log_newest_first(centre: Centre) -> None:
    add_entries(centre, 6)
    numbers: list[int] = []
    after: dict[str, str] = {}
    while True:
        page = centre.admin.get(ADDRESS, params={"limit": 3, **after}).json()
        numbers += [item["number"] for item in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert numbers == [7, 6, 5, 4, 3, 2, 1]


def test_an_entry_says_who_did_what_and_what_that_means(centre: Centre) -> None:
    centre.admin.post("/v1/holds", json={"submission_id": str(centre.kept.submission_id)})
    [entry] = centre.admin.get(ADDRESS, params={"limit": 1}).json()["items"]
    assert (entry["action"], entry["meaning"]) == (Action.HOLD_PLACED, Action.HOLD_PLACED.meaning)
    assert (entry["actor_id"], entry["actor_name"]) == (str(centre.kept.admin_id), "centre_admin byron")
    assert (entry["subject_kind"], entry["subject_id"]) == ("submission", str(centre.kept.submission_id))
    assert len(entry["hash"]) == 64


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"action": "hold.placed"}, 1),
        ({"action": "hold.lifted"}, 0),
        ({"subject_kind": "submission"}, 1),
        ({"since": "2020-01-01T00:00:00Z"}, 2),
        ({"until": "2020-01-01T00:00:00Z"}, 0),
        ({"since": "2020-01-01T00:00:00Z", "subject_kind": "person"}, 1),
    ],
)
def test_filters_leave_what_is_asked_for(centre: Centre, filters: dict[str, str], found: int) -> None:
    centre.admin.post("/v1/holds", json={"submission_id": str(centre.kept.submission_id)})
    assert len(centre.admin.get(ADDRESS, params=filters).json()["items"]) == found


def test_it_can_be_filtered_by_person_and_thing(centre: Centre) -> None:
    centre.admin.post("/v1/holds", json={"submission_id": str(centre.kept.submission_id)})
    for filters in ({"actor": str(centre.kept.admin_id)}, {"subject_id": str(centre.kept.submission_id)}):
        [entry] = centre.admin.get(ADDRESS, params=filters).json()["items"]
        assert entry["action"] == "hold.placed"


def test_another_centres_log_is_not_seen(centre: Centre, other: Centre) -> None:
    add_entries(other, 3)
    assert [item["number"] for item in centre.admin.get(ADDRESS).json()["items"]] == [1]
    assert centre.admin.get(ADDRESS, params={"subject_id": str(other.kept.learner_id)}).json()["items"] == []


@pytest.mark.parametrize(
    "filters", [{"action": "no such"}, {"since": "2020-01-01"}, {"after": "x"}, {"limit": "0"}, {"unknown": "1"}]
)
def test_filters_that_mean_nothing_are_pointed_at(centre: Centre, filters: dict[str, str]) -> None:
    response = centre.admin.get(ADDRESS, params=filters)
    assert response.status_code == 422
    assert response.json()["errors"]


def test_learners_and_assessors_may_not_read_it(centre: Centre) -> None:
    for client in (centre.learner, centre.colleague()):
        assert client.get(ADDRESS).status_code == 403


@pytest.mark.parametrize("role", [Role.IQA, Role.CENTRE_ADMIN], ids=lambda role: str(role.value))
def test_nobody_reads_in_it_what_was_decided_on_her_own_work(centre: Centre, role: Role) -> None:
    kept = centre.kept
    judged = {Subject.DECISION: kept.decision_id, Subject.CONTEST: kept.contest_id}
    with centre.world.database.write() as session:
        session.add(PersonRole(person_id=kept.learner_id, role=role))
        feedback = session.scalars(sa.select(IssuedFeedback.id)).one()
        for kind, key in {**judged, Subject.FEEDBACK: feedback}.items():
            record(
                session, actor=Installation(kept.centre_id), action=Action.DECIDED, subject_kind=kind, subject_id=key
            )
    add_entries(centre, 1)
    assert [item["number"] for item in centre.learner.get(ADDRESS).json()["items"]] == [5, 1]
    assert centre.learner.get(ADDRESS, params={"subject_id": str(kept.decision_id)}).json()["items"] == []
    assert len(centre.admin.get(ADDRESS).json()["items"]) == 5


def test_it_holds_nobodys_words(centre: Centre) -> None:
    """An entry about a learner has her id; her name would be in the log of whoever deletes it."""
    centre.admin.post(f"/v1/people/{centre.kept.learner_id}/erasure", json={"although_open": True})
    assert CANARY not in centre.admin.get(ADDRESS).text
