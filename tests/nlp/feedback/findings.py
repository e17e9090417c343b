"""Findings to compose feedback from: a text of numbered sentences, and what an analysis might have found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from hypothesis import strategies as st

from criteria_bank.schema import MarkingPoint, Unit
from nlp.feedback.composer import compose
from nlp.results import (
    ConstraintFinding,
    ConstraintStatus,
    Depth,
    DepthLabel,
    ElementFinding,
    ElementStatus,
    Evidence,
    Feedback,
    FlagFinding,
    MarkingPointFinding,
    Status,
)

SENTENCES = tuple(f"This is sentence number {n}, in which I say what I did, and why I did it so." for n in range(6))
TEXT = " ".join(SENTENCES)
PROBABILITIES: dict[Status, dict[Status, float]] = {
    "met": {"met": 0.7, "partial": 0.2, "not": 0.1},
    "partial": {"met": 0.3, "partial": 0.6, "not": 0.1},
    "not": {"met": 0.1, "partial": 0.2, "not": 0.7},
}


@dataclass(frozen=True)
class Findings:
    """What the judgements hand to the composer."""

    points: tuple[MarkingPointFinding, ...]
    depth: Depth
    flags: tuple[FlagFinding, ...] = ()
    constraints: tuple[ConstraintFinding, ...] = ()

    def compose(self, unit: Unit) -> Feedback:
        return compose(unit, TEXT, self.points, self.depth, self.flags, constraints=self.constraints)


def cite(sentence: int, probability: float) -> Evidence:
    """Evidence that is the sentence of that number."""
    start = TEXT.index(SENTENCES[sentence])
    return Evidence(start=start, end=start + len(SENTENCES[sentence]), probability=probability)


def element(name: str, *evidence: Evidence, weak: bool = False) -> ElementFinding:
    """An element's finding; missing without evidence."""
    status: ElementStatus = "missing" if not evidence else "weak" if weak else "evidenced"
    return ElementFinding(id=name, status=status, evidence=evidence)


def point(definition: MarkingPoint, status: Status, *elements: ElementFinding) -> MarkingPointFinding:
    """A point's finding; elements that are not given are missing."""
    given = {item.id: item for item in elements}
    findings = tuple(given.get(item.id, element(item.id)) for item in definition.elements)
    return MarkingPointFinding(
        id=definition.id,
        status=status,
        probabilities=PROBABILITIES[status],
        elements=findings,
        missing=tuple(item.id for item in findings if item.status == "missing"),
        explanation="",
    )


def depth(label: DepthLabel = "mixed", share: float = 0.4) -> Depth:
    """An account's depth."""
    return Depth(label=label, reflective_share=share, stages={})


def all_findings(unit: Unit) -> st.SearchStrategy[Findings]:
    """Any findings that the judgements could make for the unit."""
    evidence = st.builds(cite, st.integers(0, len(SENTENCES) - 1), st.sampled_from([0.3, 0.5, 0.7, 0.9]))
    statuses = st.sampled_from(cast("list[Status]", ["met", "partial", "not"]))

    def any_element(name: str) -> st.SearchStrategy[ElementFinding]:
        spans = st.lists(evidence, max_size=3, unique_by=lambda item: item.start)
        return st.builds(lambda found, weak: element(name, *found, weak=weak), spans, st.booleans())

    def any_point(definition: MarkingPoint) -> st.SearchStrategy[MarkingPointFinding]:
        elements = st.tuples(*(any_element(item.id) for item in definition.elements))
        return st.builds(lambda status, found: point(definition, status, *found), statuses, elements)

    def any_flag(name: str) -> st.SearchStrategy[FlagFinding | None]:
        flag = next(item for item in unit.flags if item.id == name)
        found = st.lists(evidence, max_size=2).map(
            lambda spans: FlagFinding(id=name, severity=flag.severity, message=flag.message, evidence=tuple(spans))
        )
        return st.none() | found

    constraint_statuses = st.sampled_from(cast("list[ConstraintStatus]", ["addressed", "overlooked", "not_applicable"]))
    return st.builds(
        Findings,
        points=st.tuples(*map(any_point, unit.marking_points)),
        depth=st.builds(
            depth, st.sampled_from(cast("list[DepthLabel]", ["descriptive", "mixed", "analytical"])), st.floats(0, 1)
        ),
        flags=st.tuples(*(any_flag(flag.id) for flag in unit.flags)).map(
            lambda flags: tuple(flag for flag in flags if flag is not None)
        ),
        constraints=st.tuples(
            *(
                st.builds(ConstraintFinding, id=st.just(item.id), status=constraint_statuses, evidence=st.just(()))
                for item in unit.constraints
            )
        ),
    )
