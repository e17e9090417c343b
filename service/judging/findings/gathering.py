"""From the parts of an audit to its findings in order of weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from service.judging.agreement.results import Agreement
from service.judging.findings.of_agreement import of_agreement
from service.judging.findings.of_awarding import of_awarding
from service.judging.findings.of_patterns import of_patterns
from service.judging.findings.of_program import of_program
from service.judging.findings.of_severity import of_severity
from service.judging.findings.results import Finding, Weight
from service.judging.findings.wording import wording
from service.judging.patterns.results import Patterns
from service.judging.program.results import ProgramAudit
from service.judging.severity.results import Severity

_WEIGHTS = tuple(Weight)


def gather(
    agreement: Agreement,
    severity: Severity | None = None,
    patterns: Patterns | None = None,
    program: ProgramAudit | None = None,
) -> tuple[Finding, ...]:
    """What follows from the parts: what to act on, what is known, what is not; each the heaviest first."""
    found = chain(
        of_agreement(agreement),
        of_awarding(agreement),
        of_severity(severity) if severity else (),
        of_patterns(patterns) if patterns else (),
        of_program(program) if program else (),
    )
    return tuple(_no_flood(sorted(found, key=_place)))


def _place(finding: Finding) -> tuple[int, int]:
    return _WEIGHTS.index(finding.weight), wording().order.index(finding.kind)


def _no_flood(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of each kind the first few, and how many more there are."""
    most = wording().most_of_a_kind.value
    for _, group in groupby(findings, key=lambda one: one.kind):
        alike = list(group)
        yield from alike[:most]
        if rest := alike[most:]:
            yield _more(rest)


def _more(rest: list[Finding]) -> Finding:
    words = wording().and_more.format(count=len(rest))
    return Finding(kind=rest[0].kind, part=rest[0].part, weight=rest[0].weight, found=words, to_do="")
