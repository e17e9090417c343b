"""The passages beside a marking point: what the program cites for it, and what the assessor marked herself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.results import Extent, MarkingPointFinding
from service.decisions.evidence import Span
from service.decisions.schemas import DecisionView
from service.reports.context import Context, Quote
from service.storage.tables.analyses import Status
from service.web.assessor.marking_evidence import name_of
from service.wording import certainty

_PASSAGE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the account beside a marking point.

    ``shows``: labels of the elements that the program takes it as evidence of, none for one of her own; ``certainty``:
    how sure it is, in words. ``kept``: whether it goes with the decision.
    """

    name: str
    quote: Quote
    shows: tuple[str, ...]
    certainty: str
    kept: bool


@dataclass(slots=True)
class _Offer:
    """What the program says of one passage, put together from all elements that cite it."""

    shows: dict[str, None]
    probability: float
    counts: bool


def passages(
    context: Context, finding: MarkingPointFinding | None, decision: DecisionView | None, sent: Sequence[Span] | None
) -> tuple[Passage, ...]:
    """What the program cites, as far as ``finding`` may be seen, and what she marked, in reading order.

    What goes with the decision: what she ``sent`` where that was not saved; else what she decided on; else what the
    program counts as evidence, and not what it only takes as a hint.
    """
    offers = _offers(context, finding)
    counted = {span for span, offer in offers.items() if offer.counts}
    if sent is not None:
        kept = set(sent)
    elif decision is not None:
        kept = {(span.start, span.end) for span in decision.evidence}
        if decision.status is Status.NOT:
            # Of what the program cites nothing went with it, whatever was ticked: another status may want it after all.
            kept |= counted
    else:
        kept = counted
    length = len(context.result.text.content)
    spans = sorted({*offers, *((start, end) for start, end in kept if start < end <= length)})
    return tuple(_passage(context, span, offers.get(span), kept=span in kept) for span in spans)


def share_words(one: Iterable[Extent], other: Iterable[Span]) -> bool:
    """Whether any of these passages overlap."""
    spans = list(other)
    return any(extent.start < end and start < extent.end for extent in one for start, end in spans)


def _offers(context: Context, finding: MarkingPointFinding | None) -> dict[Span, _Offer]:
    offers: dict[Span, _Offer] = {}
    for element in finding.elements if finding else ():
        for item in element.evidence:
            offer = offers.setdefault((item.start, item.end), _Offer({}, 0.0, counts=False))
            offer.shows[context.elements[element.id].label] = None
            offer.probability = max(offer.probability, item.probability)
            offer.counts |= element.status == "evidenced"
    return offers


def _passage(context: Context, span: Span, offer: _Offer | None, *, kept: bool) -> Passage:
    quote = context.quote(Extent(start=span[0], end=span[1]), _PASSAGE_LENGTH)
    if offer is None:
        return Passage(name_of(span), quote, (), "", kept)
    return Passage(name_of(span), quote, tuple(offer.shows), certainty(offer.probability), kept)
