"""What was read before changes nothing that is read now."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.documents import Document
from nlp.kept import Kept
from nlp.language.pipeline import read_sentences
from nlp.language.reader import build_reader
from tests.nlp.revisions import Draft, documents, revisions

READER = build_reader()


@settings(max_examples=150, deadline=None)
@given(drafts=revisions(), most=st.sampled_from([1, 4, 1000]))
def test_a_reader_that_has_read_reads_like_one_that_has_not(drafts: list[Draft], most: int) -> None:
    keeping = replace(READER, kept=Kept(most))

    for document in documents(drafts):
        assert read_sentences(keeping, document) == read_sentences(replace(READER, kept=Kept(1)), document)
        assert len(keeping.kept) <= most


def test_threads_share_what_is_kept() -> None:
    drafts = [Document.from_paragraphs([f"I rang number {n // 2}. She was out.", "Why?"] * 9) for n in range(40)]
    expected = [read_sentences(replace(READER, kept=Kept(1)), draft) for draft in drafts]
    shared = replace(READER, kept=Kept(8))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(shared.read, [*drafts, *drafts])) == [*expected, *expected]


def test_only_paragraphs_that_changed_are_read_again() -> None:
    paragraphs = [f"I rang number {n}. She was out." for n in range(9)]
    reader = replace(READER, kept=Kept(1000))
    reader.read(Document.from_paragraphs(paragraphs))
    before = len(reader.kept)

    reader.read(Document.from_paragraphs([*paragraphs[:4], "I wrote.", *paragraphs[5:]]))

    assert len(reader.kept) == before + 1
