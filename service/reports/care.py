"""What an assessor, or a careful learner, looks at besides: quality of evidence, constraints, other people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from nlp.personal_data.redaction_rules import redaction_rules
from nlp.results import ConstraintStatus, Extent, Quality
from service.reports.context import Context, Quote

QUOTES_PER_ITEM = 2


@dataclass(frozen=True, slots=True)
class HintView:
    """A hint about the quality of the evidence, counted from 1."""

    number: int
    quality: Quality
    message: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ConstraintView:
    """A constraint that the account calls for. ``question`` is asked where it is overlooked."""

    label: str
    status: ConstraintStatus
    question: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class PersonalDataView:
    """Strings of one kind that may identify somebody, with how often. ``weak``: only beside other facts."""

    kind: str
    weak: bool
    count: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class OverlapView:
    """Passages that another text has too, longest first. Whose it is, is not for whoever reads a learner's report."""

    quotes: tuple[Quote, ...]


def hints(context: Context) -> tuple[HintView, ...]:
    """The hints about the quality of the evidence, in the result's order."""
    return tuple(
        HintView(number, hint.quality, hint.message, context.quotes(hint.evidence, QUOTES_PER_ITEM))
        for number, hint in enumerate(context.result.quality, 1)
    )


def constraints(context: Context) -> tuple[ConstraintView, ...]:
    """The constraints that the account calls for: those that it takes account of, then those that it overlooks."""
    return tuple(
        ConstraintView(
            label=context.constraints[finding.id].label,
            status=finding.status,
            question=context.constraints[finding.id].question if status == "overlooked" else None,
            quotes=context.quotes(finding.evidence, QUOTES_PER_ITEM),
        )
        for status in ("addressed", "overlooked")
        for finding in context.result.constraints
        if finding.status == status
    )


def personal_data(context: Context) -> tuple[PersonalDataView, ...]:
    """The strings that may identify somebody, by kind, surest first; a string that occurs often is quoted once."""
    kinds: dict[tuple[bool, str], list[Extent]] = defaultdict(list)
    for item in context.result.personal_data:
        kinds[item.certainty == "weak", redaction_rules().label(item.kind)].append(item)
    return tuple(
        PersonalDataView(kind, weak, len(items), _different(context, items))
        for (weak, kind), items in sorted(kinds.items())
    )


def overlaps(context: Context) -> tuple[OverlapView, ...]:
    """Other texts that share passages, in the result's order."""
    return tuple(OverlapView(context.quotes(overlap.passages, QUOTES_PER_ITEM)) for overlap in context.result.overlaps)


def _different(context: Context, extents: list[Extent]) -> tuple[Quote, ...]:
    quotes = [context.quote(extent) for extent in extents]
    return tuple({quote.words: quote for quote in reversed(quotes)}.values())[::-1]
