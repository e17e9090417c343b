"""What a rule hands on to be put into words."""

from __future__ import annotations

from dataclasses import dataclass, field

from criteria_bank.quality import Condition
from nlp.documents import Span


@dataclass(frozen=True, slots=True)
class Noticed:
    """A condition that holds, what its message may name, and the places that show it, the most telling first."""

    condition: Condition
    names: dict[str, str] = field(default_factory=dict)
    places: tuple[Span, ...] = ()
