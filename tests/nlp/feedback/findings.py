"""Findings to compose feedback from: a text of numbered sentences, and what an analysis might have found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from hypothesis import strategies as st

from criteria_bank.entries import FeedbackPolicy
from criteria_bank.schema import MarkingPoint, Qualification, Unit
from nlp.feedback.composer import compose
from nlp.feedback.findings import Findings
from nlp.results import (
    Depth,
    DepthLabel,
    ElementFinding,
    ElementStatus,
    Evidence,
    Feedback,
    FlagFinding,
    MarkingPointFinding,
    Matching,
    PersonalData,
    Status,
)

SENTENCES = tuple(f"This is sentence number {n}, in which I say what I did, and why I did it so." for n in range(6))
TEXT = " ".join(SENTENCES)
PROBABILITIES: dict[Status, dict[Status, float]] = {
    "met": {"met": 0.7, "partial": 0.2, "not": 0.1},
    "partial": {"met": 0.3, "partial": 0.6, "not": 0.1},
    "not": {"met": 0.1, "partial": 0.2, "not": 0.7},
}
UNSURE: dict[Status, float] = {"met": 0.3, "partial": 0.4, "not": 0.3}


def qualification(level: int = 3, policy: FeedbackPolicy = "full") -> Qualification:
    """A qualification of that level and policy."""
    return Qualification(id=f"diploma-{level}", title="A diploma", level=level, feedback=policy)


def findings(
    points: Sequence[MarkingPointFinding],
    account_depth: Depth | None = None,
    flags: Sequence[FlagFinding] = (),
    *,
    text: str = TEXT,
    personal_data: Sequence[PersonalData] = (),
    matching: Matching = "trained",
    told: Sequence[int] = range(len(SENTENCES)),
) -> Findings:
    """What the judgements hand to the composer; ``told``: numbers of the sentences with content."""
    return Findings(
        text=text,
        points=tuple(points),
        depth=account_depth or depth(),
        flags=tuple(flags),
        personal_data=tuple(personal_data),
        matching=matching,
        told=frozenset(cite(number, 0).start for number in told),
    )


def feedback(unit: Unit, found: Findings, level: int = 3, policy: FeedbackPolicy = "full") -> Feedback:
    """What is composed for a learner of that level under that policy."""
    return compose(unit, qualification(level, policy), found)


def cite(sentence: int, probability: float) -> Evidence:
    """Evidence that is the sentence of that number."""
    start = TEXT.index(SENTENCES[sentence])
    return Evidence(start=start, end=start + len(SENTENCES[sentence]), probability=probability)


def element(name: str, *evidence: Evidence, weak: bool = False) -> ElementFinding:
    """An element's finding; missing without evidence."""
    status: ElementStatus = "missing" if not evidence else "weak" if weak else "evidenced"
    return ElementFinding(id=name, status=status, evidence=evidence)


def point(
    definition: MarkingPoint, status: Status, *elements: ElementFinding, unsure: bool = False
) -> MarkingPointFinding:
    """A point's finding; elements that are not given are missing."""
    given = {item.id: item for item in elements}
    found = tuple(given.get(item.id, element(item.id)) for item in definition.elements)
    return MarkingPointFinding(
        id=definition.id,
        status=status,
        probabilities=UNSURE if unsure else PROBABILITIES[status],
        elements=found,
        missing=tuple(item.id for item in found if item.status == "missing"),
        explanation="",
    )


def all_points(unit: Unit, status: Status) -> list[MarkingPointFinding]:
    """Every marking point with that status, and nothing found of its elements."""
    return [point(definition, status) for definition in unit.marking_points]


def depth(label: DepthLabel = "mixed", share: float = 0.4) -> Depth:
    """An account's depth."""
    return Depth(label=label, reflective_share=share, stages={})


def raised(unit: Unit, name: str, *evidence: Evidence) -> FlagFinding:
    """A flag that was raised."""
    flag = next(item for item in unit.flags if item.id == name)
    return FlagFinding(id=name, severity=flag.severity, message=flag.message, evidence=evidence)


def any_findings(unit: Unit) -> st.SearchStrategy[Findings]:
    """Any findings that the judgements could make for the unit."""
    evidence = st.builds(cite, st.integers(0, len(SENTENCES) - 1), st.sampled_from([0.2, 0.4, 0.6, 0.9]))
    statuses = st.sampled_from(cast("list[Status]", ["met", "partial", "not"]))

    def any_element(name: str) -> st.SearchStrategy[ElementFinding]:
        spans = st.lists(evidence, max_size=3, unique_by=lambda item: item.start)
        return st.builds(lambda found, weak: element(name, *found, weak=weak), spans, st.booleans())

    def any_point(definition: MarkingPoint) -> st.SearchStrategy[MarkingPointFinding]:
        elements = st.tuples(*(any_element(item.id) for item in definition.elements))
        build = lambda status, found, unsure: point(definition, status, *found, unsure=unsure)  # noqa: E731
        return st.builds(build, statuses, elements, st.booleans())

    flags = st.lists(st.sampled_from([flag.id for flag in unit.flags]), unique=True).map(
        lambda names: [raised(unit, name) for name in names]
    )
    labels = st.sampled_from(cast("list[DepthLabel]", ["descriptive", "mixed", "analytical"]))
    return st.builds(
        findings,
        st.tuples(*map(any_point, unit.marking_points)),
        st.builds(depth, labels, st.floats(0, 1)),
        flags,
        matching=st.sampled_from(cast("list[Matching]", ["trained", "similarity"])),
        told=st.lists(st.integers(0, len(SENTENCES) - 1)),
    )
