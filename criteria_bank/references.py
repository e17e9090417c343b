"""Rules about names: each is defined once, and whatever refers to one finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from criteria_bank.checks import named_by, sought_by
from criteria_bank.schema import Element, Unit
from criteria_bank.source import Path

LISTS_WITH_IDS = (
    "qualifications",
    "learning_outcomes",
    "key_concepts",
    "prior_knowledge",
    "stages",
    "marking_points",
    "constraints",
    "mistakes",
    "common_mistakes",
    "misconceptions",
    "flags",
    "guidance",
    "checks",
)


ADVICE_KINDS = ("guidance", "common_mistakes", "misconceptions")
ADVICE = "guidance', 'common_mistakes' or 'misconceptions"
"""What a check cites, as messages call it."""


@dataclass(frozen=True)
class Violation:
    """Where a rule is broken (keys and 0-based positions from the top of the file), how, and what to do about it."""

    path: Path
    message: str
    remedy: str


@dataclass(frozen=True)
class _Reference:
    path: Path
    kind: str
    name: str


def ids_are_unique(unit: Unit) -> Iterator[Violation]:
    """An id names one thing of its kind; element ids are unique across all marking points."""
    for name in LISTS_WITH_IDS:
        yield from _repeats("id", [((name, i, "id"), entry.id) for i, entry in enumerate(getattr(unit, name))])
    yield from _repeats("id", [((*path, "id"), element.id) for path, element in elements_with_paths(unit)])
    yield from _repeats(
        "id", [(("feedback", "messages", i, "id"), message.id) for i, message in enumerate(unit.feedback.messages)]
    )
    yield from _repeats(
        "term", [(("glossary", i, "term"), term.term.casefold()) for i, term in enumerate(unit.glossary)]
    )


def references_resolve(unit: Unit) -> Iterator[Violation]:
    """Whatever is referred to is defined in the same file."""
    defined = {name: {entry.id for entry in getattr(unit, name)} for name in (*LISTS_WITH_IDS, "elements", "labels")}
    defined[ADVICE] = set().union(*(defined[kind] for kind in ADVICE_KINDS))
    for reference in _references(unit):
        known = defined[reference.kind]
        if reference.name not in known:
            remedy = f"Use one of: {', '.join(sorted(known))}." if known else f"Add it under '{reference.kind}'."
            yield Violation(reference.path, f"'{reference.name}' is not an id under '{reference.kind}'.", remedy)


def tips_are_used(unit: Unit) -> Iterator[Violation]:
    """A guidance tip that nothing refers to would never reach a learner."""
    used = {reference.name for reference in _references(unit) if reference.kind == "guidance"}
    for index, tip in enumerate(unit.guidance):
        if tip.id not in used:
            yield Violation(
                ("guidance", index),
                f"Nothing refers to the tip '{tip.id}'.",
                "List it under 'guidance' of an element, a constraint or a flag that it helps with.",
            )


def elements_with_paths(unit: Unit) -> Iterator[tuple[Path, Element]]:
    """Every element and where it stands."""
    for i, point in enumerate(unit.marking_points):
        for j, element in enumerate(point.elements):
            yield ("marking_points", i, "elements", j), element


def _repeats(key: str, named: Iterable[tuple[Path, str]]) -> Iterator[Violation]:
    seen = set[str]()
    for path, name in named:
        if name in seen:
            yield Violation(path, f"The {key} '{name}' is used twice.", f"Give each its own {key}.")
        seen.add(name)


def _references(unit: Unit) -> Iterator[_Reference]:
    for i, point in enumerate(unit.marking_points):
        yield _Reference(("marking_points", i, "outcome"), "learning_outcomes", point.outcome)
    for path, element in elements_with_paths(unit):
        yield from _listed((*path, "guidance"), "guidance", element.guidance)
        yield from _listed((*path, "after"), "elements", element.after)
    for i, constraint in enumerate(unit.constraints):
        yield from _listed(("constraints", i, "guidance"), "guidance", constraint.guidance)
        path = ("constraints", i, "applies_with_elements")
        yield from _listed(path, "elements", constraint.applies_with_elements)
    yield from _listed(("feedback", "general_tips"), "guidance", unit.feedback.general_tips)
    for i, mistake in enumerate(unit.common_mistakes):
        yield _Reference(("common_mistakes", i, "flag"), "flags", mistake.flag)
    for i, misconception in enumerate(unit.misconceptions):
        yield _Reference(("misconceptions", i, "flag"), "flags", misconception.flag)
    for i, flag in enumerate(unit.flags):
        yield from _listed(("flags", i, "guidance"), "guidance", flag.guidance)
        yield from _listed(("flags", i, "constraints_overlooked"), "constraints", flag.constraints_overlooked)
        if flag.mistake is not None:
            yield _Reference(("flags", i, "mistake"), "mistakes", flag.mistake)
    yield from _references_of_checks(unit)


def _references_of_checks(unit: Unit) -> Iterator[_Reference]:
    for i, check in enumerate(unit.checks):
        yield from _listed(("checks", i, "cites"), ADVICE, check.cites)
        for place, kind, names in named_by(check):
            yield from _listed(("checks", i, *place), kind, names)
        for place, sought in sought_by(check):
            yield from _listed(("checks", i, *place, "labels"), "labels", sought.labels)
            yield from _listed(("checks", i, *place, "stages"), "stages", sought.stages)


def _listed(path: Path, kind: str, names: Iterable[str]) -> Iterator[_Reference]:
    for position, name in enumerate(names):
        yield _Reference((*path, position), kind, name)
