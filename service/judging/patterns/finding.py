"""Everything that is looked for in a table of decisions, and what is said of it."""

from __future__ import annotations

import pandas as pd

from service.judging.estimates import Names, assessor
from service.judging.patterns.accepting import accepts_every_suggestion
from service.judging.patterns.against import against_strong_evidence
from service.judging.patterns.drift import drift_from_program, drift_from_standard
from service.judging.patterns.fast import too_fast
from service.judging.patterns.looking import Found, Looked, first_words
from service.judging.patterns.pasted import pasted_comments
from service.judging.patterns.results import LookedFor, Patterns, Signal
from service.judging.patterns.same import always_the_same
from service.judging.patterns.settings import settings


def find_patterns(table: pd.DataFrame, names: Names) -> Patterns:
    """Patterns in the last year of a table of decisions; ``names``: of all who decided."""
    rows = first_words(table)
    looked = (
        drift_from_standard(table, names),
        drift_from_program(rows, names),
        always_the_same(rows),
        too_fast(rows),
        pasted_comments(rows),
        against_strong_evidence(rows),
        accepts_every_suggestion(rows),
    )
    everybody = int(table["assessor"].nunique())
    signals = [_signal(found, names) for one in looked for found in one.found]
    return Patterns(
        signals=tuple(sorted(signals, key=lambda signal: (signal.assessor.name, signal.assessor.id))),
        charts=tuple(chart for one in looked for chart in one.charts),
        looked_for=tuple(_looked_for(one, everybody) for one in looked),
        false_alarms=settings().false_alarms,
    )


def _signal(found: Found, names: Names) -> Signal:
    pattern = settings().patterns.of(found.pattern)
    figures = {"decisions": found.decisions, **found.figures}
    return Signal(
        pattern=found.pattern,
        assessor=assessor(found.assessor, names),
        sentence=pattern.sentence.format(**figures),
        ask=pattern.ask,
        observed=found.observed,
        expected=found.expected,
        decisions=found.decisions,
        since=found.since,
        until=found.until,
        examples=found.examples,
    )


def _looked_for(looked: Looked, everybody: int) -> LookedFor:
    pattern = settings().patterns.of(looked.pattern)
    missing = pattern.why_not.format(least=int(pattern.least), others=int(settings().others))
    return LookedFor(
        pattern=looked.pattern,
        meaning=pattern.meaning,
        assessors=looked.assessors,
        why_not=missing if looked.assessors < everybody else None,
        false_alarms=pattern.false_alarms,
    )
