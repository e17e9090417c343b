"""Passages that a decision rests on, checked against the draft and against what the program cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from nlp.results import AnalysisResult
from service.decisions.schemas import EvidenceSpan, Origin
from service.errors import Fault, RequestInvalid

Span = tuple[int, int]


def cited(result: AnalysisResult, marking_point: str) -> frozenset[Span]:
    """The passages that a result cites for a marking point."""
    return frozenset(
        (item.start, item.end)
        for point in result.marking_points
        if point.id == marking_point
        for element in point.elements
        for item in element.evidence
    )


def check_evidence(evidence: Sequence[EvidenceSpan], length: int, shown: Set[Span]) -> None:
    """Raise RequestInvalid where a passage is not one of the text, or not of the origin that it is said to be.

    ``length``: of the text, in code points. ``shown``: passages that the program cites and that whoever decides could
    see; what she could not see, she cannot have taken over.
    """
    if faults := list(_faults(evidence, length, shown)):
        raise RequestInvalid(faults)


def origins(span: Span, shown: Iterable[Span]) -> frozenset[Origin]:
    """Where a passage can come from, beside the ones that were shown.

    One that shares words with a shown passage may be a change of it, or her own after all.
    """
    start, end = span
    overlapping = [one for one in shown if one[0] < end and start < one[1]]
    if span in overlapping:
        return frozenset({"program"})
    return frozenset({"changed", "own"}) if overlapping else frozenset({"own"})


def _faults(evidence: Sequence[EvidenceSpan], length: int, shown: Set[Span]) -> Iterator[Fault]:
    seen: set[Span] = set()
    for index, one in enumerate(evidence):
        span = (one.start, one.end)
        if not one.start < one.end <= length:
            yield Fault(f"#/evidence/{index}", "This is no passage of the draft's text.")
        elif span in seen:
            yield Fault(f"#/evidence/{index}", "This passage is named twice.")
        elif one.origin not in (possible := origins(span, shown)):
            names = " or ".join(sorted(possible))
            yield Fault(f"#/evidence/{index}/origin", f"By what the program cites, this passage is {names}.")
        seen.add(span)
