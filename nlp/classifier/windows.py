"""Cut a document into windows that one forward pass of the encoder reads whole.

A sentence is judged from the encoder's states of its own word pieces inside a window of its neighbours, so that
each sentence is encoded about once and still sees its context (sequential sentence classification; Cohan et al.,
2019). Windows depend on the document alone: results do not change with the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

CLOSING = 1  # the separator after each sentence
OPENING = 1  # the token that opens a window


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences ``first`` to ``last`` (exclusive) are judged; ``seen_first`` to ``seen_last`` are encoded."""

    first: int
    last: int
    seen_first: int
    seen_last: int


def pack(lengths: Sequence[int], paragraphs: Sequence[int], limit: int, context: int) -> list[Window]:
    """Windows of at most ``limit`` word pieces that judge every sentence exactly once.

    Args:
        lengths: word pieces of each sentence, none over ``limit - 2 * context - 2``.
        paragraphs: index of each sentence's paragraph; a cut falls between paragraphs where one is near.
        limit: most word pieces of a window, its opening token and separators included.
        context: word pieces on each side that may be spent on neighbours that are not judged.

    """
    costs = [length + CLOSING for length in lengths]
    if sum(costs) + OPENING <= limit:
        return [Window(0, len(costs), 0, len(costs))] if costs else []
    cuts = _cuts(costs, paragraphs, limit - OPENING - 2 * context)
    return [
        Window(first, last, _reach_back(costs, first, context), _reach_on(costs, last, context))
        for first, last in pairwise(cuts)
    ]


def _cuts(costs: Sequence[int], paragraphs: Sequence[int], budget: int) -> list[int]:
    """Boundaries of about equally long runs of sentences, each within the budget."""
    ends = list(accumulate(costs))
    share = ends[-1] / -(-ends[-1] // budget)
    cuts = [0]
    used = 0
    for index in range(1, len(costs)):
        run = ends[index - 1] - used
        opens_paragraph = paragraphs[index] != paragraphs[index - 1]
        if run + costs[index] > budget or run >= share or (opens_paragraph and run >= 0.75 * share):
            cuts.append(index)
            used = ends[index - 1]
    return [*cuts, len(costs)]


def _reach_back(costs: Sequence[int], first: int, context: int) -> int:
    while first > 0 and costs[first - 1] <= context:
        first -= 1
        context -= costs[first]
    return first


def _reach_on(costs: Sequence[int], last: int, context: int) -> int:
    while last < len(costs) and costs[last] <= context:
        context -= costs[last]
        last += 1
    return last
