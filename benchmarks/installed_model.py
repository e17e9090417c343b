"""The installed model in the hands of whoever measures it: with nothing kept of earlier readings, and counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from criteria_bank.loader import default_unit_id, load_unit
from nlp.classifier.artefacts import CALIBRATION, RULES
from nlp.classifier.calibration import Calibration
from nlp.classifier.encoder import States, TokenEncoder
from nlp.classifier.kept_windows import KeptWindows
from nlp.classifier.logits import Scorer
from nlp.classifier.trained import TrainedClassifier, load_scorer
from nlp.config import model_dir
from nlp.documents import Document
from nlp.judgement.rules import load_rules
from nlp.pipeline import Analyser

_WARMING_UP = Document.from_paragraphs(["I rang her back. She thanked me for it."])


@dataclass
class Counted:
    """An encoder that counts the windows it is asked to read."""

    inner: TokenEncoder
    windows: int = 0

    def encode(self, ids: NDArray[np.int64]) -> States:
        """See `nlp.classifier.encoder.TokenEncoder`."""
        self.windows += 1
        return self.inner.encode(ids)


@dataclass(frozen=True)
class InstalledModel:
    """The installed model for the default unit. ``encoder`` counts what all the scorers made here read."""

    encoder: Counted
    calibration: Calibration
    _scorer: Scorer
    _analyser: Analyser

    def scorer(self) -> Scorer:
        """A scorer that has read nothing yet."""
        return replace(self._scorer, encoder=self.encoder, kept=KeptWindows())

    def analyser(self, scorer: Scorer) -> Analyser:
        """An analyser that reads with ``scorer``, and has ready whatever an analyser makes when it is first used."""
        unit, rules = self._analyser.loaded_unit, self._analyser.rules
        made = Analyser(unit, TrainedClassifier("measured", unit.unit, scorer, self.calibration), rules)
        made.analyse(_WARMING_UP)
        return made


def load_installed_model() -> InstalledModel:
    """The installed model; raises ArtefactMissing or ArtefactAltered."""
    unit, folder = load_unit(default_unit_id()), model_dir()
    scorer, calibration = load_scorer(folder), Calibration.load(folder / CALIBRATION)
    classifier = TrainedClassifier("measured", unit.unit, scorer, calibration)
    analyser = Analyser(unit, classifier, load_rules(folder / RULES, unit.unit, classifier.matching))
    analyser.analyse(_WARMING_UP)
    return InstalledModel(Counted(scorer.encoder), calibration, scorer, analyser)
