"""An analyser that finds in a sentence what a test wrote down for it, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from criteria_bank.schema import Unit
from nlp.classifier.base import Passage, Prediction
from nlp.comparison.comparison import ComparedDrafts, compare_documents
from nlp.documents import Document
from nlp.pipeline import Analyser, fake_analyser
from nlp.results import Matching
from tests.nlp.judgement.saying import Said, prediction_of

Labels = Mapping[str, float]


class ScriptedClassifier:
    """Says of each sentence what was written down for it. ``judged``: the sentences that it was asked about."""

    name = "scripted"
    matching: Matching = "trained"

    def __init__(self, unit: Unit, script: Mapping[str, Said]) -> None:
        self.judged: list[str] = []
        self._unit = unit
        self._script = script

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        return (self.predict_some(passage, range(len(passage.sentences))) for passage in passages)

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        asked = [passage.sentences[index] for index in indices]
        self.judged += asked
        return prediction_of(self._unit, [self._script.get(sentence, Said()) for sentence in asked])


def scripted(script: Mapping[str, Said]) -> Analyser:
    """An analyser over such a classifier."""
    plain = _plain()
    return Analyser(plain.loaded_unit, ScriptedClassifier(plain.unit, script), plain.rules)


def compared(
    first: Sequence[str], second: Sequence[str], script: Mapping[str, Said | Labels], *, everything: bool = False
) -> ComparedDrafts:
    """Two drafts, a paragraph for each list of sentences, compared by a scripted analyser."""
    analyser = scripted({text: said if isinstance(said, Said) else Said(said) for text, said in script.items()})
    return compare_documents(analyser, draft(first), draft(second), everything=everything)


@cache
def _plain() -> Analyser:
    return fake_analyser()


def draft(sentences: Sequence[str]) -> Document:
    """The sentences as one paragraph."""
    return Document.from_paragraphs([" ".join(sentences)])


def plain_unit() -> Unit:
    """The unit that the drafts are laid against."""
    return _plain().unit
