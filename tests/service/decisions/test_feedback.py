"""What an assessor writes to a learner."""

from __future__ import annotations

import pytest

from service.storage.tables.submissions import State
from tests.service.decisions.cases import Case, a_case, problem
from tests.service.world import World

PATH = "/v1/submissions/{id}/feedback"


@pytest.fixture
def case(world: World) -> Case:
    return a_case(world)


def test_the_learner_reads_it_when_the_submission_is_closed(case: Case) -> None:
    ada, learner = case.college.assessor, case.college.learner
    response = case.post(ada, PATH, content="Say more about Mrs A.")
    assert response.status_code == 201
    assert response.headers["ETag"] == case.version
    assert case.get(learner, "feedback")["items"] == []
    assert [one["content"] for one in case.get(ada, "feedback")["items"]] == ["Say more about Mrs A."]
    case.move(State.REFERRED_BACK)
    (told,) = case.get(learner, "feedback")["items"]
    assert (told["content"], told["by"]["name"], told["draft"]) == ("Say more about Mrs A.", "Ada Byron", 1)
    case.next_draft()
    case.post(ada, PATH, content="Now it is there.")
    assert [one["draft"] for one in case.get(learner, "feedback")["items"]] == [1]
    case.move(State.DECIDED)
    assert [one["draft"] for one in case.get(learner, "feedback")["items"]] == [1, 2]


def test_what_was_written_stays_and_is_corrected_by_more(case: Case) -> None:
    ada = case.college.assessor
    first = case.post(ada, PATH, content="Well done, Ben.").json()
    case.move(State.DECIDED)
    second = case.post(ada, PATH, content="Well done, Asha.").json()
    assert second["supersedes"] == first["id"]
    assert [one["id"] for one in case.get(ada, "feedback")["items"]] == [first["id"], second["id"]]
    assert [one["content"] for one in case.get(case.college.learner, "feedback")["items"]] == ["Well done, Asha."]
    (mail,) = case.world.jobs.jobs
    assert (mail.payload["kind"], mail.payload["about"]) == ("decided", second["id"])


def test_a_correction_stays_told_when_the_learner_goes_on(case: Case) -> None:
    ada, learner = case.college.assessor, case.college.learner
    case.post(ada, PATH, content="Say more about Ben.")
    case.move(State.REFERRED_BACK)
    case.post(ada, PATH, content="Say more about Asha.")
    case.next_draft()
    case.post(ada, PATH, content="Now it is there.")
    assert [one["content"] for one in case.get(learner, "feedback")["items"]] == ["Say more about Asha."]


def test_only_who_has_it_writes_and_only_she_corrects(case: Case) -> None:
    assert problem(case.post(case.college.colleague, PATH, content="Hello.")) == "conflict"
    assert problem(case.post(case.college.learner, PATH, content="Hello.")) == "not-permitted"
    case.post(case.college.assessor, PATH, content="Hello.")
    case.move(State.REFERRED_BACK)
    refused = case.post(case.college.colleague, PATH, content="Hello again.")
    assert problem(refused) == "conflict"
    assert "Ada Byron" in refused.json()["detail"]


@pytest.mark.parametrize("content", ["", "   ", "a" * 20_001, "a\0b"])
def test_it_has_words(case: Case, content: str) -> None:
    assert problem(case.post(case.college.assessor, PATH, content=content)) == "invalid-request"


def test_it_is_written_to_the_version_that_was_seen(case: Case) -> None:
    seen = case.version
    case.decide(case.college.assessor)
    assert problem(case.post(case.college.assessor, PATH, version=seen, content="Hello.")) == "changed-meanwhile"
