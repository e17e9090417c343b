"""What a comparison of two drafts may say, and how large a change must be to be told.

A summary is made of its slots in order: of each the first message whose conditions are all met, or nothing; of texts
that may not be drafts of one account, the opening alone. `COMPARISON_FACTS` and `COMPARISON_NAMES` say which facts and
which names in braces each slot has; `criteria_bank.comparison_rules` checks a unit against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field

from criteria_bank.conditions import Conditional, Fact
from criteria_bank.entries import Entry, Share

ComparisonSlot = Literal["privacy", "opening", "gained", "lost", "steps", "depth", "flags", "caution", "step"]
COMPARISON_SLOTS: tuple[ComparisonSlot, ...] = get_args(ComparisonSlot)
SUMMARY_SLOTS: tuple[ComparisonSlot, ...] = COMPARISON_SLOTS[:-1]

_TEXT = ("policy", "related", "changed", "rewritten", "added", "removed")
COMPARISON_FACTS: Mapping[ComparisonSlot, tuple[str, ...]] = {
    "privacy": ("private_gone", "private_new", "private_kept"),
    "opening": _TEXT,
    "gained": (*_TEXT, "gained", "points_gained", "lost"),
    "lost": ("lost", "left_out"),
    "steps": (*_TEXT, "taken", "tried", "open"),
    "depth": ("depth",),
    "flags": ("resolved", "new"),
    "caution": ("matching",),
    "step": ("outcome", "about"),
}
"""The facts of each slot.

``private_gone``, ``private_new``, ``private_kept``: at how many places strings that say for certain who somebody is
left the account, came into it, and are in it still. ``policy``: the qualification's; ``related``: whether the drafts
share as much as `ComparisonRules.related_from` asks; ``changed``: how many changes of sentences there are,
``rewritten``: without those that were only moved; ``added``, ``removed``: how many sentences. ``gained``, ``lost``: how
many elements and constraints; ``points_gained``: how many marking points reached a higher status. ``left_out``: whether
the first lost sentence was removed (or else reworded). ``taken``, ``tried``, ``open``: how many next steps of the first
draft have that outcome. ``depth``: ``deeper``, ``shallower`` or ``unchanged``. ``resolved``, ``new``: how many flags.
``matching``: of the analyser. ``outcome``: of a next step; ``about``: whether it was for an ``element`` or a ``tip``.
"""

COMPARISON_NAMES: Mapping[ComparisonSlot, tuple[str, ...]] = {
    "privacy": ("gone", "came"),
    "opening": ("added", "removed", "reworded"),
    "gained": ("gained", "gained_count", "points"),
    "lost": ("lost", "quote"),
    "steps": ("taken", "steps"),
    "depth": ("share", "share_before"),
    "flags": ("resolved", "new"),
    "caution": (),
    "step": (),
}
"""The names in braces that each slot fills in.

``gone``, ``came``: the kinds of private strings that left and came, joined to a list. ``added``, ``removed``,
``reworded``, ``gained_count``, ``taken``, ``steps``, ``resolved``, ``new``: numbers. ``gained``, ``lost``: labels
joined to a list; ``points``: ids of marking points. ``quote``: the first words of the sentence that was lost.
``share``, ``share_before``: reflective share as a whole percentage, without its sign.
"""


class ComparisonMessage(Conditional):
    """Something a comparison may say."""

    slot: ComparisonSlot


class ComparisonRules(Entry):
    """How two drafts are compared.

    ``least_change``: a status that changed is told as gained or lost only where its probability moved at least so far.
    ``least_change_of_wording``: the same where sentences were only reworded; a sentence that has at least ``own_words``
    words more than its partner in the other draft says something of its own.
    ``unseen``: how probable something without evidence is taken to be, since only evidence is told: the bound from
    which a sentence is weak evidence. ``least_depth_change``: like ``least_change``, for the reflective share.
    ``close_to``: a marking point is said to be close to another status where its probability lies within this of the
    bound; sentences that were kept are not read again, and a reading of the whole second draft may differ by so much.
    ``related_from``: share of the words in common from which two texts are taken for drafts of one account. The order
    of ``messages`` counts: the first that applies is said.
    """

    least_change: Share = 0.1
    least_change_of_wording: Share = 0.3
    own_words: Annotated[int, Field(ge=1)] = 5
    unseen: Share = 0.15
    least_depth_change: Share = 0.05
    close_to: Share = 0.1
    related_from: Share = 0.2
    messages: tuple[ComparisonMessage, ...] = ()

    def choose(self, slot: ComparisonSlot, facts: Mapping[str, Fact]) -> ComparisonMessage | None:
        """The first message of the slot that applies, if there is one."""
        known = {name: facts[name] for name in COMPARISON_FACTS[slot]}
        return next((one for one in self.messages if one.slot == slot and one.applies(known)), None)
