"""The one place that puts the parts together: a document in, a result out.

analyser = load_analyser()
result = analyser.analyse(read_file(path))
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from criteria_bank.loader import LoadedUnit, default_unit_id, load_unit
from nlp.checks.checker import Checker
from nlp.classifier.artefacts import RULES
from nlp.classifier.base import Passage, Prediction, SentenceClassifier
from nlp.classifier.fake import FakeClassifier
from nlp.classifier.reuse import predict_again
from nlp.config import model_dir, program_version
from nlp.documents import Document
from nlp.errors import DocumentEmpty
from nlp.feedback.composer import compose
from nlp.feedback.findings import Findings
from nlp.judgement.constraints import analyse_constraints
from nlp.judgement.depth import analyse_depth
from nlp.judgement.evidence import Observations, observe, present_labels
from nlp.judgement.flags import Whole, analyse_flags
from nlp.judgement.lead_ins import leads_in, without_lead_ins
from nlp.judgement.points import analyse_points
from nlp.judgement.repeats import counted_once
from nlp.judgement.rules import JudgementRules, load_rules
from nlp.judgement.told import Told
from nlp.language.pipeline import read_sentences
from nlp.language.reader import AccountReader, build_reader
from nlp.language.sentences import Sentence
from nlp.personal_data.finder import PersonalDataFinder
from nlp.quality.hints import quality_hints
from nlp.results import (
    AnalyserReference,
    AnalysisResult,
    Extent,
    StageLabel,
    Text,
    UnitReference,
)
from nlp.results import Sentence as SentenceResult


@dataclass(frozen=True)
class Analysed:
    """A document, its sentences and what the classifier made of them: all that a judgement starts from."""

    document: Document
    sentences: tuple[Sentence, ...]
    prediction: Prediction

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences' own words."""
        return sentence_texts(self.document, self.sentences)


class Analyser:
    """Lays documents against one unit. No document changes what is said of another; safe to share between threads.

    ``qualification``: the one whose level and policy feedback keeps to; at first the unit's lowest.
    """

    def __init__(self, unit: LoadedUnit, classifier: SentenceClassifier, rules: JudgementRules) -> None:
        self.loaded_unit = unit
        self.unit = unit.unit
        self.classifier = classifier
        self.rules = rules
        self.qualification = self.unit.qualification()

    def for_qualification(self, identifier: str | None) -> Analyser:
        """The same analyser, with feedback for another qualification; raises QualificationNotFound."""
        other = copy(self)
        other.qualification = self.unit.qualification(identifier)
        return other

    @cached_property
    def language(self) -> AccountReader:
        """The sentence pipeline; built on first use."""
        return build_reader()

    @cached_property
    def checker(self) -> Checker:
        """The unit's checks, with what they need for every document."""
        return Checker(self.unit)

    @cached_property
    def personal_data(self) -> PersonalDataFinder:
        """What finds personal data, with what it found in the texts read last."""
        return PersonalDataFinder()

    @cached_property
    def reference(self) -> AnalyserReference:
        """What results record about the program and model."""
        return AnalyserReference(
            version=program_version(), model=self.classifier.name, matching=self.classifier.matching
        )

    @cached_property
    def unit_reference(self) -> UnitReference:
        """What results record about the unit."""
        unit = self.unit
        return UnitReference(id=unit.id, version=unit.version, sha256=self.loaded_unit.sha256, title=unit.title)

    def analyse(self, document: Document, *, as_of: date | None = None) -> AnalysisResult:
        """Analyse one document; raises DocumentEmpty where it holds no words. ``as_of``: see `judge`."""
        return self.judge(self.read(document), as_of=as_of)

    def analyse_many(self, documents: Iterable[Document]) -> Iterator[AnalysisResult]:
        """Analyse documents in order; a document's result does not depend on the others.

        Some documents are drawn and read ahead of the one whose result is asked for: while that is judged, the
        classifier's threads go on with the next.
        """
        read: deque[tuple[Document, tuple[Sentence, ...]]] = deque()

        def passages() -> Iterator[Passage]:
            for document in documents:
                read.append((document, self.sentences(document)))
                yield as_passage(*read[-1])

        for prediction in self.classifier.predict(passages()):
            yield self.judge(Analysed(*read.popleft(), prediction))

    def analyse_sentences(self, document: Document, sentences: Sequence[Sentence]) -> AnalysisResult:
        """Analyse a document whose sentences are already known (evaluation on labelled sentences)."""
        return self.judge(self._predict(document, tuple(sentences)))

    def read(self, document: Document) -> Analysed:
        """The sentences of a document and what the classifier makes of them; raises DocumentEmpty."""
        return self._predict(document, self.sentences(document))

    def reread(
        self, document: Document, sentences: Sequence[Sentence], earlier: Analysed, kept: Mapping[int, int]
    ) -> Analysed:
        """Like `read` for a later draft: sentences that did not change keep what was made of them.

        ``sentences``: those of the later document. ``kept``: for those that did not change, which sentence of the
        ``earlier`` draft each one is, by their indices. The others are judged as in a full analysis.
        """
        passage = as_passage(document, sentences)
        return Analysed(document, tuple(sentences), predict_again(self.classifier, passage, earlier.prediction, kept))

    def sentences(self, document: Document) -> tuple[Sentence, ...]:
        """The sentences of a document; raises DocumentEmpty where it holds no words."""
        sentences = read_sentences(self.language, document)
        if not sentences:
            raise DocumentEmpty("There are no words in this document. Check that you chose the right file.")
        return sentences

    def judge(self, analysed: Analysed, *, as_of: date | None = None) -> AnalysisResult:
        """The result for a document that was read.

        ``as_of``: the day against which its dates are long ago or to come; without one that is never said.
        """
        unit, rules = self.unit, self.rules
        document, sentences = analysed.document, analysed.sentences
        observations = observe(unit, sentences, _worth_counting(document, sentences, analysed.prediction))
        points = analyse_points(unit, observations, rules)
        depth = analyse_depth(unit, observations, rules.depth)
        personal_data = self.personal_data.find(document.text)
        told = Told.of(document.text, observations)
        constraints = analyse_constraints(unit, told, observations, rules, personal_data)
        whole = Whole(document.text, observations, told, constraints, personal_data)
        flags = analyse_flags(unit, whole, depth, rules)
        findings = Findings(
            document.text, points, depth, flags, personal_data, self.classifier.matching, _told(document, observations)
        )
        return AnalysisResult(
            unit=self.unit_reference,
            analyser=self.reference,
            text=self._text(document, observations),
            marking_points=points,
            depth=depth,
            constraints=constraints,
            flags=flags,
            checks=self.checker.check(whole, depth, flags, rules),
            quality=quality_hints(unit, document.text, observations, points, rules, as_of=as_of),
            personal_data=personal_data,
            feedback=compose(unit, self.qualification, findings),
        )

    def _predict(self, document: Document, sentences: tuple[Sentence, ...]) -> Analysed:
        (prediction,) = self.classifier.predict([as_passage(document, sentences)])
        return Analysed(document, sentences, prediction)

    def _text(self, document: Document, observations: Observations) -> Text:
        return Text(
            content=document.text,
            words=len(document.text.split()),
            paragraphs=tuple(Extent(start=span.start, end=span.end) for span in document.paragraphs),
            sentences=tuple(self._sentences(observations)),
        )

    def _sentences(self, observations: Observations) -> Iterator[SentenceResult]:
        unit = self.unit
        stages = [stage.id for stage in unit.stages]
        labels = (
            present_labels(observations, [entry.id for entry in entries], self.rules)
            for entries in (unit.elements, unit.constraints, unit.mistakes)
        )
        for sentence, row, elements, constraints, mistakes in zip(
            observations.sentences, observations.stages, *labels, strict=True
        ):
            probabilities = {stage: round(value, 4) for stage, value in zip(stages, row.tolist(), strict=True)}
            yield SentenceResult(
                start=sentence.span.start,
                end=sentence.span.end,
                stage=StageLabel(label=stages[int(row.argmax())], probabilities=probabilities),
                elements=elements,
                constraints=constraints,
                mistakes=mistakes,
            )


def _worth_counting(document: Document, sentences: Sequence[Sentence], prediction: Prediction) -> Prediction:
    """The prediction without labels on what is said again or only leads up to something."""
    counted = counted_once(document.text, sentences, prediction)
    return without_lead_ins(document.text, sentences, counted)


def _told(document: Document, observations: Observations) -> frozenset[int]:
    """Where sentences with content start; rows of a table and lines that lead up to a list are none."""
    spans = [sentence.span for sentence in observations.sentences]
    return frozenset(
        span.start
        for span, content in zip(spans, observations.content, strict=True)
        if content >= 0.5  # noqa: PLR2004 - more likely than not
        and "\t" not in document.text[span.start : span.end]
        and not leads_in(document.text[span.start : span.end])
    )


def as_passage(document: Document, sentences: Sequence[Sentence]) -> Passage:
    """A document's sentences as a classifier takes them."""
    return Passage(sentence_texts(document, sentences), tuple(sentence.paragraph for sentence in sentences))


def sentence_texts(document: Document, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The words of a document's sentences."""
    return tuple(document.text[sentence.span.start : sentence.span.end] for sentence in sentences)


def fake_analyser(unit_id: str | None = None) -> Analyser:
    """An analyser over `FakeClassifier`: instant, offline and meaningless; for tests of what stands around it."""
    unit = load_unit(unit_id or default_unit_id())
    return Analyser(unit, FakeClassifier(unit.unit), JudgementRules.unfitted(unit.unit))


def load_analyser(unit_id: str | None = None, *, threads: int = 0) -> Analyser:
    """The analyser with the installed model; raises UnitNotFound, UnitInvalid or ArtefactError.

    ``threads`` of the encoder; 0 for one a core.
    """
    from nlp.classifier.trained import load_classifier  # noqa: PLC0415

    unit = load_unit(unit_id or default_unit_id())
    classifier = load_classifier(unit, threads=threads)
    return Analyser(unit, classifier, load_rules(model_dir() / RULES, unit.unit, classifier.matching))
