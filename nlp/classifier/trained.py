"""The trained classifier, and how the installed one is loaded for a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Unit
from nlp.classifier.ahead import threads_for
from nlp.classifier.artefacts import CALIBRATION, ENCODER, HEADS, TOKENIZER, Manifest, read_manifest
from nlp.classifier.base import Passage, Prediction, SentenceClassifier
from nlp.classifier.calibration import Calibration
from nlp.classifier.encoder import OnnxEncoder
from nlp.classifier.heads import Heads
from nlp.classifier.logits import Logits, Scorer
from nlp.classifier.tokens import WordPieces
from nlp.config import model_dir
from nlp.results import Matching


class TrainedClassifier:
    """Scores by the encoder and its heads, calibrated."""

    matching: Matching = "trained"

    def __init__(self, name: str, unit: Unit, scorer: Scorer, calibration: Calibration) -> None:
        self.name = name
        self._unit = unit
        self._scorer = scorer
        self._calibration = calibration

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        """See `nlp.classifier.base.SentenceClassifier`."""
        for logits in self._scorer.score_all(passages):
            yield as_prediction(self._unit, logits, self._calibration)

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        """See `nlp.classifier.base.SentenceClassifier`."""
        return as_prediction(self._unit, self._scorer.score_some(passage, indices), self._calibration)


def as_prediction(unit: Unit, logits: Logits, calibration: Calibration) -> Prediction:
    """Calibrate logits and part the label columns into the unit's elements, constraints and mistakes."""
    labels = calibration.labels(logits)
    elements = len(unit.elements)
    constraints = elements + len(unit.constraints)
    return Prediction(
        calibration.stages(logits), labels[:, :elements], labels[:, elements:constraints], labels[:, constraints:]
    )


def load_scorer(folder: Path, *, threads: int = 0) -> Scorer:
    """The model of a folder without its calibration; the caller has checked the manifest. ``threads``: 0 for all."""
    return Scorer(
        WordPieces.load(folder / TOKENIZER),
        OnnxEncoder(folder / ENCODER),
        Heads.load(folder / HEADS),
        threads=threads_for(threads),
    )


def load_classifier(unit: LoadedUnit, folder: Path | None = None, *, threads: int = 0) -> SentenceClassifier:
    """The installed classifier for a unit; by similarity where the heads do not answer for it.

    ``threads`` of the encoder; 0 for one a core. Raises ArtefactMissing or ArtefactAltered.
    """
    folder = folder or model_dir()
    manifest = read_manifest(folder)
    scorer = load_scorer(folder, threads=threads)
    calibration = Calibration.load(folder / CALIBRATION)
    if _answers_for(manifest, unit.unit):
        return TrainedClassifier(f"{manifest.name} {manifest.version}", unit.unit, scorer, calibration)
    from nlp.classifier.similarity import SimilarityClassifier  # noqa: PLC0415  (loads only where it is needed)

    return SimilarityClassifier(manifest, unit.unit, scorer, calibration)


def _answers_for(manifest: Manifest, unit: Unit) -> bool:
    def ids(entries: Sequence[object]) -> tuple[str, ...]:
        return tuple(str(getattr(entry, "id", "")) for entry in entries)

    return manifest.unit == unit.id and (
        manifest.stages,
        manifest.elements,
        manifest.constraints,
        manifest.mistakes,
    ) == (
        ids(unit.stages),
        ids(unit.elements),
        ids(unit.constraints),
        ids(unit.mistakes),
    )
