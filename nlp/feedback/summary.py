"""The first sentences that a learner reads: how many marking points have evidence, and how deep the account goes."""

from __future__ import annotations

from collections.abc import Sequence

from criteria_bank.schema import Messages
from nlp.results import Depth, MarkingPointFinding


def summarise(messages: Messages, points: Sequence[MarkingPointFinding], depth: Depth) -> str:
    """The unit's summary for these statuses, ending with its message about depth."""
    statuses = [point.status for point in points]
    met, partial = statuses.count("met"), statuses.count("partial")
    return _template(messages, len(points), met, partial).format(
        points=len(points), points_met=met, points_partial=partial, depth=_depth(messages, depth)
    )


def _template(messages: Messages, points: int, met: int, partial: int) -> str:
    if met == points:
        return messages.summary_all
    if met:
        return messages.summary_some
    return messages.summary_partial if partial else messages.summary_none


def _depth(messages: Messages, depth: Depth) -> str:
    templates = {
        "descriptive": messages.depth_descriptive,
        "mixed": messages.depth_mixed,
        "analytical": messages.depth_analytical,
    }
    return templates[depth.label].format(share=round(100 * depth.reflective_share))
