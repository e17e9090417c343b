"""An analyser with accounts that it does not survive. Its folder is put on the path of the processes that use it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator

from nlp.classifier.base import Passage, Prediction
from nlp.classifier.fake import FakeClassifier
from nlp.pipeline import Analyser, fake_analyser

DEADLY = "This account ends the process that reads it."
SLOW = "This account takes for ever."
ODD = "This account meets a fault of the program."


class FragileClassifier(FakeClassifier):
    """Ends its process, stops for ever, or raises an error that quotes the learner."""

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        return super().predict(map(_read, passages))


def _read(passage: Passage) -> Passage:
    for text in passage.sentences:
        if text == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        if text == SLOW:
            time.sleep(600)
        if text == ODD:
            raise ValueError(text)
    return passage


def fragile_analyser(unit_id: str | None) -> Analyser:
    fake = fake_analyser(unit_id)
    return Analyser(fake.loaded_unit, FragileClassifier(fake.unit), fake.rules)
