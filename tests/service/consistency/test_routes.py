"""Agreement and progress as the service answers them."""

from __future__ import annotations

from typing import Any

import pytest

from service.storage.tables.people import Cohort, Person
from service.storage.tables.submissions import State, Submission
from tests.service.decisions.cases import POINTS, Case, a_case
from tests.service.submissions_in_centres import a_draft, a_submission, handed_in
from tests.service.world import World

AGREEMENT, PROGRESS = "/v1/consistency/agreement", "/v1/consistency/progress"
PATTERNS = "/v1/consistency/patterns"


@pytest.fixture
def case(world: World) -> Case:
    """Decided on two points, and one of them marked a second time otherwise."""
    case = a_case(world, blind_first=True)
    case.decide(case.college.assessor, "MP1", "met")
    case.decide(case.college.assessor, "MP2", "partial")
    case.move(State.DECIDED)
    case.post(case.college.iqa, "/v1/submissions/{id}/samplings", reason="planned")
    case.post(case.college.iqa, "/v1/submissions/{id}/second-decisions", marking_point="MP1", status="not", draft=1)
    return case


def read(case: Case, person: Person, path: str, **query: str) -> Any:
    response = case.client(person).get(path, params=query)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_second_marking_is_laid_beside_the_first(case: Case) -> None:
    found = read(case, case.college.iqa, AGREEMENT)
    (pair,) = found["between_people"]["pairs"]
    assert {one["name"] for one in pair["assessors"]} == {"Ada Byron", "Caroline Herschel"}
    assert pair["pairs"] == 1
    assert [point["marking_point"] for point in found["between_people"]["points"]] == ["MP1"]
    assert found["between_people"]["overall"]["table"][2] == [1, 0, 0]
    assert found["between_people"]["overall"]["kappa"] == {
        "value": None,
        "low": None,
        "high": None,
        "why_not": "It takes 8 submissions that both have judged; so far: 1.",
    }
    assert found["with_program"]["overall"]["pairs"] == 2
    assert found["mark_twice"][0]["missing"] == 7


def test_what_is_asked_for_is_what_is_measured(case: Case) -> None:
    iqa = case.college.iqa
    for query in ({"source": "contest"}, {"unit": "another"}, {"until": "2020-01-01"}, {"since": "9999-12-31"}):
        assert read(case, iqa, AGREEMENT, **query)["decisions"] == 0
    assert read(case, iqa, AGREEMENT, source="assessment")["decisions"] == 2
    assert read(case, iqa, AGREEMENT, since="2020-01-01", until="9999-12-31")["decisions"] == 3
    assert case.client(iqa).get(AGREEMENT, params={"source": "hearsay"}).status_code == 422


def test_nobody_is_told_of_her_own_work_or_of_another_centre(case: Case) -> None:
    with case.world.database.write() as session:
        session.get_one(Submission, case.submission_id).learner_id = case.college.admin.id
    assert read(case, case.college.admin, AGREEMENT)["decisions"] == 0
    assert read(case, case.college.admin, PROGRESS) == {"cohorts": []}
    other = a_case(case.world)
    assert read(other, other.college.iqa, AGREEMENT)["decisions"] == 0
    assert case.client(case.college.assessor).get(AGREEMENT).status_code == 403


def test_progress_counts_what_is_in_force_by_cohort(case: Case) -> None:
    college, database = case.college, case.world.database
    cohort = case.world.add(Cohort(centre_id=college.centre.id, name="Autumn"))
    waiting = a_submission(database, college.learner, State.SUBMITTED, cohort_id=cohort.id)
    handed_in(database, waiting, a_draft(database, waiting))
    a_submission(database, college.learner)  # never handed in
    autumn, none = read(case, college.iqa, PROGRESS)["cohorts"]
    assert (autumn["name"], autumn["states"]) == ("Autumn", {"submitted": 1})
    assert [(one["marking_point"], one["undecided"]) for one in autumn["points"]] == [(point, 1) for point in POINTS]
    assert (none["cohort"], none["submissions"], none["states"]) == (None, 1, {"sampled": 1})
    decided = {one["marking_point"]: (one["statuses"], one["undecided"]) for one in none["points"]}
    assert decided["MP1"] == ({"met": 1, "partial": 0, "not": 0}, 0)
    assert decided["MP3"] == ({"met": 0, "partial": 0, "not": 0}, 1)
    assert read(case, college.iqa, PROGRESS, cohort=str(cohort.id))["cohorts"] == [autumn]


def test_everything_that_was_looked_for_is_told_and_no_comment_is(case: Case) -> None:
    found = read(case, case.college.iqa, PATTERNS)
    assert found["signals"] == []
    assert len(found["looked_for"]) == 7
    assert all(one["assessors"] == 0 and one["why_not"] and one["false_alarms"] <= 0.05 for one in found["looked_for"])
    assert case.client(case.college.assessor).get(PATTERNS).status_code == 403
    assert read(case, case.college.assessor, f"{PATTERNS}/mine") == found
