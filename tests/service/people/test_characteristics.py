"""What a centre records of its learners: who may, what becomes of it, and that nobody who assesses sees it."""

from __future__ import annotations

import sqlalchemy as sa

from service.consistency.schemas import AgreementQuery
from service.consistency.table import read_table
from service.storage.tables.people import LearnerCharacteristic, Role
from service.storage.tables.records import AuditEntry
from tests.service.decisions.cases import a_case
from tests.service.submissions_in_centres import actor
from tests.service.world import World

LIST = "/v1/characteristics"
ENGLISH = {
    "key": "level_of_english", "name": "Level of English", "protected": False, "options": ["Level 1", "Level 2"],
}  # fmt: skip
ETHNICITY = {"key": "ethnicity", "name": "Ethnicity", "protected": True, "options": ["Asian", "Black", "White"]}


def test_an_administrator_sets_the_list_up_and_records_of_learners_what_is_on_it(world: World) -> None:
    centre = world.centre()
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    learner, assessor = world.person(centre, Role.LEARNER), world.person(centre, Role.ASSESSOR)
    assert admin.get(LIST).json() == {"items": []}
    made = admin.put(LIST, json={"items": [ETHNICITY, ENGLISH]})
    assert made.status_code == 200, made.text
    assert made.json()["items"] == [ETHNICITY, ENGLISH]
    hers = f"/v1/people/{learner.id}/characteristics"
    values = {"ethnicity": "Black", "level_of_english": "Level 1"}
    assert admin.put(hers, json={"values": values}).json() == {"person": str(learner.id), "values": values}
    for wrong in ({"ethnicity": "Blue"}, {"shoe_size": "7"}):
        assert admin.put(hers, json={"values": wrong}).status_code == 422
    assert admin.put(f"/v1/people/{assessor.id}/characteristics", json={"values": values}).status_code == 409
    assert world.client_of(assessor).get(hers).status_code == 403
    assert world.client_of(learner).get(hers).status_code == 403
    # What goes from the list goes from everybody.
    admin.put(LIST, json={"items": [{**ENGLISH, "options": ["Level 1", "Level 3"]}]})
    assert admin.get(hers).json()["values"] == {"level_of_english": "Level 1"}
    admin.put(LIST, json={"items": [{**ENGLISH, "options": ["Level 2", "Level 3"]}]})
    assert admin.get(hers).json()["values"] == {}


def test_the_audit_log_says_that_something_was_recorded_and_not_what(world: World) -> None:
    centre = world.centre()
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    learner = world.person(centre, Role.LEARNER)
    admin.put(LIST, json={"items": [ETHNICITY]})
    admin.put(f"/v1/people/{learner.id}/characteristics", json={"values": {"ethnicity": "Black"}})
    with world.database.read() as session:
        last = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert (last.action, last.details["recorded"]) == ("person.characteristics_recorded", 1)
    assert "Black" not in str(last.details)


def test_lists_that_cannot_be_used_are_refused(world: World) -> None:
    _, admin = world.of(world.centre(), Role.CENTRE_ADMIN)
    for wrong in ([ENGLISH, ENGLISH], [{**ENGLISH, "key": "form"}], [{**ENGLISH, "options": ["Level 1", "Level 1"]}]):
        assert admin.put(LIST, json={"items": wrong}).status_code == 422


def test_erasing_her_erases_what_was_recorded(world: World) -> None:
    centre = world.centre()
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    learner = world.person(centre, Role.LEARNER)
    admin.put(LIST, json={"items": [ETHNICITY]})
    admin.put(f"/v1/people/{learner.id}/characteristics", json={"values": {"ethnicity": "Black"}})
    assert admin.post(f"/v1/people/{learner.id}/erasure", json={}).status_code == 200
    with world.database.read() as session:
        assert session.scalars(sa.select(LearnerCharacteristic)).all() == []


def test_they_are_groups_of_the_table_of_all_decisions_and_of_no_part_of_it(world: World) -> None:
    case = a_case(world, blind_first=True)
    case.decide(case.college.assessor, "MP1", "met")
    admin = case.client(case.college.admin)
    admin.put(LIST, json={"items": [ETHNICITY, ENGLISH]})
    values = {"ethnicity": "Black", "level_of_english": "Level 1"}
    admin.put(f"/v1/people/{case.college.learner.id}/characteristics", json={"values": values})
    with world.database.read() as session:
        iqa = actor(case.college.iqa, Role.IQA)
        whole = read_table(session, iqa, AgreementQuery())
        part = read_table(session, iqa, AgreementQuery(unit=whole["unit"].iloc[0]))
    assert list(whole["group.level_of_english"]) == ["Level 1"]
    assert list(whole["protected.ethnicity"]) == ["Black"]
    assert list(whole["protected.ethnicity"].cat.categories) == ["Asian", "Black", "White"]
    assert not {"protected.ethnicity", "group.level_of_english"} & set(part.columns)
