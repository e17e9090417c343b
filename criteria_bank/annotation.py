"""What the comments in a learner's own document say, and how many there may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from criteria_bank.entries import Entry

Count = Annotated[int, Field(ge=1)]
Wording = Annotated[str, StringConstraints(strip_whitespace=True)]


class Annotation(Entry):
    """Templates (``str.format``) of comments; `ANNOTATION_NAMES` lists the names that each may use.

    An empty template leaves its part out. The defaults hold no words of their own, only what findings bring.

    - ``most``: comments beside the words that they are about. ``most_together``: observations in one of them.
      ``most_general``: observations on the whole account in the comment at the top.
    - ``opening`` (with the summary), ``general`` (a heading), ``personal_data_elsewhere`` (how many more places),
      ``how_to_read``, ``caution`` and ``people_decide`` make the comment at the top, in that order.
    - ``evidence``, ``evidence_unsure``: a sentence counts, or may count, for an element (``label``) of a marking point
      (``id``, ``point``); ``strength`` is the element's. How sure it must be for either, the feedback's rules say.
    - ``question`` asks for an element of a marking point at a place, ``question_otherwise`` for anything else; ``tip``
      follows.
    - ``correction``: what was noticed; ``put_right`` follows where the unit says what would put it right, else the
      flag's question.
    - ``personal_data``: the sentence holds some. ``most_personal_data``: how many sentences are marked for that.
    """

    most: Count = 15
    most_together: Count = 3
    most_general: Count = 3
    most_personal_data: Count = 6
    opening: Wording = "{summary}"
    caution: Wording = "{caution}"
    general: Wording = ""
    personal_data_elsewhere: Wording = ""
    how_to_read: Wording = ""
    people_decide: Wording = ""
    evidence: Wording = "{point}: {label}. {strength}"
    evidence_unsure: Wording = "{point}: {label}?"
    question: Wording = "{question}"
    question_otherwise: Wording = "{text} {question}"
    tip: Wording = "{tip}"
    correction: Wording = "{text}"
    put_right: Wording = "{correction}"
    personal_data: Wording = ""


_EVIDENCE_NAMES = ("id", "point", "label", "strength")
ANNOTATION_NAMES: Mapping[str, tuple[str, ...]] = {
    "opening": ("summary",),
    "caution": ("caution",),
    "general": (),
    "personal_data_elsewhere": ("count",),
    "how_to_read": (),
    "people_decide": (),
    "evidence": _EVIDENCE_NAMES,
    "evidence_unsure": _EVIDENCE_NAMES,
    "question": ("id", "point", "label", "question"),
    "question_otherwise": ("text", "question"),
    "tip": ("tip",),
    "correction": ("text",),
    "put_right": ("correction",),
    "personal_data": (),
}
