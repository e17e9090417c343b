"""The pipeline, spaCy's registry and the documentation name the same components, whichever way one looks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Span
from spacy.util import registry

from nlp.language import boundaries, grammar, speaker
from nlp.language.pipeline import COMPONENTS, build_language

COMPONENTS_SNAPSHOT = {
    "sentence_boundaries": {"requires": [], "assigns": ["token.is_sent_start", "doc.sents"]},
    "speaker": {"requires": ["doc.sents"], "assigns": ["span._.speaker"]},
    "grammar": {"requires": ["doc.sents"], "assigns": ["span._.grammar"]},
}
DOCUMENTATION = Path(__file__).parents[3] / "docs" / "language.md"


def test_every_component_of_the_snapshot_is_in_the_pipeline_in_order() -> None:
    assert list(COMPONENTS_SNAPSHOT) == list(COMPONENTS) == build_language().pipe_names


def test_every_factory_of_this_package_is_in_the_snapshot() -> None:
    ours = {name for name, factory in registry.factories.get_all().items() if factory.__module__.startswith("nlp.")}
    assert ours == set(COMPONENTS_SNAPSHOT)


@pytest.mark.parametrize("name", COMPONENTS_SNAPSHOT)
def test_components_declare_what_they_require_and_assign(language: Language, name: str) -> None:
    meta = language.get_factory_meta(name)
    assert {"requires": list(meta.requires), "assigns": list(meta.assigns)} == COMPONENTS_SNAPSHOT[name]


def test_what_is_required_is_assigned_by_an_earlier_component(language: Language) -> None:
    analysis = language.analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"].values())


def test_extensions_are_registered() -> None:
    assert Span.has_extension("speaker")
    assert Span.has_extension("grammar")
    assert {boundaries.NAME, speaker.NAME, grammar.NAME} == set(COMPONENTS)


def test_the_documentation_names_every_component_and_no_other() -> None:
    documented = re.findall(r"^## .*\(`(\w+)`\)", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE)
    assert documented == list(COMPONENTS_SNAPSHOT)
