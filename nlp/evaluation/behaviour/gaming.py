"""Is it fooled? What texts that hold no evidence earn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.evaluation.behaviour.cases import Claim
from nlp.evaluation.behaviour.judging import Changes, judge
from nlp.pipeline import Analyser

MOST_PARTIAL = 1
"""Marking points that may come out as partial in a text that must earn nothing: one slip is no reward for copying."""


@dataclass(frozen=True, slots=True)
class Earned:
    """What a claim earned.

    ``met``, ``partial``: ids of the marking points. ``raised``: statuses that stand higher than for the claim's story
    alone (0 where it has none).
    """

    claim: Claim
    met: tuple[str, ...]
    partial: tuple[str, ...]
    raised: int

    @property
    def too_partial(self) -> bool:
        """More is partial than may be; of a genuine story some may, so that there only a rise counts."""
        return self.raised > 0 if self.claim.story else len(self.partial) > MOST_PARTIAL


def earned(analyser: Analyser, claims: Sequence[Claim]) -> list[Earned]:
    """What each claim earned, in order."""
    judged = judge(analyser, [claim.text for claim in claims])
    stories = iter(judge(analyser, [claim.story for claim in claims if claim.story]))
    return [
        Earned(
            claim,
            tuple(whole.with_status("met")),
            tuple(whole.with_status("partial")),
            Changes.between(next(stories), whole).raised if claim.story else 0,
        )
        for claim, whole in zip(claims, judged, strict=True)
    ]
