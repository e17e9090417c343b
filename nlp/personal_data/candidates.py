"""What a recogniser proposes, and which proposals stand where several overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from nlp.documents import Span
from nlp.results import Certainty

Kind = Literal[
    "full_name",
    "titled_surname",
    "phone",
    "email",
    "postal_address",
    "postcode",
    "account_number",
    "order_number",
    "policy_number",
    "national_insurance_number",
    "passport_number",
    "driving_licence_number",
    "date_of_birth",
    "vehicle_registration",
    "card_number",
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string that may be personal data: which recogniser found it, and why that counts.

    ``certainty``: `weak` where it identifies somebody only beside other facts.
    """

    kind: Kind
    span: Span
    recogniser: str
    explanation: str
    certainty: Certainty = "strong"

    def moved(self, by: int) -> Candidate:
        """The same string in a text that has ``by`` characters more before it."""
        return replace(self, span=Span(self.span.start + by, self.span.end + by))


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand, in the order of the text.

    Of two that overlap a strong one stands before a weak one, then the longer before the shorter, then the earlier.
    """
    occupied: set[int] = set()
    standing = []
    for candidate in sorted(candidates, key=_precedence):
        places = range(candidate.span.start, candidate.span.end)
        if occupied.isdisjoint(places):
            occupied.update(places)
            standing.append(candidate)
    return sorted(standing, key=lambda item: item.span.start)


def _precedence(candidate: Candidate) -> tuple[bool, int]:
    return candidate.certainty == "weak", candidate.span.start - candidate.span.end
