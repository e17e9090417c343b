"""What follows from the patterns that were looked for."""

from __future__ import annotations

from collections.abc import Iterator

from service.judging.findings.results import Finding, Kind
from service.judging.findings.wording import finding, wording
from service.judging.patterns.results import LookedFor, Patterns, Signal


def of_patterns(patterns: Patterns) -> Iterator[Finding]:
    """Each signal; what was looked for and not found; what could not be looked for."""
    looked_for = {one.pattern: one for one in patterns.looked_for}
    for signal in patterns.signals:
        yield _of_signal(signal, looked_for.get(signal.pattern))
    searched = [one for one in patterns.looked_for if one.assessors]
    if searched and not patterns.signals:
        names = "; ".join(wording().patterns[one.pattern] for one in searched)
        yield finding(Kind.NO_PATTERN, people=max(one.assessors for one in searched), names=names)
    for one in patterns.looked_for:
        if not one.assessors:
            yield finding(Kind.PATTERN_UNKNOWN, name=wording().patterns[one.pattern], why=one.why_not or "")


def _of_signal(signal: Signal, looked_for: LookedFor | None) -> Finding:
    rate = "" if looked_for is None else wording().false_alarms.format(rate=f"{100 * looked_for.false_alarms:.1g}")
    return finding(
        Kind.PATTERN,
        assessors=(signal.assessor,),
        submissions=tuple(dict.fromkeys(example.submission for example in signal.examples)),
        assessor=signal.assessor.name,
        sentence=signal.sentence,
        ask=signal.ask,
        rate=rate,
    )
