"""What a unit is: the frozen models that every unit file (YAML) is validated against.

A unit file is one ``Unit``. Unknown keys are refused, identifiers are unique, and every reference (an element's
guidance tip, a flag's mistake, …) must resolve; `criteria_bank.lint` turns violations into lines and remedies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from criteria_bank.entries import Entry, FeedbackPolicy, Identifier, Level, Severity, Share, Statement, Text


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
    ``content``: it counts as a sentence at all when shares are taken (headings and the like do not).
    """

    id: Identifier
    label: Text
    definition: Text
    test: Text
    reflective: bool
    content: bool = True


class Label(Entry):
    """Something that a sentence can carry, yes or no: the base of elements, constraints and mistakes."""

    id: Identifier
    label: Text
    description: Text


class Element(Label):
    """One observable part of a marking point: what an assessor would highlight a sentence for.

    ``reflective``: whether telling is not enough for it; for readers, since trained labels take account of it already.
    ``strength`` says to the learner why evidence of it counts; ``question`` asks for it when it is missing or weak, and
    ``guidance`` names the tips that help.
    """

    reflective: bool = False
    examples: tuple[Text, ...] = Field(min_length=2)
    counter_examples: tuple[Text, ...] = Field(min_length=1)
    strength: Text
    question: Text
    guidance: tuple[Identifier, ...] = Field(min_length=1)


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


class Constraint(Label):
    """A constraint that customer work must respect, and what in an account makes it apply.

    ``applies_with_elements``: it applies where any of these elements is evidenced;
    ``applies_with_words``: … or where one of these words or phrases (lower case) occurs. Both empty: it always applies.
    """

    examples: tuple[Text, ...] = Field(min_length=2)
    applies_with_elements: tuple[Identifier, ...] = ()
    applies_with_words: tuple[Text, ...] = ()
    question: Text
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
    """A misconception of the specification with its correction (both exact), and the flag that raises it."""

    id: Identifier
    misconception: Text
    correction: Text
    flag: Identifier


class Flag(Entry):
    """Something that feedback must raise about the whole account.

    Exactly one trigger: ``depth`` (the account has that depth), ``mistake`` (that mistake shapes the account) or
    ``constraints_overlooked`` (one of those constraints applies and is not addressed). ``guidance`` names the tips that
    help the learner put it right.
    """

    id: Identifier
    severity: Severity
    message: Text
    question: Text
    depth: Literal["descriptive", "mixed", "analytical"] | None = None
    mistake: Identifier | None = None
    constraints_overlooked: tuple[Identifier, ...] = ()
    guidance: tuple[Identifier, ...] = ()


class DepthRule(Entry):
    """Bounds on the reflective share of the content sentences: below, descriptive; above, analytical; else mixed."""

    descriptive_below: Share
    analytical_above: Share
    source: Text


class Messages(Entry):
    """Templates (``str.format``) of what a result says in words. `MESSAGE_NAMES` lists the names each may use.

    ``{label}``: of the marking point in ``met``, ``partial``, ``partial_unsure`` (partial, and no part is clear) and
    ``not_met``; of what to work on in ``next_step``, ``next_step_at``. ``{found}``, ``{missing}``, ``{elements}``:
    labels of elements joined to a list; a dash for none. ``{count}``: how many elements were found; ``{needed}``: how
    many `Requirement.met` asks for. ``{points}``, ``{points_met}``, ``{points_partial}``: numbers of marking points.
    ``{depth}``: the filled-in depth message. ``{share}``: the reflective share as a whole percentage without its sign.
    ``{quote}``: the learner's words.
    ``summary_all`` is used where every marking point is met, ``summary_partial`` where none is met and some are
    partial, ``summary_none`` where none is either.
    """

    met: Text
    partial: Text
    partial_unsure: Text
    not_met: Text
    missing: Text
    summary_none: Text
    summary_partial: Text
    summary_some: Text
    summary_all: Text
    depth_descriptive: Text
    depth_mixed: Text
    depth_analytical: Text
    next_step: Text
    next_step_at: Text


_STATUS_NAMES = ("label", "found", "missing", "count", "needed")
_SUMMARY_NAMES = ("points_met", "points_partial", "points", "depth")
MESSAGE_NAMES: Mapping[str, tuple[str, ...]] = {
    "met": _STATUS_NAMES,
    "partial": _STATUS_NAMES,
    "partial_unsure": _STATUS_NAMES,
    "not_met": _STATUS_NAMES,
    "missing": ("elements",),
    "summary_none": _SUMMARY_NAMES,
    "summary_partial": _SUMMARY_NAMES,
    "summary_some": _SUMMARY_NAMES,
    "summary_all": _SUMMARY_NAMES,
    "depth_descriptive": ("share",),
    "depth_mixed": ("share",),
    "depth_analytical": ("share",),
    "next_step": ("label",),
    "next_step_at": ("label", "quote"),
}


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
    guidance: tuple[Statement, ...] = Field(min_length=1)
    depth: DepthRule
    messages: Messages

    @property
    def elements(self) -> tuple[Element, ...]:
        """All elements, in the order of their marking points."""
        return tuple(element for point in self.marking_points for element in point.elements)

    @property
    def labels(self) -> tuple[Label, ...]:
        """All that a sentence can carry, in the order of a model's columns: elements, constraints, mistakes."""
        return (*self.elements, *self.constraints, *self.mistakes)
