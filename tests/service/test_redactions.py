"""POST /v1/redactions: a text or a file in, the same without what identifies somebody out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from nlp.readers import read_bytes
from service.redactions.copies import CAUTION
from service.redactions.examples import example
from service.redactions.schemas import RedactedText

URL = "/v1/redactions"
TEXT = "Mrs Garstang rang from 07700 900111.\n\nI told Garstang that it had come."
REDACTED = "Mrs A rang from [telephone number 1].\n\nI told Mrs A that it had come."


def redacted(client: TestClient, **request: Any) -> RedactedText:
    response = client.post(URL, **request)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return RedactedText.model_validate_json(response.content)


def problem(response: Any) -> str:
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["type"]).rpartition(":")[2]


def test_a_text_comes_back_with_what_was_replaced(client: TestClient) -> None:
    answer = redacted(client, json={"text": TEXT})
    assert answer.text == REDACTED
    assert {item.kind: item.count for item in answer.replaced} == {"titled_surname": 1, "phone": 1, "name_again": 1}
    assert answer.caution == CAUTION


def test_a_text_that_names_nobody_comes_back_as_it_was(client: TestClient) -> None:
    answer = redacted(client, json={"text": "I rang her back."})
    assert (answer.text, answer.replaced) == ("I rang her back.", ())


@pytest.mark.parametrize("name", ["account.txt", "account.md"])
def test_a_file_is_read(client: TestClient, name: str) -> None:
    assert redacted(client, files={"file": (name, TEXT.encode())}).text == REDACTED


def test_the_example_is_what_is_answered(client: TestClient) -> None:
    assert client.post(URL, json=example("request")).json() == example("answer")


@pytest.mark.parametrize("body", [{}, {"text": 1}, {"text": "I rang.", "unit": "x"}, [], {"findings": []}])
def test_what_is_wrong_with_a_body_is_an_invalid_request(client: TestClient, body: object) -> None:
    assert problem(client.post(URL, json=body)) == "invalid-request"


@pytest.mark.parametrize("name", ["account", "unit"])
def test_a_form_holds_one_file_and_nothing_else(client: TestClient, name: str) -> None:
    assert problem(client.post(URL, files={name: ("account.txt", b"I rang.")})) == "invalid-request"
    file = {"file": ("account.txt", TEXT.encode())}
    assert problem(client.post(URL, files=file, data={name: "x"})) == "invalid-request"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "unsupported-format"),
        ("account.docx", b"PK\x03\x04 this is no archive", "document-damaged"),
        ("account.txt", b"", "document-empty"),
    ],
)
def test_a_document_that_cannot_be_read_says_what_to_do(client: TestClient, name: str, data: bytes, kind: str) -> None:
    assert problem(client.post(URL, files={"file": (name, data)})) == kind


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_text_without_words_is_an_empty_document(client: TestClient, text: str) -> None:
    assert problem(client.post(URL, json={"text": text})) == "document-empty"


pieces = st.sampled_from(
    ["Mrs Garstang", "07700 900111", ". ", "\n\n", " ", "Garstang", "Beatrice Ollerton", "b@example.org"]
)


FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@FEW
@given(text=st.lists(pieces, min_size=1).map(" ".join))
def test_a_second_time_changes_nothing(client: TestClient, text: str) -> None:
    response = client.post(URL, json={"text": text})
    if response.status_code == 200:
        once = response.json()["text"]
        assert redacted(client, json={"text": once}).text == once
    else:
        assert problem(response) == "document-empty"


@FEW
@given(text=st.text(max_size=200))
def test_whatever_is_sent_is_answered(client: TestClient, text: str) -> None:
    response = client.post(URL, json={"text": text})
    assert response.status_code == 200 or problem(response) == "document-empty"


def word_document(*paragraphs: str, author: str = "") -> bytes:
    document, file = WordDocument(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.author = author
    document.save(file)
    return file.getvalue()


def test_a_word_document_comes_back_as_one(client: TestClient) -> None:
    sent = word_document(*TEXT.split("\n\n"), author="Beatrice Ollerton")
    response = client.post(f"{URL}/docx", files={"file": ("Beatrice Ollerton.docx", sent)})

    assert response.status_code == 200, response.text
    assert read_bytes(response.content, "redacted.docx").text == REDACTED
    assert WordDocument(BytesIO(response.content)).core_properties.author == ""
    assert response.headers["X-Replaced"] == "titled_surname=1, phone=1, name_again=1"
    assert response.headers["content-disposition"] == 'attachment; filename="redacted.docx"'


def test_a_word_document_that_names_nobody_comes_back(client: TestClient) -> None:
    response = client.post(f"{URL}/docx", files={"file": ("account.docx", word_document("I rang her back."))})

    assert read_bytes(response.content, "redacted.docx").text == "I rang her back."
    assert response.headers["X-Replaced"] == ""


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("account.txt", TEXT.encode(), "unsupported-format"),
        ("account.docx", b"PK\x03\x04 this is no archive", "document-damaged"),
        ("account.docx", word_document(), "document-empty"),
    ],
)
def test_what_is_no_word_document_with_words_is_refused(client: TestClient, name: str, data: bytes, kind: str) -> None:
    assert problem(client.post(f"{URL}/docx", files={"file": (name, data)})) == kind


def test_text_has_no_word_document_to_come_back_in(client: TestClient) -> None:
    assert problem(client.post(f"{URL}/docx", json={"text": TEXT})) == "unsupported-media-type"
