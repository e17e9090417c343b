"""What must hold between the parts of a unit, beyond what each part's own schema says.

Each rule is a function from a `Unit` that fits the schema to the violations it finds; `RULES` lists them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from criteria_bank.annotation_rules import comments_use_known_names
from criteria_bank.check_rules import CHECK_RULES
from criteria_bank.comparison_rules import comparison_messages_use_known_facts, comparison_messages_use_known_names
from criteria_bank.entries import Asking
from criteria_bank.feedback_rules import messages_can_be_reached, messages_use_known_facts, messages_use_known_names
from criteria_bank.quality_rules import QUALITY_RULES
from criteria_bank.references import (
    Violation,
    elements_with_paths,
    ids_are_unique,
    references_resolve,
    tips_are_used,
)
from criteria_bank.schema import Element, Mistake, Unit
from criteria_bank.source import Path

Rule = Callable[[Unit], Iterator[Violation]]


def violations(unit: Unit) -> Iterator[Violation]:
    """Everything that `RULES` find in ``unit``."""
    for rule in RULES:
        yield from rule(unit)


def requirements_can_be_met(unit: Unit) -> Iterator[Violation]:
    """A marking point asks for no more elements than it has, and for no fewer to be met than to be partial."""
    for index, point in enumerate(unit.marking_points):
        path = ("marking_points", index, "requires")
        if point.requires.met > len(point.elements):
            yield Violation(
                (*path, "met"),
                f"'{point.id}' asks for {point.requires.met} elements and has {len(point.elements)}.",
                "Lower 'met', or add elements.",
            )
        if point.requires.partial > point.requires.met:
            yield Violation(
                (*path, "partial"),
                f"'{point.id}' asks for more elements to be partial than to be met.",
                "Make 'partial' no larger than 'met'.",
            )


def examples_tell_apart(unit: Unit) -> Iterator[Violation]:
    """No sentence is an example of two elements (or mistakes), nor an example and a counter-example of one."""
    yield from _shared_examples(list(elements_with_paths(unit)))
    yield from _shared_examples([(("mistakes", i), mistake) for i, mistake in enumerate(unit.mistakes)])


def flags_have_one_trigger(unit: Unit) -> Iterator[Violation]:
    """A flag is raised by a depth, by a mistake or by overlooked constraints: by exactly one of them."""
    for index, flag in enumerate(unit.flags):
        triggers = sum([flag.depth is not None, flag.mistake is not None, bool(flag.constraints_overlooked)])
        if triggers != 1:
            yield Violation(
                ("flags", index),
                f"The flag '{flag.id}' has {triggers} triggers.",
                "Give it exactly one of 'depth', 'mistake' and 'constraints_overlooked'.",
            )


def questions_ask(unit: Unit) -> Iterator[Violation]:
    """A question ends with a question mark."""
    asking: list[tuple[Path, Asking]] = [*elements_with_paths(unit)]
    asking += [(("constraints", i), constraint) for i, constraint in enumerate(unit.constraints)]
    asking += [(("flags", i), flag) for i, flag in enumerate(unit.flags)]
    questions: list[tuple[Path, str]] = []
    for path, one in asking:
        questions.append(((*path, "question"), one.question))
        questions += [((*path, "question_at_level", level), text) for level, text in one.question_at_level.items()]
    questions += [(("guidance", i, "question"), tip.question) for i, tip in enumerate(unit.guidance) if tip.question]
    for path, question in questions:
        if not question.endswith("?"):
            yield Violation(
                path,
                "This question does not end with a question mark.",
                "Ask the learner for the evidence, and end with '?'.",
            )


def general_tips_ask(unit: Unit) -> Iterator[Violation]:
    """A tip that is given in general has a question of its own."""
    asking = {tip.id for tip in unit.guidance if tip.question}
    for position, name in enumerate(unit.feedback.general_tips):
        if name not in asking:
            yield Violation(
                ("feedback", "general_tips", position),
                f"The tip '{name}' has no question.",
                "Give it one under 'guidance', or leave it out here.",
            )


def depth_bounds_are_in_order(unit: Unit) -> Iterator[Violation]:
    """An account cannot be descriptive and analytical at once."""
    if unit.depth.descriptive_below > unit.depth.analytical_above:
        yield Violation(
            ("depth", "descriptive_below"),
            "'descriptive_below' is larger than 'analytical_above'.",
            "Make it the smaller of the two.",
        )


def stages_tell_depth(unit: Unit) -> Iterator[Violation]:
    """Depth is a share, so some stages must be reflective and some content not."""
    content = [stage.reflective for stage in unit.stages if stage.content]
    if len(set(content)) != 2:  # noqa: PLR2004 - both kinds
        yield Violation(
            ("stages",),
            "The stages with content are all reflective, or none is.",
            "Set 'reflective: true' on those that look back or ahead, and 'reflective: false' on those that narrate.",
        )
    for index, stage in enumerate(unit.stages):
        if stage.reflective and not stage.content:
            yield Violation(
                ("stages", index),
                f"The stage '{stage.id}' is reflective and yet has no content.",
                "Change 'reflective' or 'content'.",
            )


def trigger_words_are_lower_case(unit: Unit) -> Iterator[Violation]:
    """Words that make a constraint apply are compared with the account in lower case."""
    for index, constraint in enumerate(unit.constraints):
        for position, word in enumerate(constraint.applies_with_words):
            if word != word.lower():
                yield Violation(
                    ("constraints", index, "applies_with_words", position),
                    f"'{word}' has capitals and would never be found.",
                    f"Write '{word.lower()}'.",
                )


def _shared_examples(entries: Sequence[tuple[Path, Element | Mistake]]) -> Iterator[Violation]:
    owners: dict[str, str] = {}
    for path, entry in entries:
        counter_examples = {text.casefold() for text in entry.counter_examples}
        for position, example in enumerate(entry.examples):
            place, text = (*path, "examples", position), example.casefold()
            if text in owners:
                yield Violation(
                    place,
                    f"This example of '{entry.id}' already stands under '{owners[text]}'.",
                    "Write a sentence of its own for each.",
                )
            if text in counter_examples:
                yield Violation(
                    place,
                    f"This example of '{entry.id}' is among its counter-examples too.",
                    "Keep it in one of the two lists.",
                )
            owners.setdefault(text, entry.id)


RULES: tuple[Rule, ...] = (
    ids_are_unique,
    references_resolve,
    tips_are_used,
    requirements_can_be_met,
    examples_tell_apart,
    flags_have_one_trigger,
    questions_ask,
    general_tips_ask,
    messages_use_known_names,
    comments_use_known_names,
    messages_use_known_facts,
    messages_can_be_reached,
    comparison_messages_use_known_names,
    comparison_messages_use_known_facts,
    depth_bounds_are_in_order,
    stages_tell_depth,
    trigger_words_are_lower_case,
    *QUALITY_RULES,
    *CHECK_RULES,
)
