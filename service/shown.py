"""How much of a long list a reader is shown: an assessor all of it, a learner the most useful part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from nlp.feedback.policy import CRITERION_QUALITIES
from nlp.results import QualityHint

MOST_FOR_LEARNERS = 3
Item = TypeVar("Item")


def shown(items: Sequence[Item], *, in_full: bool) -> Sequence[Item]:
    """The items to show; for a learner the first `MOST_FOR_LEARNERS`."""
    return items if in_full else items[:MOST_FOR_LEARNERS]


def shown_hints(hints: Sequence[QualityHint], *, in_full: bool) -> Sequence[QualityHint]:
    """The hints to show; a learner is not told how far each outcome is covered."""
    told = hints if in_full else [hint for hint in hints if hint.quality not in CRITERION_QUALITIES]
    return shown(told, in_full=in_full)
