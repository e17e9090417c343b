"""A spaCy pipeline with our components finds what ours finds, and the documentation names the same components."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from pathlib import Path

import pytest
from confection import ConfigValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.reader import read_corpus
from nlp.documents import Document
from nlp.language.pipeline import read_sentences
from nlp.language.tokeniser import RULES, english_tokeniser
from nlp.language.tokens import tokenise
from nlp.language.with_spacy import BOUNDARIES, COMPONENTS, build_language, tokeniser_rules
from nlp.language.with_spacy import tokenise as tokenise_with_spacy

COMPONENTS_SNAPSHOT = {
    "sentence_boundaries": {"requires": [], "assigns": ["token.is_sent_start", "doc.sents"]},
    "speaker": {"requires": ["doc.sents"], "assigns": ["span._.speaker"]},
    "grammar": {"requires": ["doc.sents"], "assigns": ["span._.grammar"]},
}
DOCUMENTATION = Path(__file__).parents[3] / "docs" / "language.md"
CORPUS = Path(__file__).parents[3] / "models" / "corpus"
SPACY = build_language()
EXCEPTIONS = sorted(english_tokeniser().exceptions)
GLUED = st.lists(
    st.sampled_from(EXCEPTIONS)
    | st.sampled_from("aB1 .?!…,:;-–•()\"'“”‘’\n\t/\u00a0\u2028😀£$%@_*&=<>°ßſ")
    | st.sampled_from(
        ["phone.she", "shop.co.uk", "ann@shop.co", "https://shop.co/a", "8.8.8.8", "10km", "US$5", "Role.IQA"]
    ),
    max_size=12,
).map("".join)


def same(document: Document) -> None:
    """Both pipelines make the same words of a document, and the same sentences."""
    with SPACY.memory_zone():
        doc = SPACY(tokenise_with_spacy(SPACY, document))
        tokens = tokenise(document)
        assert list(tokens.words) == [token.text for token in doc]
        assert list(tokens.spaces) == [bool(token.whitespace_) for token in doc]
        assert [
            (document.text[one.span.start : one.span.end], one.paragraph, one.speaker, one.grammar)
            for one in read_sentences(document)
        ] == found_by_spacy(doc, document)


def found_by_spacy(doc: Doc, document: Document) -> list[tuple[object, ...]]:
    """Words, paragraph, speaker and grammar of each sentence."""
    ends = [span.end for span in document.paragraphs]
    found: list[tuple[object, ...]] = []
    for sent in doc.sents:
        begin = sent.end_char - len(sent.text.lstrip())
        if words := sent.text.strip():
            found.append((words, bisect_right(ends, begin), sent._.speaker, sent._.grammar))
    return found


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text() | GLUED, max_size=3))
@example(["He's (it's a.m.) :) and/or e.g. 'cause I'd've said so..."])
@example(["he 's", "he\u2028's", "Wed the 3rd, wed.", "don’t!!", "10a.m.-5p.m."])
def test_a_spacy_pipeline_makes_the_same_of_any_text(paragraphs: list[str]) -> None:
    same(Document.from_paragraphs(paragraphs))


def test_a_spacy_pipeline_makes_the_same_of_real_accounts() -> None:
    for account in read_corpus(CORPUS, load_unit(default_unit_id()).unit)[::10]:
        same(account.document())


def test_the_rules_are_those_of_the_installed_spacy() -> None:
    assert json.loads(RULES.read_bytes()) == tokeniser_rules()


def test_every_component_of_the_snapshot_is_in_the_pipeline_in_order() -> None:
    assert list(COMPONENTS_SNAPSHOT) == list(COMPONENTS) == SPACY.pipe_names


def test_every_factory_of_this_package_is_in_the_snapshot() -> None:
    ours = {name for name, factory in registry.factories.get_all().items() if factory.__module__.startswith("nlp.")}
    assert ours == set(COMPONENTS_SNAPSHOT)


@pytest.mark.parametrize("name", COMPONENTS_SNAPSHOT)
def test_components_declare_what_they_require_and_assign(name: str) -> None:
    meta = SPACY.get_factory_meta(name)
    assert {"requires": list(meta.requires), "assigns": list(meta.assigns)} == COMPONENTS_SNAPSHOT[name]


def test_what_is_required_is_assigned_by_an_earlier_component() -> None:
    analysis = SPACY.analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"].values())


def test_extensions_are_registered() -> None:
    assert Span.has_extension("speaker")
    assert Span.has_extension("grammar")


def test_settings_are_validated() -> None:
    language = Language()
    with pytest.raises(ValueError, match="at least 1"):
        language.create_pipe(BOUNDARIES, config={"narrowest_wrap": 0})
    with pytest.raises(ConfigValidationError):
        language.create_pipe(BOUNDARIES, config={"longest_line": 3})
    with pytest.raises(ConfigValidationError):
        language.create_pipe(BOUNDARIES, config={"longest_sentence": "many"})


def test_the_documentation_names_every_component_and_no_other() -> None:
    documented = re.findall(r"^## .*\(`(\w+)`\)", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE)
    assert documented == list(COMPONENTS_SNAPSHOT)
