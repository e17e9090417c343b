"""What the workers of tests are forked from imports this once: an analyser that has been used, so that all is built.

It is imported as a module of its own: a process that did not start with pytest knows no package `tests`.
"""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

from nlp.documents import Document
from nlp.pipeline import Analyser, fake_analyser
from nlp.results import AnalysisResult
from service.jobs.worker import run_worker
from service.server import run
from service.settings import Settings

_ANALYSER = fake_analyser()
_ANALYSER.analyse(Document.from_paragraphs([_ANALYSER.unit.synopsis]))


def load(unit_id: str | None) -> Analyser:
    """The instant model, without the second that it takes to build the language pipeline around it."""
    assert unit_id in (None, _ANALYSER.unit.id)
    return _ANALYSER


def work_telling(settings: Settings, file: Path) -> None:
    """Run a worker, with all that it prints in ``file``."""
    _print_into(file)
    run_worker(settings, load)


def serve_gated(settings: Settings, folder: Path) -> None:
    """Run the service with that analyser behind a gate, and with all that it prints in the file ``output``.

    A text that says "wait" makes the file ``begun``, and is analysed when there is a file ``go-on``.
    """
    _print_into(folder / "output")
    gated = _Gated(_ANALYSER.loaded_unit, _ANALYSER.classifier, _ANALYSER.rules)
    gated.folder = folder
    run(settings, lambda _: gated)


class _Gated(Analyser):
    folder: Path

    def analyse(self, document: Document, *, as_of: date | None = None) -> AnalysisResult:
        if "wait" in document.text:
            (self.folder / "begun").touch()
            while not (self.folder / "go-on").exists():
                time.sleep(0.01)
        return super().analyse(document, as_of=as_of)


def _print_into(file: Path) -> None:
    with file.open("wb") as output:
        for printed in (1, 2):
            os.dup2(output.fileno(), printed)
