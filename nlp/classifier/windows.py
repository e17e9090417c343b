"""Cut a document into windows that one forward pass of the encoder reads whole.

A sentence is judged from the encoder's states of its own word pieces inside a window of its neighbours, so that
each sentence is encoded once and still sees its context (sequential sentence classification; Cohan et al., 2019).

Where a window ends is told by the words around that place and not by how much stands before it (content-defined
chunking; Muthitacharoen et al., 2001). So a sentence that changes leaves nearly all windows of a draft as they were,
and what was made of them can be used again. Windows depend on the document alone: results do not change with the batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np

CLOSING = 1  # the separator after each sentence
OPENING = 1  # the token that opens a window
ONE_IN = 4
"""Inside a paragraph, one sentence in so many may begin a window, told by its own words."""


def pack(parts: Sequence[Sequence[int]], paragraphs: Sequence[int], least: int, most: int) -> list[range]:
    """Windows as runs of sentences that hold every sentence exactly once.

    A window ends, once it has ``least`` word pieces, before the next sentence that begins a paragraph or that its own
    words choose, and at the latest where ``most`` would be exceeded.

    Args:
        parts: word pieces of each sentence, none longer than ``most - 2``.
        paragraphs: index of each sentence's paragraph.
        least: word pieces of a window, its opening token and separators included; only the last may have fewer.
        most: as many at most.

    """
    windows = list(_runs(parts, paragraphs, least, most))
    if len(windows) > 1:
        before, last = windows[-2:]
        together = range(before.start, last.stop)
        if _size(parts, last) < least and _size(parts, together) <= most:
            windows[-2:] = [together]
    return windows


def _runs(parts: Sequence[Sequence[int]], paragraphs: Sequence[int], least: int, most: int) -> Iterator[range]:
    first, used = 0, OPENING
    for index, part in enumerate(parts):
        cost = len(part) + CLOSING
        may_end = used >= least and (paragraphs[index] != paragraphs[index - 1] or _chosen(part))
        if index > first and (may_end or used + cost > most):
            yield range(first, index)
            first, used = index, OPENING
        used += cost
    if parts:
        yield range(first, len(parts))


def _chosen(part: Sequence[int]) -> bool:
    return crc32(np.array(part, dtype="<i4").tobytes()) % ONE_IN == 0


def _size(parts: Sequence[Sequence[int]], window: range) -> int:
    return OPENING + sum(len(parts[index]) + CLOSING for index in window)
