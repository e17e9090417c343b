"""Whatever is sent, the answer is a result or a problem of the sender's, never an error of ours."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from nlp.results import AnalysisResult

URL = "/v1/analyses"
UNIT = fake_analyser().unit.id
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
texts = st.text(max_size=200) | st.sampled_from(
    ["I rang her.", "- one\n- two", "\ufeff", "A\u0000b", "\u202eabc", "👩‍👩‍👧 wept."]
)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))
nearly_right = st.fixed_dictionaries({"text": texts | anything}, optional={"unit": st.just(UNIT) | scalars})


def check(response: Any) -> None:
    assert response.status_code < 500, response.text
    if response.status_code == 200:
        result = AnalysisResult.model_validate_json(response.content)
        assert all(sentence.end <= len(result.text.content) for sentence in result.text.sentences)
    else:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == response.status_code


@FEW
@given(body=nearly_right | anything)
def test_json(client: TestClient, body: object) -> None:
    check(client.post(URL, json=body))


@FEW
@given(data=st.binary(max_size=300) | texts.map(str.encode), name=texts, unit=st.just("") | texts)
def test_forms(client: TestClient, data: bytes, name: str, unit: str) -> None:
    check(client.post(URL, files={"file": (name, data)}, data={"unit": unit}))


@FEW
@given(
    content=st.binary(max_size=300),
    content_type=st.sampled_from(
        ["application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "", "/;=,"]
    ),
)
def test_bytes(client: TestClient, content: bytes, content_type: str) -> None:
    check(client.post(URL, content=content, headers={"Content-Type": content_type}))


@FEW
@given(
    inside=st.binary(max_size=200),
    header=st.sampled_from(
        [
            b'form-data; name="file"; filename="a.txt"',
            b'form-data; name="unit"',
            b"form-data",
            b"",
            b'form-data; name="',
        ]
    ),
)
def test_parts_of_a_form(client: TestClient, inside: bytes, header: bytes) -> None:
    content = b"--x\r\nContent-Disposition: " + header + b"\r\n\r\n" + inside + b"\r\n--x--\r\n"
    check(client.post(URL, content=content, headers={"Content-Type": "multipart/form-data; boundary=x"}))
