"""What a recogniser proposes, and which proposals stand where several overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from nlp.documents import Span

Kind = Literal[
    "full_name",
    "phone",
    "email",
    "postal_address",
    "postcode",
    "account_number",
    "order_number",
    "policy_number",
    "national_insurance_number",
    "date_of_birth",
    "vehicle_registration",
    "card_number",
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string that may be personal data: which recogniser found it, and why that counts."""

    kind: Kind
    span: Span
    recogniser: str
    explanation: str


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand, in the order of the text: of two that overlap, the longer; of equals, the earlier."""
    occupied: set[int] = set()
    standing = []
    for candidate in sorted(candidates, key=lambda item: item.span.start - item.span.end):
        places = range(candidate.span.start, candidate.span.end)
        if occupied.isdisjoint(places):
            occupied.update(places)
            standing.append(candidate)
    return sorted(standing, key=lambda item: item.span.start)
