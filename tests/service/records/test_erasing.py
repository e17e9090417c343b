"""Words go, records stay: looked for in every row and every file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from service.audit.verifying import verify_all
from service.errors import Conflict
from service.records.erasure import erase_person
from service.storage.columns import now
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.submissions import State, Submission, Text
from tests.service.databases import rows_of
from tests.service.everything_kept import CANARY, keep_everything
from tests.service.people_in_centres import a_person
from tests.service.records.conftest import Centre, client_of
from tests.service.submissions_in_centres import actor

RECORDS = ("contest", "contest_review", "decision", "objection", "stance", "state_change", "suggestion")


def erase(centre: Centre, *, although_open: bool = False) -> dict[str, Any]:
    body = {"although_open": although_open}
    response = centre.admin.post(f"/v1/people/{centre.kept.learner_id}/erasure", json=body)
    assert response.status_code == 200, response.json()
    answer: dict[str, Any] = response.json()
    return answer


def test_no_word_of_hers_is_left_and_every_record_is(centre: Centre) -> None:
    before = rows_of(centre.world.database)
    assert CANARY in repr(before)
    counted = erase(centre)
    after = rows_of(centre.world.database)
    assert CANARY not in repr(after)
    assert not centre.originals.holds(centre.kept.centre_id, centre.kept.original_sha256)
    assert {name: after[name] for name in RECORDS} == {name: before[name] for name in RECORDS}
    assert len(after["audit_entry"]) == len(before["audit_entry"]) + 1
    del counted["erased_at"]
    assert counted == {
        "texts": 1,
        "results": 1,
        "documents": 1,
        "originals": 1,
        "comments": 3,
        "feedback": 1,
        "reasons": 1,
        "bank_comments": 1,
        # Two sessions, a token, a link, a password, an identity, a key of a request, a cohort, a role.
        "access": 10,
    }
    with centre.world.database.read() as session:
        assert all(verdict.intact for verdict in verify_all(session))


def test_she_cannot_sign_in_any_more(centre: Centre) -> None:
    assert centre.learner.get("/v1/me").status_code == 200
    erase(centre)
    assert centre.learner.get("/v1/me").status_code == 401
    with centre.world.database.read() as session:
        person = session.get_one(Person, centre.kept.learner_id)
    assert (person.name, person.reference) == ("Erased person", None)
    assert person.email.endswith(".invalid")
    assert person.deactivated_at is not None


def test_again_it_erases_nothing_and_says_when_it_was_done(centre: Centre) -> None:
    first = erase(centre)
    before = rows_of(centre.world.database)
    second = erase(centre)
    assert second["erased_at"] == first["erased_at"]
    assert {value for name, value in second.items() if name != "erased_at"} == {0}
    assert rows_of(centre.world.database) == before


def test_what_another_learner_handed_in_word_for_word_stays(centre: Centre) -> None:
    twin = keep_everything(centre.world.database, centre.originals, centre_id=centre.kept.centre_id)
    counted = erase(centre)
    assert (counted["texts"], counted["results"], counted["originals"]) == (1, 0, 0)
    assert centre.originals.holds(twin.centre_id, twin.original_sha256)
    with centre.world.database.read() as session:
        assert len(session.scalars(sa.select(Text.id).where(Text.content.is_not(None))).all()) == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_ASSESSMENT])
def test_it_is_refused_while_work_is_being_assessed_unless_that_is_meant(centre: Centre, state: State) -> None:
    with centre.world.database.write() as session:
        session.execute(sa.update(Submission).values(state=state))
    address = f"/v1/people/{centre.kept.learner_id}/erasure"
    response = centre.admin.post(address, json={})
    assert response.status_code == 409
    assert "1 submissions to be assessed" in response.json()["detail"]
    assert CANARY in repr(rows_of(centre.world.database))
    erase(centre, although_open=True)
    assert CANARY not in repr(rows_of(centre.world.database))


def test_it_is_refused_while_a_contest_is_open(centre: Centre) -> None:
    kept = keep_everything(centre.world.database, centre.originals, centre_id=centre.kept.centre_id, reviewed=False)
    response = centre.admin.post(f"/v1/people/{kept.learner_id}/erasure", json={})
    assert response.status_code == 409
    assert "1 contests" in response.json()["detail"]


def test_it_is_refused_while_there_is_a_hold_even_if_it_is_meant(centre: Centre) -> None:
    body = {"submission_id": str(centre.kept.submission_id)}
    hold = centre.admin.post("/v1/holds", json=body).json()
    for address in (
        f"/v1/people/{centre.kept.learner_id}/erasure",
        f"/v1/submissions/{centre.kept.submission_id}/erasure",
    ):
        assert centre.admin.post(address, json={"although_open": True}).status_code == 409
    assert centre.admin.delete(f"/v1/holds/{hold['id']}").status_code == 204
    erase(centre)


def test_an_assessor_who_has_work_in_her_hands_is_not_erased(centre: Centre) -> None:
    with centre.world.database.write() as session:
        session.execute(sa.update(Submission).values(state=State.IN_ASSESSMENT, assessor_id=centre.kept.assessor_id))
    address = f"/v1/people/{centre.kept.assessor_id}/erasure"
    assert centre.admin.post(address, json={}).status_code == 409
    assert centre.admin.post(address, json={"although_open": True}).status_code == 200
    # What she wrote about learners' work belongs to their records.
    assert CANARY in repr(rows_of(centre.world.database)["decision_comment"])


def test_one_submission_loses_its_words_and_the_learner_stays(centre: Centre) -> None:
    response = centre.admin.post(f"/v1/submissions/{centre.kept.submission_id}/erasure", json={})
    counted = response.json()
    assert response.status_code == 200
    assert (counted["texts"], counted["comments"], counted["access"]) == (1, 3, 0)
    after = rows_of(centre.world.database)
    assert CANARY in repr(after["person"])
    assert not any(CANARY in repr(after[name]) for name in ("text", "analysis", "draft_document", "decision_comment"))
    assert not centre.originals.holds(centre.kept.centre_id, centre.kept.original_sha256)
    again = centre.admin.post(f"/v1/submissions/{centre.kept.submission_id}/erasure", json={}).json()
    assert {value for name, value in again.items() if name != "erased_at"} == {0}


def test_nobody_erases_herself_or_somebody_of_another_centre(centre: Centre, other: Centre) -> None:
    assert centre.admin.post(f"/v1/people/{centre.kept.admin_id}/erasure", json={}).status_code == 409
    for address in (
        f"/v1/people/{other.kept.learner_id}/erasure",
        f"/v1/people/{uuid4()}/erasure",
        f"/v1/submissions/{other.kept.submission_id}/erasure",
        f"/v1/submissions/{uuid4()}/erasure",
    ):
        assert centre.admin.post(address, json={}).status_code == 404
    for who in ("learner_id", "assessor_id"):
        client = client_of(centre.world, centre.kept, who)
        assert client.post(f"/v1/people/{centre.kept.learner_id}/erasure", json={}).status_code == 403


def test_two_administrators_cannot_erase_each_other_at_the_same_moment(centre: Centre) -> None:
    database = centre.world.database
    one, other = (a_person(database, centre.kept.centre_id, Role.CENTRE_ADMIN) for _ in range(2))
    with database.write() as session:
        session.get_one(Person, centre.kept.admin_id).deactivated_at = now()
    together = Barrier(2)

    def erase_the_other(people: tuple[Person, Person]) -> bool:
        together.wait()
        try:
            with database.write() as session:
                erase_person(session, actor(people[0], Role.CENTRE_ADMIN), people[1].id, although_open=False)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(erase_the_other, [(one, other), (other, one)])) == [False, True]


def test_nobody_erases_her_own_work_or_lifts_a_hold_on_it(centre: Centre) -> None:
    hers = str(centre.kept.submission_id)
    placed = [{"submission_id": hers}, {"person_id": str(centre.kept.learner_id)}]
    holds = [centre.admin.post("/v1/holds", json=on).json()["id"] for on in placed]
    with centre.world.database.write() as session:
        session.add(PersonRole(person_id=centre.kept.learner_id, role=Role.CENTRE_ADMIN))
    for hold in holds:
        refused = centre.learner.delete(f"/v1/holds/{hold}")
        assert (refused.status_code, "another administrator" in refused.json()["detail"]) == (409, True)
        assert centre.admin.delete(f"/v1/holds/{hold}").status_code == 204
    refused = centre.learner.post(f"/v1/submissions/{hers}/erasure", json={"although_open": True})
    assert (refused.status_code, "another administrator" in refused.json()["detail"]) == (409, True)
    assert centre.admin.post(f"/v1/submissions/{hers}/erasure", json={}).status_code == 200


def test_a_request_that_says_something_else_is_refused(centre: Centre) -> None:
    address = f"/v1/people/{centre.kept.learner_id}/erasure"
    assert centre.admin.post(address, json={"confirm": True}).status_code == 422
