"""What the workers of tests are forked from imports this once: an analyser that has been used, so that all is built.

It is imported as a module of its own: a process that did not start with pytest knows no package `tests`.
"""

from __future__ import annotations

from nlp.documents import Document
from nlp.pipeline import Analyser, fake_analyser

_ANALYSER = fake_analyser()
_ANALYSER.analyse(Document.from_paragraphs([_ANALYSER.unit.synopsis]))


def load(unit_id: str | None) -> Analyser:
    """The instant model, without the second that it takes to build the language pipeline around it."""
    assert unit_id in (None, _ANALYSER.unit.id)
    return _ANALYSER
