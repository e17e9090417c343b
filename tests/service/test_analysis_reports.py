"""POST /v1/analyses/html and /pdf: an account in, its report out as a file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from criteria_bank.errors import UnitInvalid
from nlp.errors import ArtefactMissing
from nlp.pipeline import Analyser, fake_analyser
from nlp.readers import read_text
from service.analysers import Analysers
from service.attachments import disposition
from service.reports.html import content_security_policy, render_html
from service.reports.view import view_of
from tests.patience import PATIENCE
from tests.service.conftest import GatedClassifier, Serve

FORMATS = ["html", "pdf"]
UNIT = fake_analyser().unit.id


def url(kind: str) -> str:
    return f"/v1/analyses/{kind}"


def test_a_text_gives_the_page_that_the_command_line_gives(client: TestClient, account: str) -> None:
    response = client.post(url("html"), json={"text": account})
    analyser = fake_analyser()
    expected = render_html(view_of(analyser.analyse(read_text(account)), analyser.unit, "Pasted text"))
    assert (response.status_code, response.content) == (200, expected)
    assert response.headers["content-type"] == "text/html; charset=utf-8"


def test_an_assessor_is_given_a_report_for_assessors(client: TestClient, account: str) -> None:
    response = client.post(url("html"), json={"text": account}, params={"audience": "assessor"})
    analyser = fake_analyser()
    view = view_of(analyser.analyse(read_text(account)), analyser.unit, "Pasted text", "assessor")
    assert response.content == render_html(view)
    assert b'href="#points">' in response.content


def test_the_page_comes_with_a_policy_under_which_it_can_be_shown(client: TestClient, account: str) -> None:
    headers = client.post(url("html"), json={"text": account}).headers
    assert headers["content-security-policy"] == f"{content_security_policy()}; frame-ancestors 'none'"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_file_gives_a_pdf_that_is_named_after_it(client: TestClient, account: str) -> None:
    response = client.post(url("pdf"), files={"file": ("Ann's essay.txt", account.encode())}, data={"unit": UNIT})
    assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf")
    assert response.headers["content-disposition"] == 'attachment; filename="Anns essay-feedback.pdf"'
    document = pypdfium2.PdfDocument(response.content)
    assert "Ann's essay.txt: 20 words, 2 sentences" in document[0].get_textpage().get_text_range()
    document.close()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (None, 'filename="account-feedback.pdf"'),
        ("essay.docx", 'filename="essay-feedback.pdf"'),
        ("my.essay.v2.docx", 'filename="my.essay.v2-feedback.pdf"'),
        ("essay", 'filename="essay-feedback.pdf"'),
        ("../../etc/passwd", 'filename="passwd-feedback.pdf"'),
        ("C:\\Users\\Ann\\essay.docx", 'filename="essay-feedback.pdf"'),
        ('a"; filename="evil.exe', 'filename="a filenameevil-feedback.pdf"'),
        ("a\r\nSet-Cookie: x.docx", 'filename="a Set-Cookie x-feedback.pdf"'),
        (".docx", 'filename="docx-feedback.pdf"'),
        ("....", 'filename="account-feedback.pdf"'),
        ("\u202e.docx", 'filename="account-feedback.pdf"'),
        ("\ud800.docx", 'filename="account-feedback.pdf"'),
        ("Łucja.docx", "filename=\"ucja-feedback.pdf\"; filename*=UTF-8''%C5%81ucja-feedback.pdf"),
        ("报告.docx", "filename=\"account-feedback.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A-feedback.pdf"),
        ("x" * 300 + ".docx", f'filename="{"x" * 80}-feedback.pdf"'),
    ],
)
def test_file_names_are_safe(name: str | None, header: str) -> None:
    assert disposition(name, "-feedback.pdf") == f"attachment; {header}"


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("request_", "status", "problem"),
    [
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "malformed-request"),
        ({"json": {"text": "I rang her.", "unit": "no-such-unit"}}, 404, "unit-not-found"),
        ({"content": b"x", "headers": {"Content-Type": "text/plain"}}, 415, "unsupported-media-type"),
        ({"files": {"file": ("a.pages", b"I rang her.")}}, 415, "unsupported-format"),
        ({"json": {}}, 422, "invalid-request"),
        ({"json": {"text": "I rang."}, "params": {"audience": "everybody"}}, 422, "invalid-request"),
        ({"json": {"text": "I rang."}, "params": {"qualification": "none"}}, 422, "qualification-not-found"),
        ({"json": {"text": " "}}, 422, "document-empty"),
        ({"files": {"file": ("a.pdf", b"%PDF-1.7 and no more")}}, 422, "document-damaged"),
    ],
)
def test_what_is_wrong_is_a_problem(
    client: TestClient, kind: str, request_: dict[str, object], status: int, problem: str
) -> None:
    response = client.post(url(kind), **request_)  # type: ignore[arg-type]
    assert (response.status_code, response.json()["type"]) == (status, f"urn:tallymark:problem:{problem}")
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", FORMATS)
def test_only_post_is_taken(client: TestClient, kind: str) -> None:
    assert client.get(url(kind)).json()["type"] == "urn:tallymark:problem:method-not-allowed"


def test_there_are_no_other_formats(client: TestClient) -> None:
    response = client.post(url("odt"), json={"text": "I rang her."})
    assert (response.status_code, response.json()["type"]) == (404, "urn:tallymark:problem:not-found")


@pytest.mark.parametrize("kind", FORMATS)
def test_limits_on_size_and_length_hold(serve: Serve, kind: str) -> None:
    small = serve(max_body_bytes=200, max_words=3)
    assert small.post(url(kind), json={"text": "x" * 500}).json()["type"].endswith("request-too-large")
    assert small.post(url(kind), json={"text": "I rang her back."}).json()["type"].endswith("document-too-large")


@pytest.mark.parametrize("kind", FORMATS)
def test_reports_take_a_place_among_the_analyses(
    serve: Serve, gated: Analysers, gate: GatedClassifier, until: Callable[[Callable[[], bool]], None], kind: str
) -> None:
    client = serve(analysers=gated, workers=1, queue=0, time_limit=PATIENCE)
    gate.open.clear()
    with ThreadPoolExecutor(1) as elsewhere:
        first = elsewhere.submit(client.post, url(kind), json={"text": "I rang her."})
        until(lambda: gate.waiting == 1)
        busy = client.post(url(kind), json={"text": "I rang her."})
        assert (busy.status_code, busy.json()["type"]) == (503, "urn:tallymark:problem:busy")
        gate.open.set()
        assert first.result().status_code == 200


@pytest.mark.parametrize("kind", FORMATS)
def test_what_takes_too_long_is_given_up(serve: Serve, gated: Analysers, gate: GatedClassifier, kind: str) -> None:
    client = serve(analysers=gated, time_limit=0.2)
    gate.open.clear()
    response = client.post(url(kind), json={"text": "I rang her."})
    assert (response.status_code, response.json()["type"]) == (504, "urn:tallymark:problem:analysis-timed-out")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("error", "problem"),
    [(ArtefactMissing("It is not there."), "model-unavailable"), (UnitInvalid([]), "unit-unavailable")],
)
def test_a_service_that_cannot_analyse_says_why(
    serve: Serve, second_unit: str, kind: str, error: Exception, problem: str
) -> None:
    def load(unit_id: str | None) -> Analyser:
        if unit_id == second_unit:
            raise error
        return fake_analyser(unit_id)

    response = serve(analysers=Analysers(load)).post(url(kind), json={"text": "I rang.", "unit": second_unit})
    assert (response.status_code, response.json()["type"]) == (503, f"urn:tallymark:problem:{problem}")


@pytest.mark.usefixtures("policies")
def test_a_learner_gets_what_the_policy_allows_and_an_assessor_everything(serve: Serve, account: str) -> None:
    client = serve()

    def ask(**query: str) -> Any:
        return client.post(url("html"), params=query, json={"text": account})

    assert "Your assessor will." in ask(qualification="signpost").text
    assert 'class="points"' not in ask(qualification="signpost").text
    assert 'class="points"' in ask(qualification="signpost", audience="assessor").text
    assert 'class="points"' in ask(qualification="off", audience="assessor").text
    withheld = ask(qualification="off")
    assert (withheld.status_code, withheld.json()["type"]) == (403, "urn:tallymark:problem:feedback-withheld")


def test_a_fault_of_ours_is_an_internal_error_that_quotes_nothing(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.reports.typesetting._BOOT", "raise SystemExit(1)")
    response = serve().post(url("pdf"), json={"text": "I rang Mrs Garstang."})
    assert (response.status_code, response.json()["type"]) == (500, "urn:tallymark:problem:internal-error")
    assert "Garstang" not in response.text


def test_a_harmful_file_name_is_shown_as_text(client: TestClient, account: str) -> None:
    response = client.post(url("html"), files={"file": ("<script>alert(1)</script>.txt", account.encode())})
    assert not html.document_fromstring(response.text).xpath("//script")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    text=st.text(max_size=200), name=st.text(max_size=60) | st.sampled_from(["a.txt", "a.docx", "\r\n.txt", '";x=".md'])
)
def test_any_file_gets_a_report_or_a_problem(client: TestClient, text: str, name: str) -> None:
    response = client.post(url("html"), files={"file": (name, text.encode("utf-8", "replace"))})
    assert response.status_code < 500, response.text
    if response.status_code == 200:
        assert response.headers["content-disposition"].isprintable()
        assert not html.document_fromstring(response.text).xpath("//script")
