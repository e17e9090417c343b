"""Hints about the quality of evidence (VACSR): their bounds, word lists and messages, as a unit holds them.

A hint is noticed by a condition; the unit says in which words, and for which quality of evidence. Conditions and what
they mean are described in docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from criteria_bank.entries import Entry, Identifier, Share, Text

Word = Annotated[str, StringConstraints(pattern=r"^[^\sA-Z]+$")]
"""One word in small letters, as texts are compared with it."""

Quality = Literal["valid", "authentic", "current", "sufficient", "reliable"]
Condition = Literal[
    "unspecific",
    "general",
    "we",
    "advice",
    "no_first_person",
    "dated",
    "dated_once",
    "without_year",
    "undated",
    "old",
    "future",
    "outcome_none",
    "outcome_one_sentence",
    "outcome_one_paragraph",
    "outcome_several",
    "outcome_shown",
    "hearsay",
]

_OUTCOME_NAMES = ("outcome", "text", "found", "parts", "paragraphs")
HINT_NAMES: Mapping[Condition, tuple[str, ...]] = {
    "unspecific": ("share",),
    "general": ("share",),
    "we": (),
    "advice": (),
    "no_first_person": (),
    "dated": ("first", "last"),
    "dated_once": ("first",),
    "without_year": (),
    "undated": (),
    "old": ("last", "months"),
    "future": ("day",),
    "outcome_none": _OUTCOME_NAMES,
    "outcome_one_sentence": _OUTCOME_NAMES,
    "outcome_one_paragraph": _OUTCOME_NAMES,
    "outcome_several": _OUTCOME_NAMES,
    "outcome_shown": _OUTCOME_NAMES,
    "hearsay": (),
}
"""The names in braces that the message of each condition may use; the conditions in the order they are told."""


class Bound(Entry):
    """A number that decides whether a hint is given, and why it is that number."""

    value: Annotated[float, Field(ge=0)]
    reason: Text


class ShareWords(Entry):
    """What a share is called from ``at_least`` on, as ``a third``."""

    at_least: Share
    words: Text


class QualityBounds(Entry):
    """From where on hints are given.

    Shares are of the learner's own sentences with content (``specific_share``, ``general_share``, ``advice_share``), of
    those that count as evidence (``we_share``) or of those that tell of the past (``first_person_share``).
    ``fewest_sentences``: own sentences with content below which nothing is said of shares; ``fewest_places``: sentences
    of a kind below which they are not remarked on; ``oldest_months``: age of the latest date; ``fewest_paragraphs``:
    below that the text is not parted enough for its paragraphs to tell occasions apart.
    """

    specific_share: Bound
    general_share: Bound
    we_share: Bound
    advice_share: Bound
    first_person_share: Bound
    fewest_sentences: Bound
    fewest_places: Bound
    oldest_months: Bound
    fewest_paragraphs: Bound


class QualityWords(Entry):
    """Words in small letters that tell a claim from what happened, and rumour from what somebody said.

    ``worth``: what general claims say of things (important); ``topics``: what they are about (communication);
    ``groups``: people in general (customers, advisers); ``praise``: adjectives before them (good); ``rumour``: those
    who are said to say something (everyone); ``telling``: the verbs of it.
    """

    worth: tuple[Word, ...]
    topics: tuple[Word, ...]
    groups: tuple[Word, ...]
    praise: tuple[Word, ...]
    rumour: tuple[Word, ...]
    telling: tuple[Word, ...]


class Hint(Entry):
    """What is said where a condition holds, and which quality of evidence it speaks to."""

    id: Identifier
    quality: Quality
    when: Condition
    message: Text


class QualityRules(Entry):
    """All hints of a unit. ``event_elements``: elements whose evidence tells of an event, which has a date.

    ``numbers``: words for 0, 1, 2 …; larger numbers are written in digits. ``every``: how many are shown where none is
    missing. ``shares``: the highest first.
    """

    places: int = Field(3, ge=1, description="How many places a hint shows at most.")
    shares: tuple[ShareWords, ...] = Field(min_length=1)
    numbers: tuple[Text, ...] = ()
    every: Text = "all"
    event_elements: tuple[Identifier, ...] = ()
    bounds: QualityBounds
    words: QualityWords
    hints: tuple[Hint, ...]

    def share_in_words(self, share: float) -> str:
        """What ``share`` is called: the first entry that it reaches, or else the last."""
        return next((entry.words for entry in self.shares if share >= entry.at_least), self.shares[-1].words)

    def number_in_words(self, number: int) -> str:
        """``number`` as a word where there is one."""
        return self.numbers[number] if number < len(self.numbers) else str(number)
