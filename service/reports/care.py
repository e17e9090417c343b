"""What an assessor, or a careful learner, looks at besides: quality of evidence, constraints, other people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from nlp.personal_data.redaction_rules import redaction_rules
from nlp.results import ConstraintFinding, Extent, Quality, QualityHint
from service.reports.context import Context, Place, Quote
from service.shown import shown_hints

QUOTES_PER_ITEM = 2
ConstraintWord = Literal["addressed", "perhaps", "overlooked"]


@dataclass(frozen=True, slots=True)
class HintView:
    """A hint about the quality of the evidence, counted from 1.

    ``observation``: its place (`service.reports.advice`).
    """

    number: int
    quality: Quality
    message: str
    quotes: tuple[Quote, ...]
    observation: str


@dataclass(frozen=True, slots=True)
class ConstraintView:
    """A constraint that the account calls for. ``question`` is asked where it is overlooked.

    ``perhaps``: it is taken account of only in sentences that the program is not sure of, so none is quoted.
    ``observation``: its place (`service.reports.advice`).
    """

    label: str
    status: ConstraintWord
    question: str | None
    quotes: tuple[Quote, ...]
    observation: str


@dataclass(frozen=True, slots=True)
class PersonalDataView:
    """Where strings of one kind may identify somebody, and how many. ``weak``: only beside other facts.

    The strings stand in the account itself; a list of them is the last thing that ought to be passed on.
    """

    kind: str
    weak: bool
    count: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class OverlapView:
    """Passages that another text has too, longest first. Whose it is, is not for whoever reads a learner's report."""

    quotes: tuple[Quote, ...]


def hints(context: Context) -> tuple[HintView, ...]:
    """The hints that this reader is shown, in the result's order."""
    return tuple(
        HintView(
            number,
            hint.quality,
            hint.message,
            context.quotes(hint.evidence, QUOTES_PER_ITEM),
            f"/quality/{context.result.quality.index(hint)}",
        )
        for number, hint in enumerate(hints_shown(context), 1)
    )


def hints_shown(context: Context) -> Sequence[QualityHint]:
    """The hints that this reader is shown."""
    return shown_hints(context.result.quality, in_full=context.in_full)


def hints_left_out(context: Context) -> int:
    """How many hints this reader is not shown."""
    return len(context.result.quality) - len(hints_shown(context))


def constraints(context: Context) -> tuple[ConstraintView, ...]:
    """The constraints that the account calls for: those that it takes account of, then those that it overlooks."""
    found = [finding for finding in context.result.constraints if finding.status != "not_applicable"]
    views = [_constraint(context, finding) for finding in found]
    return tuple(sorted(views, key=lambda view: get_args(ConstraintWord).index(view.status)))


def not_noticed(context: Context) -> tuple[str, ...]:
    """The constraints that nothing in the account seems to call for."""
    found = context.result.constraints
    return tuple(context.constraints[finding.id].label for finding in found if finding.status == "not_applicable")


def _constraint(context: Context, finding: ConstraintFinding) -> ConstraintView:
    constraint = context.constraints[finding.id]
    observation = f"/constraints/{context.result.constraints.index(finding)}"
    if finding.status != "addressed":
        return ConstraintView(constraint.label, "overlooked", constraint.question, (), observation)
    sure = [item for item in finding.evidence if not context.is_doubtful(item)]
    quotes = context.quotes(sure, QUOTES_PER_ITEM)
    return ConstraintView(constraint.label, "addressed" if sure else "perhaps", None, quotes, observation)


def personal_data(context: Context) -> tuple[PersonalDataView, ...]:
    """Where strings may identify somebody, by kind, surest first; each paragraph once."""
    kinds: dict[tuple[bool, str], list[Extent]] = defaultdict(list)
    for item in context.result.personal_data:
        kinds[item.certainty == "weak", redaction_rules().label(item.kind)].append(item)
    return tuple(
        PersonalDataView(kind, weak, len(items), _places(context, items))
        for (weak, kind), items in sorted(kinds.items())
    )


def overlaps(context: Context) -> tuple[OverlapView, ...]:
    """Other texts that share passages, in the result's order."""
    return tuple(OverlapView(context.quotes(overlap.passages, QUOTES_PER_ITEM)) for overlap in context.result.overlaps)


def _places(context: Context, extents: Sequence[Extent]) -> tuple[Place, ...]:
    first: dict[int, Place] = {}
    for place in map(context.place, extents):
        first.setdefault(place.paragraph, place)
    return tuple(first.values())
