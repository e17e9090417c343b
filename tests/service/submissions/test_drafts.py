"""Drafts: what is sent is kept, read and analysed, and is the learner's own until she hands it in."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from service.jobs import Kind
from service.storage.tables.people import Role
from service.storage.tables.submissions import Draft, DraftDocument, Submission
from tests.service.submissions.college import ACCOUNT, College, word_document

FIRST, SECOND = "I rang the customer back.", "She had worried about the waiting."


def upload(college: College, address: str, *files: tuple[str, bytes], **headers: str) -> Any:
    return college.learner.post(f"{address}/drafts", files=[("files", file) for file in files], headers=headers)


def count(college: College, table: type[Draft] | type[DraftDocument] | type[Submission]) -> int:
    with college.world.database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def test_pasted_text_becomes_a_draft_whose_analysis_is_asked_for(college: College) -> None:
    address = college.begin()
    draft = college.add(address)
    assert (draft["number"], draft["words"], draft["handed_in"]) == (1, len(ACCOUNT.split()), False)
    (document,) = draft["documents"]
    assert (document["name"], document["original"]) == (None, False)
    assert [job.kind for job in college.world.jobs.jobs] == [Kind.ANALYSE_DRAFT]
    assert draft["analysis"] == "waiting"
    assert college.learner.get(f"{address}/drafts/1/text").json()["content"] == ACCOUNT
    college.work()
    assert college.learner.get(f"{address}/drafts/1").json()["analysis"] == "done"


def test_several_documents_are_one_text_and_each_is_found_in_it(college: College) -> None:
    address = college.begin()
    response = upload(college, address, ("one.docx", word_document(FIRST)), ("two.txt", f"\n{SECOND}\n".encode()))
    assert response.status_code == 201, response.text
    text = college.learner.get(f"{address}/drafts/1/text").json()
    assert text["content"] == f"{FIRST}\n\n{SECOND}"
    assert [text["content"][part["start"] : part["end"]] for part in text["documents"]] == [FIRST, SECOND]
    assert [text["content"][start:end] for start, end in text["paragraphs"]] == [FIRST, SECOND]
    assert [document["name"] for document in response.json()["documents"]] == ["one.docx", "two.txt"]
    assert response.json()["documents"][0]["media_type"].endswith("wordprocessingml.document")


def test_an_original_is_given_back_as_it_was_under_its_name(college: College) -> None:
    address, data = college.begin(), word_document(FIRST)
    (document,) = upload(college, address, ("../../Große Müh.docx", data)).json()["documents"]
    assert document["name"] == "Große Müh.docx"
    response = college.learner.get(f"{address}/documents/{document['id']}")
    assert response.status_code == 200
    assert hashlib.sha256(response.content).digest() == hashlib.sha256(data).digest()
    assert response.headers["content-length"] == str(len(data))
    assert "filename*=UTF-8''Gro%C3%9Fe%20M%C3%BCh.docx" in response.headers["content-disposition"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_drafts_are_a_history(college: College) -> None:
    address = college.begin()
    for text in (FIRST, SECOND, FIRST):
        college.add(address, text)
    listed = college.learner.get(f"{address}/drafts").json()["items"]
    assert [draft["number"] for draft in listed] == [1, 2, 3]
    assert college.learner.get(address).json()["drafts"] == 3
    assert college.learner.get(f"{address}/drafts/2/text").json()["content"] == SECOND


@pytest.mark.parametrize(
    ("files", "status", "kind"),
    [
        ([("one.docx", word_document(FIRST)), ("two.docx", b"PK\x03\x04rubbish")], 422, "document-damaged"),
        ([("one.txt", b"I rang her."), ("two.txt", b" \n ")], 422, "document-empty"),
        ([("one.txt", b"I rang her.")] * 11, 422, "invalid-request"),
        ([("one.txt", b"I rang her.")] * 50, 422, "invalid-request"),
        ([("one.txt", b"")] * 1_001, 400, "malformed-request"),
        ([("one.png", b"\x89PNG\r\n\x1a\n")], 415, "unsupported-format"),
        ([("one.txt", b"rang her " * 40_000)] * 2, 413, "document-too-large"),
    ],
)
def test_what_cannot_be_read_leaves_no_draft(
    college: College, files: list[tuple[str, bytes]], status: int, kind: str
) -> None:
    address = college.begin()
    response = upload(college, address, *files)
    assert response.status_code == status, response.text
    assert response.json()["type"] == f"urn:tallymark:problem:{kind}"
    assert count(college, Draft) == 0
    assert not college.world.jobs.jobs


def test_the_document_that_is_at_fault_is_named_by_its_place(college: College) -> None:
    response = upload(college, college.begin(), ("asha.txt", b"I rang her."), ("rao.txt", b" "))
    assert response.json()["detail"].startswith("Document 2: ")
    assert "rao" not in response.text


def test_what_is_no_draft_is_refused(college: College) -> None:
    address = college.begin()
    for body in ({}, {"text": 3}, {"text": "I rang her.", "name": "x"}):
        assert college.learner.post(f"{address}/drafts", json=body).status_code == 422


def test_characters_that_no_database_takes_do_no_harm(college: College) -> None:
    address = college.begin()
    college.add(address, f"\0{FIRST}\0")
    assert college.learner.get(f"{address}/drafts/1/text").json()["content"] == FIRST


def test_no_draft_is_added_to_what_was_handed_in_until_it_is_referred_back(college: College) -> None:
    address = college.handed_in()
    assert college.learner.post(f"{address}/drafts", json={"text": FIRST}).status_code == 409
    college.move(college.assessor, address, "take")
    assert college.learner.post(f"{address}/drafts", json={"text": FIRST}).status_code == 409
    college.move(college.assessor, address, "refer_back")
    assert college.add(address, FIRST)["number"] == 2


def test_staff_read_what_was_handed_in_and_nothing_later(college: College) -> None:
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    college.move(college.assessor, address, "refer_back")
    college.add(address, SECOND)
    for client in (college.assessor, college.iqa, college.admin):
        assert [draft["number"] for draft in client.get(f"{address}/drafts").json()["items"]] == [1]
        assert client.get(address).json()["drafts"] == 1
        for part in ("", "/text", "/result", "/report.html"):
            assert client.get(f"{address}/drafts/2{part}").status_code == 404
    assert [draft["handed_in"] for draft in college.learner.get(f"{address}/drafts").json()["items"]] == [True, False]


def test_only_the_learner_adds_drafts(college: College) -> None:
    address = college.begin()
    _, other = college.signed_in(Role.LEARNER)
    assert other.post(f"{address}/drafts", json={"text": FIRST}).status_code == 404
    for client in (college.assessor, college.iqa, college.admin):
        assert client.post(f"{address}/drafts", json={"text": FIRST}).status_code == 403
    submitted = college.handed_in()
    _, both = college.signed_in(Role.LEARNER, Role.ASSESSOR)
    assert both.post(f"{submitted}/drafts", json={"text": FIRST}).status_code == 403


def test_a_draft_sent_again_under_its_key_is_one_draft(college: College) -> None:
    address = college.begin()
    files = (("one.docx", word_document(FIRST)), ("two.txt", SECOND.encode()))
    key = {"Idempotency-Key": "a-key"}
    first = upload(college, address, *files, **key)
    # A form is laid out anew each time: its boundary differs.
    again = upload(college, address, *files, **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert count(college, Draft) == 1
    other = upload(college, address, *files[::-1], **key)
    assert (other.status_code, other.json()["type"].split(":")[-1]) == (422, "idempotency-key-reused")
    assert len(college.world.jobs.jobs) == 1


def test_a_draft_sent_again_after_it_was_handed_in_is_still_answered(college: College) -> None:
    address, key = college.begin(), {"Idempotency-Key": "a-key"}
    college.learner.post(f"{address}/drafts", json={"text": FIRST}, headers=key)
    college.move(college.learner, address, "hand_in")
    again = college.learner.post(f"{address}/drafts", json={"text": FIRST}, headers=key)
    assert (again.status_code, again.json()["number"]) == (201, 1)
    assert college.learner.post(f"{address}/drafts", json={"text": FIRST}).status_code == 409


def test_a_key_that_is_none_is_refused(college: College) -> None:
    for key in ("", "x" * 101, "with space"):
        response = college.learner.post("/v1/submissions", json={}, headers={"Idempotency-Key": key})
        assert response.status_code == 422


def originals_of(college: College) -> set[str]:
    app: Any = college.world.anonymous.app
    kept = app.state.services.originals.all()
    return {original.sha256 for original in kept if original.centre_id == college.centre.id}


def test_a_draft_that_was_never_handed_in_can_be_taken_back(college: College) -> None:
    address, data = college.begin(), word_document(FIRST)
    (document,) = upload(college, address, ("one.docx", data)).json()["documents"]
    college.work()
    assert originals_of(college) == {hashlib.sha256(data).hexdigest()}
    assert college.learner.delete(f"{address}/drafts/1").status_code == 204
    draft = college.learner.get(f"{address}/drafts/1").json()
    assert draft["erased_at"]
    assert draft["documents"][0]["name"] is None
    assert college.learner.get(f"{address}/drafts/1/text").status_code == 409
    result = college.learner.get(f"{address}/drafts/1/result").json()
    assert result["result"] is None
    assert result["erased_at"]
    assert college.learner.get(f"{address}/documents/{document['id']}").status_code == 404
    assert originals_of(college) == set()
    assert college.try_move(college.learner, address, "hand_in").status_code == 409


def test_when_the_latest_draft_was_taken_back_the_one_before_it_is_handed_in_and_assessed(college: College) -> None:
    address = college.begin()
    for text in (FIRST, SECOND):
        college.add(address, text)
    assert college.learner.delete(f"{address}/drafts/2").status_code == 204
    assert college.move(college.learner, address, "hand_in")["draft"] == 1
    assert college.move(college.assessor, address, "take")["draft"] == 1
    assert college.assessor.get(f"{address}/drafts/1/text").status_code == 200
    college.move(college.assessor, address, "refer_back")
    college.add(address, SECOND)
    assert college.learner.delete(f"{address}/drafts/3").status_code == 204
    refused = college.try_move(college.learner, address, "hand_in")
    assert refused.json()["detail"] == "This draft was handed in before. Add a new one first."


def test_a_draft_that_was_taken_back_is_not_kept_again_when_it_is_sent_again(college: College) -> None:
    address, key = college.begin(), {"Idempotency-Key": "a-key"}
    upload(college, address, ("one.docx", data := word_document(FIRST)), **key)
    college.learner.delete(f"{address}/drafts/1")
    again = upload(college, address, ("one.docx", data), **key)
    assert (again.status_code, again.json()["number"]) == (201, 1)
    assert originals_of(college) == set()


def test_what_another_draft_needs_stays_when_one_is_taken_back(college: College) -> None:
    data = word_document(FIRST)
    address, other = college.begin(), college.begin()
    upload(college, address, ("one.docx", data))
    (document,) = upload(college, other, ("one.docx", data)).json()["documents"]
    college.work()
    assert college.learner.delete(f"{address}/drafts/1").status_code == 204
    assert college.learner.get(f"{other}/documents/{document['id']}").content == data
    assert college.learner.get(f"{other}/drafts/1/result").json()["result"]["text"]["content"] == FIRST


def test_what_was_handed_in_cannot_be_taken_back(college: College) -> None:
    address = college.begin()
    college.add(address, FIRST)
    college.add(address, SECOND)
    college.move(college.learner, address, "hand_in")
    for number in (1, 2):
        assert college.learner.delete(f"{address}/drafts/{number}").status_code == 409
    assert college.learner.delete(f"{address}/drafts/3").status_code == 404
    assert college.assessor.delete(f"{address}/drafts/1").status_code == 403


def test_an_original_that_is_gone_or_altered_is_an_error(college: College) -> None:
    address, data = college.begin(), word_document(FIRST)
    (document,) = upload(college, address, ("one.docx", data)).json()["documents"]
    app: Any = college.world.anonymous.app
    app.state.services.originals.delete(college.centre.id, hashlib.sha256(data).hexdigest())
    response = college.learner.get(f"{address}/documents/{document['id']}")
    assert (response.status_code, response.json()["type"].split(":")[-1]) == (500, "original-lost")


def test_of_a_draft_sent_many_times_at_once_one_is_kept_and_all_are_answered(college: College) -> None:
    address, together = college.begin(), Barrier(4)

    def send(_: int) -> Any:
        together.wait()
        return college.learner.post(f"{address}/drafts", json={"text": FIRST}, headers={"Idempotency-Key": "a-key"})

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(send, range(4)))
    assert [answer.status_code for answer in answers] == [201] * 4
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert count(college, Draft) == 1


def test_drafts_sent_at_once_are_numbered_without_gaps(college: College) -> None:
    address, together = college.begin(), Barrier(4)

    def send(_: int) -> int:
        together.wait()
        return int(college.add(address)["number"])

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(send, range(4))) == [1, 2, 3, 4]


def test_who_opens_somebody_elses_original_is_recorded(college: College, recorded: Any) -> None:
    address = college.begin()
    (document,) = upload(college, address, ("one.docx", word_document(FIRST))).json()["documents"]
    college.move(college.learner, address, "hand_in")
    for client in (college.learner, college.assessor):
        assert client.get(f"{address}/documents/{document['id']}").status_code == 200
    assert recorded().count("original.read") == 1


def test_a_draft_of_another_submission_is_not_found_under_this_one(college: College) -> None:
    address, other = college.begin(), college.begin()
    (document,) = upload(college, address, ("one.docx", word_document(FIRST))).json()["documents"]
    assert college.learner.get(f"{other}/documents/{document['id']}").status_code == 404
    assert college.learner.get(f"{other}/drafts/1").status_code == 404


def test_a_large_number_of_a_draft_is_a_fault_and_no_bug(college: College) -> None:
    address = college.begin()
    client: TestClient = college.learner
    assert client.get(f"{address}/drafts/{10**30}").status_code == 422
    assert client.get(f"{address}/drafts/0").status_code == 422
    assert client.get("/v1/submissions/no-id").status_code == 422
