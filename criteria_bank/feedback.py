"""What feedback may say: every sentence of it, with the condition that triggers it.

A message belongs to a slot. The program gathers the facts of the situation that a slot speaks about, and says the
first message of the slot whose conditions they all meet (for cautions: every such message). `FACTS` and `NAMES` say
which facts and which names in braces each slot has; `criteria_bank.feedback_rules` checks a unit against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field

from criteria_bank.conditions import Conditional, Fact
from criteria_bank.entries import Entry, Identifier, Share, Text

Slot = Literal["explanation", "summary", "depth", "strength", "next_step", "caution"]
SLOTS: tuple[Slot, ...] = get_args(Slot)

FACTS: Mapping[Slot, tuple[str, ...]] = {
    "explanation": ("status", "found"),
    "summary": ("policy", "points_met", "points_partial", "points_not"),
    "depth": ("level", "depth", "reflects", "few_words"),
    "strength": ("level", "sure"),
    "next_step": ("level", "state", "place"),
    "caution": ("policy", "matching", "points_unsure", "few_words", "english"),
}
"""The facts of each slot.

``status`` of the marking point; ``found``: whether any of its elements is evidenced. ``policy``: the qualification's;
``level``: its level. ``points_met``, ``points_partial``, ``points_not``: how many marking points have that status.
``depth``: its label; ``reflects``: whether the reflective share, as a whole percentage, is above 0. ``sure``: whether
the evidence is as probable as `FeedbackRules.sure_from` asks. ``state`` of the element: ``missing``, ``weak``,
``thin`` (evidenced, and its point asks for more), or ``tip``: no element, a tip of the unit; ``place``: whether there
is a place in the text to start from. ``matching``: of the analyser. ``points_unsure``: how many marking points have no
status as probable as `FeedbackRules.unsure_below`; ``few_words``: whether the text has fewer than
`FeedbackRules.few_words`; ``english``: whether as many of its words are common English ones as
`FeedbackRules.least_english` asks.
"""

NAMES: Mapping[Slot, tuple[str, ...]] = {
    "explanation": ("label", "found", "missing", "count", "needed"),
    "summary": ("points", "points_met", "points_partial", "points_not"),
    "depth": ("share",),
    "strength": ("strength",),
    "next_step": ("label", "quote"),
    "caution": ("labels", "words"),
}
"""The names in braces that each slot fills in.

``label``: of the marking point, or of the element to work on; ``found``, ``missing``, ``labels``: labels joined to a
list (a dash for none); ``count``: how many elements were found; ``needed``: how many are asked for. ``share``: the
reflective share as a whole percentage, without its sign. ``strength``: why the element counts. ``quote``: the
learner's words. ``words``: of the text, a number.
"""


class Message(Conditional):
    """Something feedback may say."""

    slot: Slot


class PersonalDataWords(Entry):
    """What a learner is told whose account shows who somebody is.

    ``text`` fills in ``{kinds}``, a list of the ``kinds`` that were found, each with its article.
    """

    text: Text
    question: Text
    correction: Text
    kinds: Mapping[str, Text]


class FeedbackRules(Entry):
    """How feedback is composed, and all that it can say.

    Evidence less probable than ``told_from`` is no strength; less than ``sure_from``, one told with reserve. From
    ``close_from`` on a sentence is said to come close to an element that it does not evidence. ``unsure_below``: a
    marking point whose most probable status is less probable than this is named as uncertain. ``few_words``: a shorter
    text is said to be short. ``least_english``: where a smaller share of the words are common English ones, that is
    said. ``general_tips``: tips with a question of their own, asked where feedback may not speak of single criteria.
    The order of ``messages`` counts: the first that applies is said.
    """

    most_strengths: Annotated[int, Field(ge=0)]
    most_next_steps: Annotated[int, Field(ge=0)]
    most_corrections: Annotated[int, Field(ge=0)]
    close_from: Share
    told_from: Share
    sure_from: Share
    unsure_below: Share
    few_words: Annotated[int, Field(ge=0)]
    least_english: Share = 0.0
    general_tips: tuple[Identifier, ...] = ()
    personal_data: PersonalDataWords | None = None
    messages: tuple[Message, ...] = Field(min_length=1)

    def of(self, slot: Slot) -> tuple[Message, ...]:
        """The messages of a slot, in order."""
        return self._by_slot.get(slot, ())

    @cached_property
    def _by_slot(self) -> dict[Slot, tuple[Message, ...]]:
        slots = dict.fromkeys(message.slot for message in self.messages)
        return {slot: tuple(message for message in self.messages if message.slot == slot) for slot in slots}

    def choose(self, slot: Slot, facts: Mapping[str, Fact]) -> Message:
        """The first message of the slot that applies; units are checked to have one for every situation."""
        return next(message for message in self.of(slot) if message.applies(facts))
