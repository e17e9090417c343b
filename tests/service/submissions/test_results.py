"""The result of a draft, its reports and its comparison, as each reader may see them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult
from service.storage import Database
from service.storage.tables.people import Role
from tests.service.databases import empty
from tests.service.submissions.college import ACCOUNT, UNIT, College, word_document
from tests.service.world import open_world

POINTS = [point.id for point in UNIT.marking_points]
PARAGRAPHS = ACCOUNT.split("\n\n")


def result(client: TestClient, address: str, number: int = 1) -> Any:
    response = client.get(f"{address}/drafts/{number}/result")
    assert response.status_code == 200, response.text
    return response.json()


def in_assessment(college: College) -> str:
    address = college.handed_in()
    college.work()
    college.move(college.assessor, address, "take")
    return address


def test_a_learner_is_told_that_a_program_helped_and_that_a_person_decides(college: College) -> None:
    address = college.begin()
    college.add(address)
    waiting = result(college.learner, address)
    assert (waiting["analysis"], waiting["result"], waiting["made_at"]) == ("waiting", None, None)
    assert "program read this draft" in waiting["notice"]["program"]
    assert "only at the words" in waiting["notice"]["looked_at"]
    assert "Your assessor decides" in waiting["notice"]["decides"]
    college.work()
    done = result(college.learner, address)
    assert (done["analysis"], done["hidden"], done["problem"]) == ("done", [], None)
    expected = fake_analyser().analyse(read_text(ACCOUNT))
    assert AnalysisResult.model_validate(done["result"]).marking_points == expected.marking_points


def test_an_assessor_sees_all_of_it_under_her_own_notice(college: College) -> None:
    address = in_assessment(college)
    for client in (college.assessor, college.colleague, college.iqa, college.admin):
        seen = result(client, address)
        assert [point["id"] for point in seen["result"]["marking_points"]] == POINTS
        assert "none of them is a decision" in seen["notice"]["program"]


@pytest.fixture
def college_with_policies(policies: None, sqlite: Database, tmp_path: Path) -> Iterator[College]:  # noqa: ARG001
    """Its unit has a qualification for each feedback policy; a service reads its units once, so it has its own."""
    empty(sqlite)
    with open_world(sqlite, tmp_path) as world:
        yield College(world, world.centre())


@pytest.mark.parametrize("policy", ["signpost", "off"])
def test_a_learner_sees_what_her_qualification_allows_and_her_assessor_everything(
    college_with_policies: College, policy: str
) -> None:
    college = college_with_policies
    address = college.begin(qualification=policy)
    college.add(address, "I rang her under another policy.")
    college.work()
    answers = {
        part: college.learner.get(f"{address}/drafts/1/{part}") for part in ("result", "report.html", "report.pdf")
    }
    if policy == "off":
        for response in answers.values():
            assert response.status_code == 403
            assert response.json()["type"].endswith(":feedback-withheld")
    else:
        assert answers["result"].json()["result"]["marking_points"] == []
        assert {response.status_code for response in answers.values()} == {200}
    college.move(college.learner, address, "hand_in")
    assert len(result(college.assessor, address)["result"]["marking_points"]) == len(POINTS)


def test_blind_first_hides_each_suggestion_until_its_point_is_decided(blind_college: College) -> None:
    college = blind_college
    address = in_assessment(college)
    first, *others = POINTS
    for client in (college.assessor, college.colleague):
        seen = result(client, address)
        assert (seen["hidden"], seen["result"]["marking_points"]) == (POINTS, [])
        assert "decides first" in seen["result"]["feedback"]["summary"]
    for client in (college.iqa, college.admin, college.learner):
        assert result(client, address)["hidden"] == []
    college.decide(address, college.assessor, first)
    seen = result(college.assessor, address)
    assert [point["id"] for point in seen["result"]["marking_points"]] == [first]
    assert seen["hidden"] == others
    college.decide(address, college.assessor, *others)
    assert result(college.assessor, address) == {**result(college.iqa, address)}


def test_no_report_or_comparison_tells_what_is_hidden(blind_college: College) -> None:
    college = blind_college
    address = in_assessment(college)
    explanations = [point["explanation"][:60] for point in result(college.iqa, address)["result"]["marking_points"]]
    told = college.iqa.get(f"{address}/drafts/1/report.html").text
    hidden = college.assessor.get(f"{address}/drafts/1/report.html").text
    assert "decides first" in hidden
    assert len(hidden) < len(told)
    compared = college.assessor.get(f"{address}/comparison?first=1&second=1")
    assert (compared.status_code, compared.json()["type"].split(":")[-1]) == (403, "not-permitted")
    assert explanations
    assert college.iqa.get(f"{address}/comparison?first=1&second=1").status_code == 200


def test_reports_show_the_draft_under_the_name_of_its_file(one_college: College) -> None:
    college = one_college
    address = college.begin()
    files = [("files", ("My account.docx", word_document(*PARAGRAPHS)))]
    college.learner.post(f"{address}/drafts", files=files)
    assert college.learner.get(f"{address}/drafts/1/report.html").status_code == 409
    college.work()
    page = college.learner.get(f"{address}/drafts/1/report.html")
    assert page.headers["content-type"].startswith("text/html")
    assert 'filename="My account-feedback.html"' in page.headers["content-disposition"]
    assert "script" not in page.headers["content-security-policy"]
    assert "My account.docx" in page.text
    pdf = college.learner.get(f"{address}/drafts/1/report.pdf")
    assert (pdf.status_code, pdf.headers["content-type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")


def comments_of(content: bytes) -> list[str]:
    return [comment.text for comment in WordDocument(BytesIO(content)).comments]


def test_each_word_document_of_a_draft_comes_back_with_its_own_comments(one_college: College) -> None:
    college = one_college
    address = college.begin()
    files = [
        ("files", ("one.docx", word_document(PARAGRAPHS[0]))),
        ("files", ("notes.txt", b"The log of that day says: rang at ten.")),
        ("files", ("two.docx", word_document(PARAGRAPHS[1]))),
    ]
    documents = college.learner.post(f"{address}/drafts", files=files).json()["documents"]
    college.work()
    expected = {"one.docx": PARAGRAPHS[0], "two.docx": PARAGRAPHS[1]}
    for document in documents:
        response = college.learner.get(f"{address}/drafts/1/report.docx?document={document['id']}")
        if document["name"] == "notes.txt":
            assert response.status_code == 415
            continue
        assert response.status_code == 200, response.text
        returned = WordDocument(BytesIO(response.content))
        assert [paragraph.text for paragraph in returned.paragraphs] == [expected[document["name"]]]
        assert comments_of(response.content)
        assert all(comment.timestamp for comment in returned.comments)
    default = college.learner.get(f"{address}/drafts/1/report.docx")
    assert 'filename="one-feedback.docx"' in default.headers["content-disposition"]


def test_a_draft_without_a_word_document_has_no_comments_to_give(one_college: College) -> None:
    college = one_college
    address = college.begin()
    college.add(address)
    college.work()
    response = college.learner.get(f"{address}/drafts/1/report.docx")
    assert (response.status_code, response.json()["type"].split(":")[-1]) == (415, "unsupported-format")


def test_two_drafts_are_compared(one_college: College) -> None:
    college = one_college
    address = college.begin()
    college.add(address, PARAGRAPHS[0])
    college.add(address)
    response = college.learner.get(f"{address}/comparison?first=1&second=2")
    assert response.status_code == 200, response.text
    compared = response.json()
    assert (compared["first"], compared["second"]) == (1, 2)
    assert compared["comparison"]["second"]["words"] > compared["comparison"]["first"]["words"]
    assert "program" in compared["notice"]
    assert college.learner.get(f"{address}/comparison?first=1&second=3").status_code == 404
    for query in ("first=1", "first=0&second=1", "first=a&second=1", "first=1&second=2&third=3"):
        assert college.learner.get(f"{address}/comparison?{query}").status_code == 422


def test_assessors_are_shown_which_handed_in_draft_shares_passages(college: College) -> None:
    shared = (
        "When the courier lost the second parcel too I rang Mrs Obuya before she could ring me, said plainly what had "
        "gone wrong, and asked her which of the two ways of putting it right would suit her week better than the other."
    )
    _, other = college.signed_in(Role.LEARNER)
    theirs = college.begin(other)
    college.add(theirs, f"{shared}\n\nShe chose the second.", other)
    address = college.handed_in(f"{shared}\n\nI was relieved.")
    college.work()
    assert result(college.assessor, address)["result"]["overlaps"] == []
    college.move(other, theirs, "hand_in")
    (overlap,) = result(college.assessor, address)["result"]["overlaps"]
    assert overlap["source"] == f"{theirs}/drafts/1"
    assert overlap["share"] > 0.5
    assert college.assessor.get(overlap["source"]).status_code == 200
    assert result(college.learner, address)["result"]["overlaps"] == []


def test_another_learner_sees_nothing_of_it(college: College) -> None:
    address = college.begin()
    college.add(address)
    college.work()
    _, other = college.signed_in(Role.LEARNER)
    for path in ("result", "report.html", "report.pdf", "report.docx", "text"):
        assert other.get(f"{address}/drafts/1/{path}").status_code == 404


def test_no_words_are_logged(one_college: College, caplog: pytest.LogCaptureFixture) -> None:
    college = one_college
    address = college.begin()
    college.learner.post(f"{address}/drafts", files=[("files", ("Zanzibar.txt", b"Zanzibar was where she lived."))])
    college.work()
    for path in ("", "/text", "/result", "/report.html"):
        assert college.learner.get(f"{address}/drafts/1{path}").status_code == 200
    assert "zanzibar" not in caplog.text.lower()
