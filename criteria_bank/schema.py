"""What a unit is: the frozen models that every unit file (YAML) is validated against.

A unit file is one ``Unit``. Unknown keys are refused, identifiers are unique, and every reference (an element's
guidance tip, a flag's mistake, …) must resolve; `criteria_bank.lint` turns violations into lines and remedies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from criteria_bank.annotation import Annotation
from criteria_bank.checks import Check
from criteria_bank.comparison import ComparisonRules
from criteria_bank.entries import (
    Asking,
    Entry,
    FeedbackPolicy,
    Identifier,
    Level,
    Severity,
    Share,
    Statement,
    Text,
    Tip,
    for_level,
)
from criteria_bank.errors import QualificationNotFound
from criteria_bank.feedback import FeedbackRules
from criteria_bank.quality import QualityRules


class Qualification(Entry):
    """A qualification that the unit belongs to, with its level in the Regulated Qualifications Framework."""

    id: Identifier
    title: Text
    level: Level
    feedback: FeedbackPolicy = "full"


class KeyConcept(Entry):
    id: Identifier
    title: Text
    text: Text


class Term(Entry):
    """A glossary entry; ``source`` names the publication that a model or theory comes from."""

    term: Text
    definition: Text
    source: Text | None = None


class Stage(Entry):
    """A stage of reflection (after Gibbs, 1988), in the order in which they deepen.

    ``test``: the question that settles whether a sentence is of this stage. ``reflective``: it counts as reflection;
    ``content``: it counts as a sentence at all when shares are taken (headings and the like do not). ``lesson``: it
    says what was learned, so that a mistake just before it has been owned up to.
    """

    id: Identifier
    label: Text
    definition: Text
    test: Text
    reflective: bool
    content: bool = True
    lesson: bool = False


class Label(Entry):
    """Something that a sentence can carry, yes or no: the base of elements, constraints and mistakes."""

    id: Identifier
    label: Text
    description: Text


class Element(Label, Asking):
    """One observable part of a marking point: what an assessor would highlight a sentence for.

    ``reflective``: whether telling is not enough for it; for readers, since trained labels take account of it already.
    ``strength`` says to the learner why evidence of it counts; ``question`` asks for it when it is missing or weak, and
    ``guidance`` names the tips that help. ``after``: elements whose evidence is a good place to add it, the best first;
    where it is empty, any evidence of its marking point. ``topic``: how a list of terms would name it, where the label
    would not do.
    """

    reflective: bool = False
    examples: tuple[Text, ...] = Field(min_length=2)
    counter_examples: tuple[Text, ...] = Field(min_length=1)
    strength: Text
    guidance: tuple[Identifier, ...] = Field(min_length=1)
    after: tuple[Identifier, ...] = ()
    topic: Text | None = None


class Requirement(Entry):
    """How many distinct elements a marking point asks for before a person would call it partial or met."""

    partial: int = Field(ge=1)
    met: int = Field(ge=1)


class MarkingPoint(Entry):
    """One marking point: the standard's exact wording, its learning outcome, its elements."""

    id: Identifier
    label: Text
    text: Text
    outcome: Identifier
    requires: Requirement
    elements: tuple[Element, ...] = Field(min_length=1)


class Constraint(Label, Asking):
    """A constraint that customer work must respect, and what in an account makes it apply.

    ``applies_with_elements``: it applies where any of these elements is evidenced;
    ``applies_with_words``: … or where one of these words or phrases (lower case) occurs. Both empty: it always applies.
    ``sure_where_exposed``: where the account shows who somebody is, only evidence at least this probable counts.
    """

    examples: tuple[Text, ...] = Field(min_length=2)
    applies_with_elements: tuple[Identifier, ...] = ()
    applies_with_words: tuple[Text, ...] = ()
    sure_where_exposed: Share = 0.0
    guidance: tuple[Identifier, ...] = Field(min_length=1)


class Mistake(Label):
    """A mistake that a single sentence can show."""

    examples: tuple[Text, ...] = Field(min_length=2)
    counter_examples: tuple[Text, ...] = Field(min_length=1)


class CommonMistake(Entry):
    """A common mistake of the specification (exact wording), its correction, and the flag that raises it."""

    id: Identifier
    text: Text
    correction: Text
    flag: Identifier


class Misconception(Entry):
    """A misconception of the specification with its correction (both exact), and the flag that raises it.

    ``advice``: the correction in plain words for learners, at levels that need other words in ``advice_at_level``.
    """

    id: Identifier
    misconception: Text
    correction: Text
    flag: Identifier
    advice: Text | None = None
    advice_at_level: Mapping[Level, Text] = {}

    def advice_for(self, level: int) -> str:
        """What a learner of that level is told."""
        return for_level(self.advice or self.correction, self.advice_at_level, level)


class Flag(Asking):
    """Something that feedback must raise about the whole account.

    Exactly one trigger: ``depth`` (the account has that depth), ``mistake`` (that mistake shapes the account) or
    ``constraints_overlooked`` (one of those constraints applies and is not addressed). ``guidance`` names the tips that
    help the learner put it right; ``correction`` says what would, where the common mistakes that name the flag do not.
    """

    id: Identifier
    severity: Severity
    message: Text
    correction: Text | None = None
    depth: Literal["descriptive", "mixed", "analytical"] | None = None
    mistake: Identifier | None = None
    constraints_overlooked: tuple[Identifier, ...] = ()
    guidance: tuple[Identifier, ...] = ()


class DepthRule(Entry):
    """Bounds on the reflective share of the content sentences: below, descriptive; above, analytical; else mixed."""

    descriptive_below: Share
    analytical_above: Share
    source: Text


class Unit(Entry):
    """One unit of a qualification, complete: everything the product knows about it."""

    id: Identifier
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    title: Text
    awarding_organisation: Text
    category: Text
    synopsis: Text
    overview: tuple[Text, ...]
    qualifications: tuple[Qualification, ...] = Field(min_length=1)
    learning_outcomes: tuple[Statement, ...] = Field(min_length=1)
    key_concepts: tuple[KeyConcept, ...]
    prior_knowledge: tuple[Statement, ...]
    glossary: tuple[Term, ...]
    stages: tuple[Stage, ...] = Field(min_length=2)
    marking_points: tuple[MarkingPoint, ...] = Field(min_length=1)
    constraints: tuple[Constraint, ...]
    mistakes: tuple[Mistake, ...]
    common_mistakes: tuple[CommonMistake, ...]
    misconceptions: tuple[Misconception, ...]
    flags: tuple[Flag, ...]
    guidance: tuple[Tip, ...] = Field(min_length=1)
    checks: tuple[Check, ...] = ()
    depth: DepthRule
    feedback: FeedbackRules
    annotation: Annotation = Annotation()
    quality: QualityRules | None = None
    comparison: ComparisonRules = ComparisonRules()

    def qualification(self, identifier: str | None = None) -> Qualification:
        """The qualification with that id, or the one of the lowest level; raises QualificationNotFound."""
        if identifier is None:
            return min(self.qualifications, key=lambda one: one.level)
        by_id = {qualification.id: qualification for qualification in self.qualifications}
        if identifier not in by_id:
            raise QualificationNotFound(f"'{self.id}' has no such qualification. Use one of: {', '.join(by_id)}.")
        return by_id[identifier]

    @property
    def elements(self) -> tuple[Element, ...]:
        """All elements, in the order of their marking points."""
        return tuple(element for point in self.marking_points for element in point.elements)

    @property
    def labels(self) -> tuple[Label, ...]:
        """All that a sentence can carry, in the order of a model's columns: elements, constraints, mistakes."""
        return (*self.elements, *self.constraints, *self.mistakes)
