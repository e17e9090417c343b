"""POST /v1/analyses: a text or a file in, its result out."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as WordDocument
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult
from tests.service.conftest import Serve

URL = "/v1/analyses"
UNIT = fake_analyser().unit.id


def result_of(client: TestClient, **request: object) -> AnalysisResult:
    response = client.post(URL, **request)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return AnalysisResult.model_validate_json(response.content)


def word_document(*paragraphs: str) -> bytes:
    document, file = WordDocument(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def test_text_gives_the_result_that_the_pipeline_gives(client: TestClient, account: str) -> None:
    result = result_of(client, json={"text": account})
    assert result == fake_analyser().analyse(read_text(account))
    cited = [result.text.content[sentence.start : sentence.end] for sentence in result.text.sentences]
    assert cited == [
        "I rang the customer back the same day.",
        "She told me that it was the waiting which had worried her.",
    ]


def test_a_unit_can_be_named_and_the_default_one_is_used_otherwise(client: TestClient, account: str) -> None:
    assert result_of(client, json={"text": account, "unit": UNIT}) == result_of(client, json={"text": account})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account.docx", word_document("I rang the customer back.", "She had worried about the waiting.")),
        ("account.txt", b"I rang the customer back.\n\nShe had worried about the waiting."),
        ("account.md", b"I rang the customer back.\n\nShe had worried about the *waiting*."),
    ],
)
def test_a_file_is_read(client: TestClient, name: str, data: bytes) -> None:
    result = result_of(client, files={"file": (name, data)})
    assert result.text.content == "I rang the customer back.\n\nShe had worried about the waiting."
    assert len(result.text.paragraphs) == 2


@pytest.mark.parametrize("unit", [UNIT, ""])
def test_a_form_can_name_a_unit_or_leave_it_blank(client: TestClient, account: str, unit: str) -> None:
    result = result_of(client, files={"file": ("account.txt", account.encode())}, data={"unit": unit})
    assert result.unit.id == UNIT


def test_a_large_file_is_read_whole(client: TestClient) -> None:
    data = b"I rang her." + b"\n" * 2_000_000 + b"She was pleased."
    assert result_of(client, files={"file": ("account.txt", data)}).text.words == 6


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["#/text"]),
        ({"text": None}, ["#/text"]),
        ({"text": ["a", "b"]}, ["#/text"]),
        ({"text": "I rang her.", "unit": 3}, ["#/unit"]),
        ({"text": "I rang her.", "the customer's name": "x"}, ["#"]),
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
        ({"account": ("account.txt", b"I rang her.")}, ["#/file", "#"]),
        ({"file": (None, b"I rang her.")}, ["#/file"]),
        ({"unit": ("account.txt", b"I rang her.")}, ["#/file", "#/unit"]),
    ],
)
def test_what_is_wrong_with_a_form_is_pointed_at(
    client: TestClient, files: dict[str, tuple[str, bytes]], pointers: list[str]
) -> None:
    response = client.post(URL, files=files)
    assert response.status_code == 422
    assert [fault["pointer"] for fault in response.json()["errors"]] == pointers


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b'{"text": "I rang', "application/json"),
        (b"", "application/json"),
        (b'{"text": "\xff\xfe"}', "application/json"),
        (b'{"text": "\\ud800"}', "application/json"),
        (b"file", "multipart/form-data"),
        (b"--x\r\nrubbish\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; filename="a.txt"\r\n\r\nI\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_a_body_that_cannot_be_parsed_is_malformed(client: TestClient, content: bytes, content_type: str) -> None:
    response = client.post(URL, content=content, headers={"Content-Type": content_type})
    assert (response.status_code, response.json()["type"]) == (400, "urn:tallymark:problem:malformed-request")


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("account.txt", b"", "document-empty"),
        ("account.txt", b" \n\n ... ", "document-empty"),
        ("account.pages", b"I rang her.", "unsupported-format"),
        ("account.docx", b"I rang her.", "unsupported-format"),
        ("account.docx", word_document("I rang her.")[:-400], "document-damaged"),
        ("account.pdf", b"%PDF-1.7 and no more", "document-damaged"),
    ],
)
def test_a_document_that_cannot_be_read_says_what_to_do(
    client: TestClient, name: str, data: bytes, problem: str
) -> None:
    response = client.post(URL, files={"file": (name, data)})
    assert response.json()["type"] == f"urn:tallymark:problem:{problem}"
    assert len(response.json()["detail"]) > 20


def test_an_empty_text_is_a_document_without_words(client: TestClient) -> None:
    assert client.post(URL, json={"text": ""}).json()["type"] == "urn:tallymark:problem:document-empty"


LEVEL_4 = "icq-level-4-nvq-diploma-customer-service"


def test_feedback_is_for_the_qualification_that_is_named(client: TestClient, account: str) -> None:
    response = client.post(URL, params={"qualification": LEVEL_4}, json={"text": account})
    feedback = AnalysisResult.model_validate_json(response.content).feedback
    assert (feedback.qualification, feedback.level) == (LEVEL_4, 4)
    assert result_of(client, json={"text": account}).feedback.level == 3


def test_parts_of_the_result_can_be_asked_for(client: TestClient, account: str) -> None:
    whole = client.post(URL, json={"text": account}).json()
    parts = client.post(URL, params={"include": ["feedback", "depth"]}, json={"text": account}).json()
    assert parts == {name: whole[name] for name in ("unit", "analyser", "depth", "feedback")}


@pytest.mark.parametrize(
    ("params", "status", "problem"),
    [
        ({"qualification": "gcse-physics"}, 422, "qualification-not-found"),
        ({"audience": "parent"}, 422, "invalid-request"),
        ({"include": "verdict"}, 422, "invalid-request"),
        ({"as_of": "yesterday"}, 422, "invalid-request"),
        ({"includes": "feedback"}, 422, "invalid-request"),
    ],
)
def test_what_is_wrong_with_the_address_is_told(
    client: TestClient, account: str, params: dict[str, str], status: int, problem: str
) -> None:
    response = client.post(URL, params=params, json={"text": account})
    assert (response.status_code, response.json()["type"]) == (status, f"urn:tallymark:problem:{problem}")


@pytest.mark.usefixtures("policies")
def test_a_learner_sees_what_the_policy_allows_and_an_assessor_everything(serve: Serve, account: str) -> None:
    client = serve()
    signposted = client.post(URL, params={"qualification": "signpost"}, json={"text": account}).json()
    assert signposted["marking_points"] == []
    assert all(step["marking_point"] is None for step in signposted["feedback"]["next_steps"])
    refused = client.post(URL, params={"qualification": "off"}, json={"text": account})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:tallymark:problem:feedback-withheld")
    for policy in ("signpost", "off"):
        query = {"qualification": policy, "audience": "assessor"}
        seen = client.post(URL, params=query, json={"text": account}).json()
        assert len(seen["marking_points"]) == 8
        assert seen["feedback"]["policy"] == policy


def test_dates_are_judged_by_the_day_that_is_sent(client: TestClient) -> None:
    text = "On 3 May 2019 she rang, and I rang her back."
    without, judged = (
        client.post(URL, params=params, json={"text": text}).json()["quality"]
        for params in ({}, {"as_of": "2026-09-01"})
    )
    assert {hint["id"] for hint in judged} - {hint["id"] for hint in without} == {"long_ago"}
