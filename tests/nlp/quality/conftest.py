"""Hints on a text: real sentences, and a model that is sure of what the test says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.classifier.base import Prediction
from nlp.documents import Document
from nlp.judgement.evidence import observe
from nlp.judgement.points import analyse_points
from nlp.judgement.rules import JudgementRules
from nlp.language.pipeline import build_language, read_sentences
from nlp.quality.hints import quality_hints


@dataclass(frozen=True)
class Given:
    """One hint that was given: its message, and the words that it points at."""

    id: str
    message: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Hints:
    """What was given on one text, in order."""

    given: tuple[Given, ...]

    @property
    def ids(self) -> set[str]:
        return {hint.id for hint in self.given}

    def __getitem__(self, name: str) -> Given:
        (found,) = (hint for hint in self.given if hint.id == name)
        return found


Judge = Callable[..., Hints]


@pytest.fixture(scope="session")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture(scope="session")
def judge(unit: Unit) -> Judge:
    """Hints on ``text``, whose paragraphs are parted by empty lines.

    ``evidence`` names the elements that sentences carry which hold these words; ``headings`` is words whose sentences
    have no content. All other sentences are description.
    """
    language, rules = build_language(), JudgementRules.unfitted(unit)
    stages, labels = [stage.id for stage in unit.stages], [label.id for label in unit.labels]
    parts = np.cumsum([len(unit.elements), len(unit.constraints)]).tolist()

    def hints(
        text: str, evidence: Mapping[str, str] | None = None, headings: tuple[str, ...] = (), as_of: date | None = None
    ) -> Hints:
        document = Document.from_paragraphs(text.split("\n\n"))
        sentences = read_sentences(language, document)
        said = [document.text[one.span.start : one.span.end] for one in sentences]
        chosen = [stages.index("other" if one.startswith(headings) and headings else "description") for one in said]
        rows = np.zeros((len(said), len(labels)))
        for words, elements in (evidence or {}).items():
            index = next(i for i, one in enumerate(said) if words in one)
            for element in elements.split():
                rows[index, labels.index(element)] = 0.9
        prediction = Prediction(np.eye(len(stages))[chosen], *np.split(rows, parts, axis=1))
        observations = observe(unit, sentences, prediction)
        points = analyse_points(unit, observations, rules)
        found = quality_hints(unit, document.text, observations, points, rules, as_of=as_of)
        return Hints(
            tuple(
                Given(one.id, one.message, tuple(document.text[place.start : place.end] for place in one.evidence))
                for one in found
            )
        )

    return hints
