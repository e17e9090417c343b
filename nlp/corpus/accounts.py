"""What a labelled account is: an account as a person labelled it (models/corpus/GUIDE.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from nlp.documents import Document, Span
from nlp.results import DepthLabel, Status

Kind = Literal["inbox", "ordered"]
Form = Literal["account", "log", "discussion", "case_study", "statement"]

SENTENCE_BREAK = " "


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One sentence and the labels of the unit that a person gave it, each at most once."""

    text: str
    stage: str
    elements: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def labels(self) -> frozenset[str]:
        """Everything that it carries: elements, constraints and mistakes."""
        return frozenset((*self.elements, *self.constraints, *self.mistakes))


@dataclass(frozen=True, slots=True)
class Account:
    """One labelled account.

    ``file``: name of the file it stands in; ``kind``: ``inbox`` where the text was written without sight of the
    labels, ``ordered`` where it was written to them. ``decisions`` holds a status for each marking point;
    ``personal_data`` the exact strings in the text that identify somebody.
    """

    id: str
    sector: str
    level: int
    form: Form
    file: str
    kind: Kind
    decisions: Mapping[str, Status]
    depth: DepthLabel
    flags: tuple[str, ...]
    personal_data: tuple[str, ...]
    paragraphs: tuple[tuple[LabelledSentence, ...], ...]

    @property
    def sentences(self) -> tuple[LabelledSentence, ...]:
        """All sentences in reading order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def sentence_paragraphs(self) -> tuple[int, ...]:
        """For each sentence, the number (from 0) of the paragraph that it stands in."""
        return tuple(number for number, paragraph in enumerate(self.paragraphs) for _ in paragraph)

    def document(self) -> Document:
        """The account as a reader would hand it on: the sentences of a paragraph are parted by one space."""
        return Document.from_paragraphs([_joined(paragraph) for paragraph in self.paragraphs])

    def sentence_spans(self) -> tuple[Span, ...]:
        """Where each sentence lies in the text of `document`."""
        return tuple(
            Span(start, start + len(sentence.text))
            for place, paragraph in zip(self.document().paragraphs, self.paragraphs, strict=True)
            for start, sentence in zip(_starts(place.start, paragraph), paragraph, strict=True)
        )


def _joined(paragraph: tuple[LabelledSentence, ...]) -> str:
    return SENTENCE_BREAK.join(sentence.text for sentence in paragraph)


def _starts(first: int, paragraph: tuple[LabelledSentence, ...]) -> list[int]:
    lengths = (len(sentence.text) + len(SENTENCE_BREAK) for sentence in paragraph[:-1])
    return list(accumulate(lengths, initial=first))
