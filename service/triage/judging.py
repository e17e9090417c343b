"""From what is known of a submission to its place in the queue: a pure function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from criteria_bank.conditions import Fact
from service.triage.facts import Known, facts_of
from service.triage.rules import TriageRules


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that applies, and the facts that its sentence names."""

    code: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Judged:
    """A group, its rank among the groups (1 for the first), and why; there is always a reason."""

    group: str
    rank: int
    reasons: tuple[Reason, ...]


def triage(known: Known, rules: TriageRules, *, blind: bool = False) -> Judged:
    """The place of a submission. ``blind``: as seen where nothing of the program's suggestions may be given away."""
    facts = facts_of(known, rules.unsure_below)
    applying = [rule for rule in rules.rules if not (blind and rule.suggests) and rule.applies(facts)]
    group = applying[0].group
    reasons = tuple(
        Reason(rule.id, {name: facts[name] for name in sorted(rule.named)}) for rule in applying if rule.group == group
    )
    return Judged(group, rules.rank(group), reasons)
