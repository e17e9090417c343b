"""POST /v1/analyses/docx: a Word document in, the same document with comments out."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from starlette.testclient import TestClient

from nlp.readers import Sandbox, read_bytes
from tests.service.conftest import ACCOUNT, Serve

URL = "/v1/analyses/docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_document(*paragraphs: str) -> bytes:
    document, file = docx.Document(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def essay() -> bytes:
    return word_document(ACCOUNT, "Next time I would write the call down.")


def test_the_document_comes_back_with_comments_and_its_own_words(client: TestClient, essay: bytes) -> None:
    response = client.post(URL, files={"file": ("essay.docx", essay)})
    assert (response.status_code, response.headers["content-type"]) == (200, WORD)
    assert response.headers["content-disposition"] == 'attachment; filename="essay-feedback.docx"'
    assert read_bytes(response.content) == read_bytes(essay)
    comments = [comment.text for comment in docx.Document(BytesIO(response.content)).comments]
    assert len(comments) > 1
    assert not any(ACCOUNT in comment for comment in comments)


def test_the_file_is_read_once(client: TestClient, essay: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []

    def parse(sandbox: Sandbox, data: bytes, suffix: str) -> object:
        parsed.append(sandbox)
        return whole(sandbox, data, suffix)

    whole = Sandbox.parse
    monkeypatch.setattr(Sandbox, "parse", parse)
    assert client.post(URL, files={"file": ("essay.docx", essay)}).status_code == 200
    assert len(parsed) == 1


def test_text_has_no_margin_to_write_in(client: TestClient, account: str) -> None:
    response = client.post(URL, json={"text": account})
    assert (response.status_code, response.json()["type"]) == (415, "urn:tallymark:problem:unsupported-media-type")
    assert "send the .docx file" in response.json()["detail"]


@pytest.mark.parametrize(
    ("name", "data", "status", "problem"),
    [
        ("essay.txt", b"I rang her back.", 415, "unsupported-format"),
        ("essay.pages", b"I rang her back.", 415, "unsupported-format"),
        ("essay.docx", b"I rang her back.", 415, "unsupported-format"),
        ("essay.docx", word_document(""), 422, "document-empty"),
        ("essay.docx", word_document("I rang her.")[:-400], 422, "document-damaged"),
    ],
)
def test_what_is_no_word_document_is_a_problem(
    client: TestClient, name: str, data: bytes, status: int, problem: str
) -> None:
    response = client.post(URL, files={"file": (name, data)})
    assert (response.status_code, response.json()["type"]) == (status, f"urn:tallymark:problem:{problem}")
    assert len(response.json()["detail"]) > 20


def test_a_file_is_needed_and_a_unit_that_is_there(client: TestClient, essay: bytes) -> None:
    without = client.post(URL, files={"unit": ("essay.docx", essay)})
    assert [fault["pointer"] for fault in without.json()["errors"]] == ["#/file", "#/unit"]
    unknown = client.post(URL, files={"file": ("essay.docx", essay)}, data={"unit": "no-such-unit"})
    assert (unknown.status_code, unknown.json()["type"]) == (404, "urn:tallymark:problem:unit-not-found")


def test_limits_hold(serve: Serve, essay: bytes) -> None:
    response = serve(max_words=3).post(URL, files={"file": ("essay.docx", essay)})
    assert response.json()["type"] == "urn:tallymark:problem:document-too-large"


@pytest.mark.usefixtures("policies")
def test_a_learner_gets_what_the_policy_allows(serve: Serve, essay: bytes) -> None:
    client = serve()
    withheld = client.post(URL, params={"qualification": "off"}, files={"file": ("essay.docx", essay)})
    assert (withheld.status_code, withheld.json()["type"]) == (403, "urn:tallymark:problem:feedback-withheld")
    assessor = {"qualification": "off", "audience": "assessor"}
    assert client.post(URL, params=assessor, files={"file": ("essay.docx", essay)}).status_code == 200


def test_what_is_no_word_document_is_refused_before_it_is_read(client: TestClient) -> None:
    response = client.post(URL, files={"file": ("account.md", b"# Mine\n\nI rang her back.")})
    assert (response.status_code, response.json()["type"]) == (415, "urn:tallymark:problem:unsupported-format")
    assert ".docx" in response.json()["detail"]
