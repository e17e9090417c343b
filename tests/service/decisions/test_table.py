"""All decisions as a tidy table."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
import sqlalchemy as sa

from service.decisions import table
from service.judging.reading.reading import read_decisions
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import State
from tests.service.decisions.cases import Case, a_case, problem
from tests.service.world import World


@pytest.fixture
def case(world: World) -> Case:
    return a_case(world, blind_first=True)


def rows(case: Case, query: str = "") -> list[dict[str, str]]:
    response = case.client(case.college.iqa).get(f"/v1/decisions.csv{query}")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(response.text)))


def test_who_downloads_it_is_written_down(case: Case) -> None:
    rows(case)
    rows(case, "?comments=true")
    with case.world.database.read() as session:
        wanted = sa.select(AuditEntry).where(AuditEntry.action == "decisions.downloaded").order_by(AuditEntry.number)
        told = [(entry.actor_id, entry.details) for entry in session.scalars(wanted)]
    assert told == [(case.college.iqa.id, {"comments": False}), (case.college.iqa.id, {"comments": True})]


def test_one_row_each_one_column_a_fact(case: Case) -> None:
    first = case.decide(case.college.assessor, "MP1", "not", comment="She says little.").json()
    second = case.decide(case.college.assessor, "MP1", "met").json()
    case.client(case.college.assessor).post(f"/v1/decisions/{second['id']}/stance", json={"agrees": True})
    case.move(State.DECIDED)
    before, after = rows(case)
    assert list(before) == list(table.COLUMNS)
    assert before | {"decided_on": "", "suggestion": ""} == {
        "assessor": str(case.college.assessor.id),
        "submission": str(case.submission_id),
        "marking_point": "MP1",
        "status": "not",
        "decided_on": "",
        "learner": str(case.college.learner.id),
        "blind": "true",
        "cohort": "",
        "suggestion": "",
        "agrees": "",
        "purpose": "assessment",
        "in_force": "false",
        "unit": "build-and-maintain-effective-customer-relations",
        "draft": "1",
        "decision": first["id"],
        "supersedes": "",
        "opened_on": "",
        "assessor_name": "Ada Byron",
        "learner_reference": "",
    }
    assert before["decided_on"].endswith("Z")
    assert (after["blind"], after["agrees"], after["in_force"]) == ("false", "true", "true")
    assert [row["comment"] for row in rows(case, "?comments=true")] == ["She says little.", ""]


def test_whoever_decides_blind_herself_is_not_told_what_was_suggested_to_a_colleague(case: Case) -> None:
    case.decide(case.college.assessor)
    assert rows(case)[0]["suggestion"]
    with case.world.database.write() as session:
        session.add(PersonRole(person_id=case.college.iqa.id, role=Role.ASSESSOR))
    assert rows(case)[0]["suggestion"] == ""
    case.move(State.DECIDED)
    assert rows(case)[0]["suggestion"]


def test_only_what_is_asked_for(case: Case) -> None:
    case.decide(case.college.assessor)
    assert len(rows(case, f"?assessor={case.college.assessor.id}")) == 1
    assert rows(case, f"?assessor={case.college.iqa.id}") == []
    assert rows(case, "?unit=another") == []
    assert rows(case, f"?cohort={case.college.iqa.id}") == []


def test_no_cell_is_taken_for_a_formula(case: Case) -> None:
    case.decide(case.college.assessor, comment='=HYPERLINK("http://evil.example","Click")')
    with case.world.database.write() as session:
        session.execute(
            sa.update(Person).where(Person.id == case.college.assessor.id).values(name=" @SUM(A1)", reference="-1")
        )
    (row,) = rows(case, "?comments=true")
    assert row["comment"] == '\'=HYPERLINK("http://evil.example","Click")'
    assert row["assessor_name"] == "' @SUM(A1)"


def test_long_tables_come_in_pieces_without_gaps(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "AT_ONCE", 2)
    ids = [case.decide(case.college.assessor, "MP1", status).json()["id"] for status in ("met", "not") * 2]
    assert [row["decision"] for row in rows(case)] == ids


def test_it_is_for_quality_assurers_and_administrators_of_the_centre(case: Case) -> None:
    case.decide(case.college.assessor)
    for person in (case.college.assessor, case.college.learner):
        assert problem(case.client(person).get("/v1/decisions.csv")) == "not-permitted"
    assert rows(a_case(case.world)) == []
    assert case.client(case.college.admin).get("/v1/decisions.csv").status_code == 200


def test_of_her_own_work_nobody_is_told_more_than_its_learner(case: Case) -> None:
    case.decide(case.college.assessor, "MP1", "met", comment="Clear.")
    with case.world.database.write() as session:
        session.add(PersonRole(person_id=case.college.learner.id, role=Role.IQA))
    hers = case.client(case.college.learner).get("/v1/decisions.csv?comments=true").text
    assert len(hers.splitlines()) == 1
    assert len(rows(case)) == 1
    case.move(State.DECIDED)
    assert "Clear." in case.client(case.college.learner).get("/v1/decisions.csv?comments=true").text


def test_an_audit_reads_it_as_it_is(case: Case) -> None:
    case.decide(case.college.assessor, "MP1", "not", comment="=SUM(A1) is what she wrote,\nnot I.")
    case.decide(case.college.assessor, "MP1", "met")
    case.decide(case.college.assessor, "MP2", "partial")
    response = case.client(case.college.iqa).get("/v1/decisions.csv?comments=true")
    reading = read_decisions(response.content)

    assert not reading.left_out
    assert reading.names == {str(case.college.assessor.id): "Ada Byron"}
    assert list(reading.table["status"]) == ["not", "met", "partial"]
    assert list(reading.table["in_force"]) == [False, True, True]
    assert reading.table["comment"][0] == "=SUM(A1) is what she wrote,\nnot I."
    assert reading.notes == ["Not used: agrees, decision, supersedes, learner_reference."]
