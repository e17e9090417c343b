"""The rules of triage: their shape, and the ones that are installed (`rules.yaml`)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import Field, model_validator

from criteria_bank.conditions import Conditional, Fact
from criteria_bank.entries import Entry, Identifier, Share, Text
from criteria_bank.templates import fields

_FILE = Path(__file__).parent / "rules.yaml"
_HASH = 16


class Group(Entry):
    """Submissions that call for the same thing. ``meaning``: a sentence for the assessor."""

    id: Annotated[Identifier, Field(max_length=40)]
    title: Text
    meaning: Text


class Rule(Conditional):
    """When a submission belongs to a group, and the sentence that says so.

    ``when``: facts of `service.triage.facts`. ``text`` may name them in braces; ``text_for_one`` takes its place where
    the number that it ``counts`` is 1. ``suggests``: it gives away what the program suggests. ``because``: why the
    rule, and its bounds, are as they are.
    """

    id: Annotated[Identifier, Field(max_length=40)]
    group: Identifier
    counts: Identifier | None = None
    text_for_one: Text | None = None
    suggests: bool = False
    because: Text

    def sentence(self, facts: Mapping[str, Fact]) -> str:
        """The reason in words."""
        alone = self.counts is not None and facts[self.counts] == 1
        return str(self.text_for_one if alone else self.text).format(**facts)

    @property
    def named(self) -> frozenset[str]:
        """The facts that its sentences need."""
        return frozenset(fields(self.text) | fields(self.text_for_one or "") | {self.counts or ""}) - {""}

    @model_validator(mode="after")
    def _counts_what_it_says_of_one(self) -> Self:
        if (self.counts is None) != (self.text_for_one is None):
            raise ValueError("`counts` and `text_for_one` belong together.")
        return self


class TriageRules(Entry):
    """Groups in the order of the queue, and rules in the order in which they are asked."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    unsure_below: Share
    unsure_because: Text
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _every_submission_has_a_group(self) -> Self:
        ids = [group.id for group in self.groups]
        if {rule.group for rule in self.rules} - set(ids):
            raise ValueError("A rule names a group that is not listed.")
        if self.rules[-1].when or self.rules[-1].suggests:
            raise ValueError("The last rule must always apply, whatever is known.")
        if len({*ids}) < len(ids) or len({rule.id for rule in self.rules}) < len(self.rules):
            raise ValueError("An id stands for two groups or two rules.")
        return self

    def rank(self, group: str) -> int:
        """1 for the group that the queue shows first."""
        return [known.id for known in self.groups].index(group) + 1

    def rule(self, code: str) -> Rule | None:
        """The rule of this id; None for one of an earlier version."""
        return next((rule for rule in self.rules if rule.id == code), None)


@cache
def triage_rules() -> TriageRules:
    """The rules that are installed."""
    return TriageRules.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


@cache
def rules_hash() -> str:
    """The beginning of the hash of the installed rules, by which places made under others are known."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:_HASH]
