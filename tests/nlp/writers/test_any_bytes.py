"""Whatever is done to a file: it comes back changed and readable, or with an error that says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.errors import DocumentError
from nlp.readers import Limits
from nlp.readers.parsers import parse
from nlp.writers.annotating import annotate
from nlp.writers.replacing import replace
from tests.nlp.writers.word_files import (
    NAMES,
    field,
    make_word,
    paragraph,
    relationships,
    run,
    table,
    text_box,
    tracked,
    unzipped,
    zipped,
)

LIMITS = Limits()
JOBS: Mapping[str, tuple[Callable[[bytes, Mapping[str, Any], Limits], bytes], Mapping[str, Any]]] = {
    "annotate": (
        annotate,
        {"comments": [{"start": 2, "end": 9, "text": "Say more.", "author": "T", "initials": "T", "date": None}]},
    ),
    "replace": (replace, {"replacements": [{"start": 2, "end": 9, "text": "Mrs A", "kind": "full_name"}]}),
}
OLD = f'<w:comment w:id="1" w:author="Sam">{paragraph(run("Good."))}</w:comment>'
GOOD = make_word(
    paragraph(run("I rang "), tracked("ins", run("her ")), tracked("del", "<w:r><w:delText>him</w:delText></w:r>"))
    + paragraph(f"<w:r>{text_box(paragraph(run('In a box.')))}</w:r>", field("PAGE", run("1")))
    + table((paragraph(run("When")), paragraph(run("What"), '<w:r><w:footnoteReference w:id="2"/></w:r>'))),
    {"footnotes": f'<w:footnote w:id="2">{paragraph(run("It was May."))}</w:footnote>', "comments": OLD},
)
TAG = re.compile(rb"</?[\w:]+|\b[\w:]+=\"[^\"]*\"|[\w.]+")


def attempt(job: str, data: bytes) -> None:
    work, arguments = JOBS[job]
    try:
        outcome: bytes | DocumentError = work(data, arguments, LIMITS)
    except DocumentError as error:
        outcome = error
    if isinstance(outcome, DocumentError):
        assert str(outcome).endswith(".")
    elif job == "annotate":
        assert parse(outcome, ".docx", LIMITS) == parse(data, ".docx", LIMITS)
    else:
        assert parse(outcome, ".docx", LIMITS)


@pytest.mark.parametrize("job", JOBS)
@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_bytes_of_the_file_changed(job: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for position, value in changes:
        data[position] = value
    attempt(job, bytes(data))


@pytest.mark.parametrize("job", JOBS)
@settings(max_examples=150)
@given(st.data())
def test_names_and_values_in_the_parts_changed(job: str, choice: st.DataObject) -> None:
    """Every tag, attribute and word may be missing or stand in another's place."""
    parts = unzipped(GOOD)
    for _ in range(choice.draw(st.integers(1, 4))):
        name = choice.draw(st.sampled_from(sorted(parts)))
        pieces = [match.span() for match in TAG.finditer(parts[name])]
        if not pieces:
            continue
        start, end = choice.draw(st.sampled_from(pieces))
        other = choice.draw(st.sampled_from([b"", b"-1", b"w:p", b"w:r", b'w:id="x"', b'Target="../../x"', b"<w:t"]))
        parts[name] = parts[name][:start] + other + parts[name][end:]
    attempt(job, zipped(parts))


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize(
    "extra",
    [
        {"word/_rels/document.xml.rels": relationships({"comments": "missing.xml"})},
        {"word/_rels/document.xml.rels": relationships({"comments": "document.xml", "footnotes": "document.xml"})},
        {"word/_rels/document.xml.rels": "<other/>"},
        {"word/comments.xml": f'<w:comments {NAMES}><w:comment w:id="99999999999999999999"/></w:comments>'},
        {"word/comments.xml": "<w/>"},
        {"word/document.xml": f"<w:document {NAMES}><w:body>{run('No paragraph at all.')}</w:body></w:document>"},
        {"word/document.xml": f"<w:document {NAMES}><w:body><w:p><w:t>No run.</w:t></w:p></w:body></w:document>"},
        {"word/": b""},
        {"docProps/core.xml": b""},
    ],
    ids=str,
)
def test_odd_packages(job: str, extra: Mapping[str, str | bytes]) -> None:
    attempt(job, make_word(paragraph(run("I rang her back.")), {"comments": OLD}, extra))
