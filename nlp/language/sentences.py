"""The sentences of a document, as the rest of the program sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.documents import Span

Speaker = Literal["learner", "assessor"]
Person = Literal["first_singular", "first_plural", "other"]
Tense = Literal["past", "present", "future", "none"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Grammatical features of one sentence.

    ``person``: of its main actor; ``modal``: it holds a modal verb (would, could, should, might, may, must);
    ``negated``: it holds a negation; ``hypothetical``: it speaks of what would or might be, not of what is or was.
    """

    person: Person
    tense: Tense
    modal: bool
    negated: bool
    hypothetical: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the document's text, the index of its paragraph, who says it, its grammar."""

    span: Span
    paragraph: int
    speaker: Speaker
    grammar: Grammar
