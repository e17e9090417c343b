"""What the learner reads to go on: strengths, next steps as questions, and what to look at again.

``observation`` is where each stands in the result, as a JSON Pointer (RFC 6901).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlp.results import Correction, NextStep, Severity, Strength
from service.reports.context import Context, Quote

QUOTES_PER_STRENGTH = 1
QUOTES_PER_CORRECTION = 2
QUOTES_PER_NOTICE = 1


@dataclass(frozen=True, slots=True)
class StrengthView:
    """Something that already works, why it counts, and the words that show it."""

    text: str
    quotes: tuple[Quote, ...]
    observation: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A next step, counted from 1. ``point``: the code of its marking point; ``place``: where in the text to start."""

    number: int
    text: str
    question: str
    point: str | None
    tip: str | None
    place: Quote | None
    observation: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """Something to look at again, counted from 1."""

    number: int
    severity: Severity
    text: str
    question: str
    correction: str | None
    quotes: tuple[Quote, ...]
    observation: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """Something that was noticed, in brief, and the words that show it; counted on from the corrections."""

    number: int
    text: str
    quotes: tuple[Quote, ...]
    observation: str


def strengths(context: Context) -> tuple[StrengthView, ...]:
    """The strengths of the feedback, in its order."""
    found = context.result.feedback.strengths
    return tuple(_strength(context, place, strength) for place, strength in enumerate(found))


def steps(context: Context) -> tuple[StepView, ...]:
    """The next steps of the feedback, in its order."""
    return tuple(_step(context, number, step) for number, step in enumerate(context.result.feedback.next_steps, 1))


def corrections(context: Context) -> tuple[CorrectionView, ...]:
    """The corrections of the feedback, in its order."""
    found = context.result.feedback.corrections
    return tuple(_correction(context, number, correction) for number, correction in enumerate(found, 1))


def also_raised(context: Context) -> tuple[NoticeView, ...]:
    """What else was noticed about the whole account, which the corrections of the feedback do not go into."""
    return tuple(
        NoticeView(
            number,
            flag.message,
            context.quotes(flag.evidence, QUOTES_PER_NOTICE),
            f"/flags/{context.result.flags.index(flag)}",
        )
        for number, flag in context.flags_besides
    )


def _strength(context: Context, place: int, strength: Strength) -> StrengthView:
    quotes = context.quotes(strength.evidence, QUOTES_PER_STRENGTH)
    if strength.quote:  # the feedback's own choice of words
        quotes = tuple(replace(quote, words=strength.quote) for quote in quotes[:1])
    return StrengthView(strength.text, quotes, f"/feedback/strengths/{place}")


def _step(context: Context, number: int, step: NextStep) -> StepView:
    return StepView(
        number=number,
        text=step.text,
        question=step.question,
        point=context.codes.get(step.marking_point or ""),
        tip=step.tip or context.cited.get(step.guidance or ""),
        place=context.quote(step.evidence[0]) if step.evidence else None,
        observation=f"/feedback/next_steps/{number - 1}",
    )


def _correction(context: Context, number: int, correction: Correction) -> CorrectionView:
    return CorrectionView(
        number=number,
        severity=correction.severity,
        text=correction.text,
        question=correction.question,
        correction=correction.correction,
        quotes=context.quotes(correction.evidence, QUOTES_PER_CORRECTION),
        observation=f"/feedback/corrections/{number - 1}",
    )
