"""What is logged, and above all what never is: the learner's words, file names, addresses."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from starlette.testclient import TestClient

from nlp.documents import Document
from nlp.errors import ArtefactMissing
from nlp.pipeline import Analyser, fake_analyser
from nlp.results import AnalysisResult
from service.analysers import Analysers
from service.logs import JsonFormatter, configure_logging

if TYPE_CHECKING:
    from tests.service.conftest import Serve

CANARY = "Mrs Quillfeather wept at the counter"
URL = "/v1/analyses"
FIELDS = {"request_id", "method", "route", "status", "milliseconds", "bytes_in", "bytes_out"}


class ClumsyAnalyser(Analyser):
    """Breaks as careless code does: with what it was reading in the message, and in that of the cause."""

    seen: ClassVar[dict[str, AnalysisResult]] = {}

    def analyse(self, document: Document, *, as_of: date | None = None) -> AnalysisResult:
        if "Quillfeather" not in document.text:
            return super().analyse(document, as_of=as_of)
        try:
            return self.seen[document.text]
        except KeyError as error:
            raise ValueError(f"could not analyse {document.text!r}") from error


def clumsy(unit_id: str | None) -> Analyser:
    fake = fake_analyser(unit_id)
    return ClumsyAnalyser(fake.loaded_unit, fake.classifier, fake.rules)


# What the test's own client and the pool behind it log is not the service's.
def formatted(records: list[logging.LogRecord]) -> list[dict[str, Any]]:
    return [json.loads(JsonFormatter().format(record)) for record in records if not record.name.startswith("httpx")]


def provoke(client: TestClient) -> list[int]:
    """Send the canary in every way that ends differently; give the statuses."""
    file = (f"{CANARY}.txt", CANARY.encode())
    json_type = {"Content-Type": "application/json"}
    responses = [
        client.post(URL, json={"text": CANARY}),
        client.post(URL, files={"file": file}),
        client.post(URL, json={"text": [CANARY], CANARY: CANARY}),
        client.post(URL, json={"text": "I rang her.", "unit": CANARY}),
        client.post(URL, json=CANARY),
        client.post(URL, content=f'{{"text": "{CANARY}'.encode(), headers=json_type),
        client.post(URL, content=CANARY.encode(), headers={"Content-Type": "text/plain"}),
        client.post(URL, content=CANARY.encode(), headers={"Content-Type": f"text/{CANARY}"}),
        client.post(URL, content=CANARY.encode(), headers={"Content-Type": "multipart/form-data; boundary=x"}),
        client.post(URL, files={CANARY: file}),
        client.post(URL, files={"file": (f"{CANARY}.docx", CANARY.encode())}),
        client.post(URL, files={"file": (f"{CANARY}.docx", b"PK\x03\x04" + CANARY.encode())}),
        client.post(URL, files={"file": (f"{CANARY}.pdf", b"%PDF-1.7\n" + CANARY.encode())}),
        client.post(URL, json={"text": f"{CANARY} " * 200}),
        client.post("/v1/redactions", json={"text": [CANARY]}),
        client.post("/v1/redactions", files={"file": (f"{CANARY}.docx", b"PK\x03\x04" + CANARY.encode())}),
        client.post("/v1/redactions/docx", files={"file": (f"{CANARY}.docx", b"PK\x03\x04" + CANARY.encode())}),
        client.post("/v1/redactions/docx", json={"text": CANARY}),
        client.get(f"/v1/units/{CANARY}"),
        client.get(f"/{CANARY}", params={CANARY: CANARY}, headers={"X-Request-ID": CANARY}),
        client.put(URL, json={"text": CANARY}),
        client.request("QUILLFEATHER", URL),
    ]
    for response in responses:
        if response.status_code != 200:
            assert "Quillfeather" not in response.text + str(response.headers)
            assert response.headers["content-type"] == "application/problem+json"
    return [response.status_code for response in responses]


@pytest.mark.parametrize("load", [fake_analyser, clumsy])
def test_the_learners_words_reach_no_log_and_no_error(
    serve: Serve, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], load: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    statuses = provoke(serve(analysers=Analysers(load), max_words=500))
    assert {400, 404, 405, 413, 415, 422} <= set(statuses)
    assert statuses[0] == (200 if load is fake_analyser else 500)
    records = [record for record in caplog.records if not record.name.startswith("httpx")]
    written = json.dumps(formatted(records)) + "".join(str(vars(record)) for record in records)
    assert "request failed" in written or load is fake_analyser
    assert "quillfeather" not in written.lower()
    assert "quillfeather" not in "".join(capfd.readouterr()).lower()


def test_of_a_library_only_its_own_text_is_logged() -> None:
    record = logging.LogRecord(
        "driver.pool", logging.ERROR, "/lib/driver/pool.py", 7, "lost %s", (CANARY,), None, "take"
    )
    record.statement = CANARY
    line = json.loads(JsonFormatter().format(record))
    assert (line["message"], line["place"]) == ("lost %s", "pool.py:7 take")
    assert "Quillfeather" not in str(line)
    record = logging.LogRecord("driver", logging.ERROR, "/lib/driver/pool.py", 7, f"lost {CANARY}", (), None)
    line = json.loads(JsonFormatter().format(record))
    assert line["message"].startswith("withheld")
    assert "Quillfeather" not in str(line)


def test_every_request_has_one_line_without_its_address(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    unit = fake_analyser().unit.id
    answered = client.get(f"/v1/units/{unit}", headers={"X-Request-ID": "from-the-proxy.1"})
    client.get("/elsewhere")
    first, second = (line for line in formatted(caplog.records) if line["message"] == "request")
    assert set(first) - {"time", "level", "logger", "message"} == FIELDS
    assert (first["method"], first["route"], first["status"]) == ("GET", "/v1/units/{unit_id}", 200)
    assert first["request_id"] == "from-the-proxy.1" == answered.headers["X-Request-ID"]
    assert first["bytes_out"] == len(answered.content)
    assert (second["route"], second["status"]) == (None, 404)


def test_a_route_is_logged_by_its_whole_template(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    paths = client.get("/openapi.json").json()["paths"]
    caplog.clear()
    for path in ("/v1/analyses/docx", "/v1/analyses/pdf", "/v1/redactions/docx"):
        assert path in paths
        client.post(path)
    assert [line["route"] for line in formatted(caplog.records) if line["message"] == "request"] == [
        "/v1/analyses/docx",
        "/v1/analyses/pdf",
        "/v1/redactions/docx",
    ]


@pytest.mark.parametrize("offered", ["", "two words", "a" * 65, "<script>", "é"])
def test_an_id_that_is_not_sane_is_replaced(client: TestClient, offered: str) -> None:
    given = client.get("/health/live", headers=[(b"X-Request-ID", offered.encode())]).headers["X-Request-ID"]
    assert given != offered
    assert len(given) == 32


def test_a_bug_leaves_its_place_in_the_log_under_the_request_id(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    response = serve(analysers=Analysers(clumsy)).post(URL, json={"text": CANARY})
    (line,) = (line for line in formatted(caplog.records) if line["message"] == "request failed")
    assert line["error"] == ["ValueError", "KeyError"]
    assert any("test_logs.py" in frame and frame.endswith(" analyse") for frame in line["frames"])
    assert line["request_id"] == response.headers["X-Request-ID"]


def test_why_a_model_cannot_be_used_is_told_to_the_log(
    serve: Serve, second_unit: str, caplog: pytest.LogCaptureFixture, account: str
) -> None:
    def load(unit_id: str | None) -> Analyser:
        if unit_id:
            raise ArtefactMissing("model.onnx is not there")
        return fake_analyser()

    serve(analysers=Analysers(load)).post(URL, json={"text": account, "unit": second_unit})
    (line,) = (line for line in formatted(caplog.records) if line["message"] == "request failed")
    assert (line["error"], line["reason"]) == (["ArtefactMissing"], "model.onnx is not there")


def test_a_logged_exception_is_written_without_its_message() -> None:
    try:
        int(CANARY)
    except ValueError:
        record = logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 1, "it broke", (), sys.exc_info())
    line = json.loads(JsonFormatter().format(record))
    assert (line["message"], line["error"]) == ("it broke", ["ValueError"])
    assert CANARY not in json.dumps(line)


def test_logs_are_lines_of_json_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    try:
        configure_logging("WARNING")
        logging.getLogger("service").info("left out")
        logging.getLogger("service").warning("said", extra={"bytes_in": 3})
    finally:
        root.handlers, root.level = handlers, level
    captured = capsys.readouterr()
    assert captured.out == ""
    line = json.loads(captured.err)
    assert (line["level"], line["message"], line["bytes_in"]) == ("WARNING", "said", 3)


UNCAUGHT = """
import logging, threading, warnings
from service.logs import configure_logging

class Left:
    def __del__(self):
        int(WORDS)

configure_logging("INFO")
WORDS = "Mrs " + "Quill" + "feather"
logging.getLogger("service").error("%d", WORDS)
warnings.warn(WORDS)
Left()
thread = threading.Thread(target=int, args=(WORDS,))
thread.start()
thread.join()
raise ValueError(WORDS)
"""


def test_what_python_would_print_by_itself_holds_no_words_either() -> None:
    done = subprocess.run([sys.executable, "-c", UNCAUGHT], capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line.get("error") for line in lines] == [None, ["ValueError"], ["ValueError"], ["ValueError"]]
    assert "Quillfeather" not in done.stderr + done.stdout
