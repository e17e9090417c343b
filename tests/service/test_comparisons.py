"""POST /v1/comparisons: two drafts in, what changed out."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from nlp.comparison.comparison import compare_documents
from nlp.pipeline import fake_analyser
from nlp.readers import read_text
from service.analysers import Analysers
from service.comparisons.schemas import ComparisonAnswer
from tests.service.conftest import ACCOUNT, Serve

URL = "/v1/comparisons"
UNIT = fake_analyser().unit.id
LATER = ACCOUNT + " I have sent a message before noon ever since."


def answer_of(client: TestClient, url: str = URL, **request: object) -> ComparisonAnswer:
    response = client.post(url, **request)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return ComparisonAnswer.model_validate_json(response.content)


def word_document(*paragraphs: str) -> bytes:
    document, file = WordDocument(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def test_texts_give_the_comparison_that_the_pipeline_gives(client: TestClient) -> None:
    answer = answer_of(client, json={"first": ACCOUNT, "second": LATER})

    expected = compare_documents(fake_analyser(), read_text(ACCOUNT), read_text(LATER)).comparison
    assert answer == ComparisonAnswer.model_validate({**expected.model_dump(), "results": None})
    assert [(change.kind, change.second[0].text) for change in answer.text.changes] == [
        ("added", "I have sent a message before noon ever since.")
    ]


def test_the_whole_results_come_only_where_they_are_asked_for(client: TestClient) -> None:
    drafts = {"first": ACCOUNT, "second": LATER}

    assert answer_of(client, json=drafts).results is None
    results = answer_of(client, f"{URL}?include=results", json=drafts).results

    assert results is not None
    assert results.first == fake_analyser().analyse(read_text(ACCOUNT))
    assert results.second.text.content == LATER


def test_files_are_read_whatever_their_formats(client: TestClient) -> None:
    files = {
        "first": ("first draft.docx", word_document("I rang her back.", "She had worried.")),
        "second": ("second.txt", b"I rang her back.\n\nShe had worried about the waiting."),
    }

    answer = answer_of(client, files=files, data={"unit": UNIT})

    assert [change.kind for change in answer.text.changes] == ["reworded"]
    assert (answer.first.words, answer.second.words) == (7, 10)
    assert answer.unit.id == UNIT


def test_a_qualification_can_be_named(client: TestClient) -> None:
    qualification = fake_analyser().unit.qualifications[-1].id

    answer_of(
        client, f"{URL}?qualification={qualification}&audience=assessor", json={"first": ACCOUNT, "second": LATER}
    )
    unknown = client.post(f"{URL}?qualification=none", json={"first": ACCOUNT, "second": LATER})

    assert unknown.json()["type"] == "urn:tallymark:problem:qualification-not-found"


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["#/first", "#/second"]),
        ({"first": "I rang her."}, ["#/second"]),
        ({"first": "I rang her.", "second": 2}, ["#/second"]),
        ({"first": "I rang her.", "second": "I did.", "third": "x"}, ["#"]),
        ([], ["#"]),
    ],
)
def test_what_is_wrong_with_a_json_body_is_pointed_at(client: TestClient, body: object, pointers: list[str]) -> None:
    response = client.post(URL, json=body)

    assert response.status_code == 422
    assert [fault["pointer"] for fault in response.json()["errors"]] == pointers


@pytest.mark.parametrize(
    ("files", "pointers"),
    [
        ({"first": ("a.txt", b"I rang her.")}, ["#/second"]),
        ({"first": ("a.txt", b"I rang her."), "file": ("b.txt", b"I did.")}, ["#/second", "#"]),
        ({"first": (None, b"I rang her."), "second": ("b.txt", b"I did.")}, ["#/first"]),
    ],
)
def test_what_is_wrong_with_a_form_is_pointed_at(
    client: TestClient, files: dict[str, tuple[str, bytes]], pointers: list[str]
) -> None:
    response = client.post(URL, files=files)

    assert response.status_code == 422
    assert [fault["pointer"] for fault in response.json()["errors"]] == pointers


@pytest.mark.parametrize("query", ["include=everything", "include=results&colour=red"])
def test_an_unknown_query_is_refused(client: TestClient, query: str) -> None:
    assert client.post(f"{URL}?{query}", json={"first": ACCOUNT, "second": LATER}).status_code == 422


@pytest.mark.parametrize(
    ("file", "status", "problem"),
    [
        (("draft.txt", b""), 422, "document-empty"),
        (("draft.txt", b" \n\n ... "), 422, "document-empty"),
        (("draft.pages", b"I rang her."), 415, "unsupported-format"),
        (("draft.docx", word_document("I rang her.")[:-400]), 422, "document-damaged"),
    ],
)
@pytest.mark.parametrize("bad", ["first", "second"])
def test_a_draft_that_cannot_be_read_is_named(
    client: TestClient, bad: str, file: tuple[str, bytes], status: int, problem: str
) -> None:
    other = {"first": "second", "second": "first"}[bad]

    response = client.post(URL, files={bad: file, other: ("good.txt", b"I rang her.")})

    assert response.status_code == status
    assert response.json()["type"] == f"urn:tallymark:problem:{problem}"
    assert response.json()["detail"].startswith(f"The {bad} draft: ")


@pytest.mark.parametrize(
    ("content", "content_type", "status", "problem"),
    [
        (b'{"first": "I rang', "application/json", 400, "malformed-request"),
        (b"first", "multipart/form-data", 400, "malformed-request"),
        (b"first=1&second=2", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
    ],
)
def test_a_body_that_cannot_be_parsed_says_why(
    client: TestClient, content: bytes, content_type: str, status: int, problem: str
) -> None:
    response = client.post(URL, content=content, headers={"Content-Type": content_type})

    assert (response.status_code, response.json()["type"]) == (status, f"urn:tallymark:problem:{problem}")


def test_an_unknown_unit_is_a_problem(client: TestClient) -> None:
    response = client.post(URL, json={"first": ACCOUNT, "second": LATER, "unit": "no-such-unit"})

    assert (response.status_code, response.json()["type"]) == (404, "urn:tallymark:problem:unit-not-found")


def test_limits_hold_for_both_drafts(serve: Serve) -> None:
    client = serve(max_words=5)

    for drafts in (
        {"first": "one two three four five six", "second": "one"},
        {"first": "one", "second": "a b c d e f"},
    ):
        response = client.post(URL, json=drafts)
        assert (response.status_code, response.json()["type"]) == (413, "urn:tallymark:problem:document-too-large")


def test_too_large_a_body_is_refused(serve: Serve) -> None:
    response = serve(max_body_bytes=1000).post(URL, json={"first": "x " * 600, "second": "x"})

    assert (response.status_code, response.json()["type"]) == (413, "urn:tallymark:problem:request-too-large")


def test_a_comparison_that_takes_too_long_is_given_up(serve: Serve, gated: Analysers, gate: object) -> None:
    client = serve(analysers=gated, time_limit=0.2)
    gate.open.clear()  # type: ignore[attr-defined]

    response = client.post(URL, json={"first": ACCOUNT, "second": LATER})

    assert (response.status_code, response.json()["type"]) == (504, "urn:tallymark:problem:analysis-timed-out")


texts = st.text(max_size=120) | st.sampled_from(["I rang her.", "- one\n- two", "\ufeff", "A\u0000b", "\u202eabc"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(first=texts, second=texts)
def test_whatever_is_sent_the_answer_is_a_comparison_or_a_problem(client: TestClient, first: str, second: str) -> None:
    response = client.post(URL, json={"first": first, "second": second})

    assert response.status_code < 500, response.text
    if response.status_code == 200:
        ComparisonAnswer.model_validate_json(response.content)
    else:
        assert response.headers["content-type"] == "application/problem+json"
