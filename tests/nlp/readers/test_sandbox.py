from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nlp.errors import DocumentDamaged, DocumentError, DocumentTooLarge, ReadingTimedOut
from nlp.readers import Limits, Sandbox, read_bytes, read_file
from tests.patience import PATIENCE

MakeDocument = Callable[..., bytes]

PARAGRAPH = "<w:p><w:r><w:t>word</w:t></w:r></w:p>"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as shared:
        yield shared


def process_id(sandbox: Sandbox) -> int:
    assert sandbox.process_id is not None
    return sandbox.process_id


def test_one_process_reads_many_documents(sandbox: Sandbox, make_docx: MakeDocument) -> None:
    data = make_docx(PARAGRAPH)
    assert [read_bytes(data, sandbox=sandbox).text for _ in range(3)] == ["word"] * 3
    first = process_id(sandbox)
    with pytest.raises(DocumentError):
        read_bytes(data[:100], sandbox=sandbox)
    assert process_id(sandbox) == first


def test_a_process_that_dies_is_replaced(sandbox: Sandbox, make_docx: MakeDocument) -> None:
    data = make_docx(PARAGRAPH)
    read_bytes(data, sandbox=sandbox)
    first = process_id(sandbox)
    os.kill(first, signal.SIGKILL)
    assert read_bytes(data, sandbox=sandbox).text == "word"
    assert process_id(sandbox) != first


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".unheard"])
def test_a_prepared_process_reads_like_any_other(sandbox: Sandbox, make_docx: MakeDocument, suffix: str) -> None:
    sandbox.prepare(suffix)
    prepared = process_id(sandbox)
    assert read_bytes(make_docx(PARAGRAPH), sandbox=sandbox).text == "word"
    assert process_id(sandbox) == prepared


def test_a_prepared_process_that_dies_is_replaced(sandbox: Sandbox, make_docx: MakeDocument) -> None:
    sandbox.prepare(".docx")
    os.kill(process_id(sandbox), signal.SIGKILL)
    assert read_bytes(make_docx(PARAGRAPH), sandbox=sandbox).text == "word"


def test_nothing_is_left_running_afterwards(make_docx: MakeDocument) -> None:
    with Sandbox() as sandbox:
        read_bytes(make_docx(PARAGRAPH), sandbox=sandbox)
        started = process_id(sandbox)
    assert sandbox.process_id is None
    with pytest.raises(ProcessLookupError):
        os.kill(started, 0)


def test_threads_may_share_a_sandbox(sandbox: Sandbox, make_docx: MakeDocument) -> None:
    documents = [make_docx(PARAGRAPH.replace("word", f"word{number}")) for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda data: read_bytes(data, sandbox=sandbox).text, documents))
    assert found == [f"word{number}" for number in range(8)]


def test_a_reader_that_takes_too_long_is_stopped(make_docx: MakeDocument) -> None:
    with pytest.raises(ReadingTimedOut, match="on its own"):
        read_bytes(make_docx(PARAGRAPH * 300_000), limits=Limits(seconds=0.3))


def test_a_reader_that_needs_too_much_memory_is_stopped(make_docx: MakeDocument) -> None:
    data = make_docx(PARAGRAPH * 500_000)
    with pytest.raises(DocumentTooLarge, match="memory"):
        read_bytes(data, limits=Limits(memory_bytes=160 * 1024 * 1024, seconds=PATIENCE))


def test_a_reader_that_fails_is_reported_without_the_documents_words(caplog: pytest.LogCaptureFixture) -> None:
    boxes = b"{\\shptxt secret " * 400
    with pytest.raises(DocumentDamaged, match="too complex") as raised:
        read_bytes(b"{\\rtf1 " + boxes)
    assert "A reader stopped: RecursionError" in caplog.text
    assert "secret" not in caplog.text + str(raised.value)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs Linux's /proc")
def test_the_process_gets_no_secrets(
    sandbox: Sandbox, make_docx: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALLYMARK_SECRET", "key")
    read_bytes(make_docx(PARAGRAPH), sandbox=sandbox)
    assert "TALLYMARK_SECRET" not in Path(f"/proc/{process_id(sandbox)}/environ").read_text()


def test_the_process_may_not_write(tmp_path: Path) -> None:
    target = tmp_path / "file"
    program = (
        "import os, sys; sys.path[:] = sys.argv[2:]\n"
        "from nlp.readers.child import confine; from nlp.readers.limits import Limits\n"
        "confine(Limits())\n"
        "os.write(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT), b'x')\n"
    )
    command = [sys.executable, "-I", "-S", "-c", program, str(target), *filter(None, sys.path)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "File too large" in finished.stderr
    assert target.read_bytes() == b""


def test_the_process_imports_only_what_its_parser_needs() -> None:
    program = "import sys; import nlp.readers.child, nlp.readers.docx; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {"nlp.readers.docx", "lxml.etree"} <= set(loaded)
    assert not {"numpy", "spacy", "pandas", "pydantic", "ftfy", "pypdfium2", "nlp.results"} & set(loaded)


def test_a_file_is_read_from_disk(tmp_path: Path, make_docx: MakeDocument) -> None:
    path = tmp_path / "account.docx"
    path.write_bytes(make_docx(PARAGRAPH))
    assert read_file(path).text == "word"


def test_a_file_over_the_limit_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "account.docx"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(DocumentTooLarge, match="larger than 20 MB"):
        read_file(path)


def test_a_missing_file_is_not_the_documents_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "missing.docx")


def test_a_job_gives_back_a_file(sandbox: Sandbox, make_docx: MakeDocument) -> None:
    data = make_docx(PARAGRAPH)
    comment = {"start": 0, "end": 4, "text": "Say more.", "author": "A", "initials": "A", "date": None}
    written = sandbox.run("nlp.writers.annotating:annotate", data, {"comments": [comment]})
    assert read_bytes(written, sandbox=sandbox).text == "word"
    with pytest.raises(DocumentError):
        sandbox.run("nlp.writers.annotating:annotate", data[:100], {"comments": []})


def test_a_file_that_grew_too_much_is_not_taken(make_docx: MakeDocument) -> None:
    data = make_docx(PARAGRAPH)
    comment = {"start": 0, "end": 4, "text": "Say more.", "author": "A", "initials": "A", "date": None}
    with Sandbox(Limits(file_bytes=100)) as sandbox, pytest.raises(DocumentDamaged):
        sandbox.run("nlp.writers.annotating:annotate", data, {"comments": [comment]})
