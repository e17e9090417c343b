"""One account as the checks see it, and the questions that they put to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from criteria_bank.checks import Part, Sign, Sought, part_labels
from criteria_bank.schema import Unit
from nlp.checks.own_words import OwnWords
from nlp.checks.signs import count_signs
from nlp.judgement.evidence import Observations
from nlp.judgement.rules import JudgementRules
from nlp.results import CheckStatus, ConstraintFinding, Depth, Extent, FlagFinding

EVIDENCE_OF_A_PART = 2
MOST_EVIDENCE = 5
FIGURES_TO_COMPARE = 2


@dataclass(frozen=True)
class Outcome:
    """What a check found: its status, which message says so and with what, and the places that show it."""

    status: CheckStatus
    message: CheckStatus | Literal["named", "unnamed", "thin"]
    fills: dict[str, str | int]
    evidence: tuple[Extent, ...] = ()


@dataclass(frozen=True)
class Account:
    """One account: its text, its sentences with their probabilities, the learner's own words, what was judged."""

    unit: Unit
    text: str
    observations: Observations
    rules: JudgementRules
    own: OwnWords
    depth: Depth
    constraints: tuple[ConstraintFinding, ...]
    flags: tuple[FlagFinding, ...]

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stage of each sentence; that of an assessor's has no content."""
        ids = [stage.id for stage in self.unit.stages]
        return tuple(ids[int(row.argmax())] for row in self.observations.stages)

    @cached_property
    def mistaken(self) -> frozenset[int]:
        """Sentences that show a mistake: an opinion that is one is no reflection."""
        return frozenset(self.carrying([mistake.id for mistake in self.unit.mistakes]))

    def extent(self, sentence: int) -> Extent:
        """Where a sentence stands."""
        span = self.observations.sentences[sentence].span
        return Extent(start=span.start, end=span.end)

    def extents(self, sentences: Iterable[int]) -> tuple[Extent, ...]:
        """Where sentences stand, in reading order, at most `MOST_EVIDENCE`; the first to be named stay."""
        kept = list(dict.fromkeys(sentences))[:MOST_EVIDENCE]
        return tuple(self.extent(sentence) for sentence in sorted(kept))

    def carries(self, sentence: int, label: str) -> bool:
        """Whether a sentence carries an element, a constraint or a mistake."""
        return bool(self.observations.labels[label][sentence] >= self.rules.labels[label].present)

    def may_carry(self, sentence: int, label: str) -> bool:
        """Whether a sentence is at least weak evidence of a label."""
        return bool(self.observations.labels[label][sentence] >= self.rules.labels[label].weak)

    def carrying(self, labels: Iterable[str]) -> list[int]:
        """The sentences that carry one of the labels, in reading order."""
        found = {
            int(index)
            for label in labels
            for index in (self.observations.labels[label] >= self.rules.labels[label].present).nonzero()[0]
        }
        return sorted(found)

    def holding(self, labels: Iterable[str]) -> list[int]:
        """Sentences for the labels that the account holds (`Observations.found`), the surest first."""
        probabilities = self.observations.labels
        places = [(float(probabilities[label][index]), index) for label in labels for index in self._held(label)]
        return [index for _, index in sorted(places, key=lambda place: (-place[0], place[1]))]

    def _held(self, label: str) -> tuple[int, ...]:
        """The sentences that carry a label that the account holds, or else are weak evidence of it."""
        if label not in self._held_so_far:
            seen, bounds = self.observations, self.rules.labels[label]
            bound = bounds.present if seen.strongest(label) >= bounds.present else bounds.weak
            held = seen.found(label, bounds) and label not in self._not_addressed
            self._held_so_far[label] = tuple((seen.labels[label] >= bound).nonzero()[0].tolist()) if held else ()
        return self._held_so_far[label]

    @cached_property
    def _not_addressed(self) -> frozenset[str]:
        return frozenset(constraint.id for constraint in self.constraints if constraint.status != "addressed")

    @cached_property
    def _held_so_far(self) -> dict[str, tuple[int, ...]]:
        return {}

    def shown(self, sought: Sought, among: Collection[int] | None = None) -> list[int]:
        """The sentences that show what is sought, best first; only those ``among`` where that is given."""
        if sought.by_labels_alone:
            found: Sequence[int] = self.holding(sought.labels)
        else:
            found = self._showing(sought, among)
        return [sentence for sentence in found if among is None or sentence in among]

    def parts_shown(self, parts: Sequence[Part], among: Collection[int] | None = None) -> dict[str, tuple[int, ...]]:
        """The sentences for each part, by its label; empty where it is not shown."""
        shown: dict[str, tuple[int, ...]] = dict.fromkeys(part_labels(tuple(parts)), ())
        for part in parts:
            shown[part.label] += tuple(self.shown(part, among))[:EVIDENCE_OF_A_PART]
        return shown

    def _showing(self, sought: Sought, among: Collection[int] | None) -> list[int]:
        candidates = set(range(len(self.stages))) if among is None else set(among)
        if sought.labels:
            candidates &= set(self.carrying(sought.labels))
        if sought.stages:
            candidates = {index for index in candidates - self.mistaken if self.stages[index] in sought.stages}
        if sought.words:
            candidates &= {mention.sentence for mention in self.own.mentions(sought.words)}
        return sorted(index for index in candidates if all(self._shows(sign, index, among) for sign in sought.signs))

    def _shows(self, sign: Sign, sentence: int, among: Collection[int] | None) -> bool:
        if sign == "first_person":
            return self.observations.sentences[sentence].grammar.person == "first_singular"
        count = count_signs(sign, self.own.of_sentence(sentence))
        if sign != "two_figures":
            return count > 0
        if not count:
            return False
        beside = [other for other in self._beside(sentence) if among is not None and other in among]
        return count + sum(count_signs(sign, self.own.of_sentence(other)) for other in beside) >= FIGURES_TO_COMPARE

    def _beside(self, sentence: int) -> list[int]:
        """The sentences before and after one, in its paragraph."""
        sentences = self.observations.sentences
        return [
            other
            for other in (sentence - 1, sentence + 1)
            if 0 <= other < len(sentences) and sentences[other].paragraph == sentences[sentence].paragraph
        ]


def listed(names: Iterable[str]) -> str:
    """Names joined for reading; a dash for none."""
    return ", ".join(dict.fromkeys(names)) or "–"
