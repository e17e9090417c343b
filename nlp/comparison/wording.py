"""Which words changed between two wordings of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from nlp.comparison.alignment import same_sentence
from nlp.documents import Span

MOST_WORD_PAIRS = 4_000_000
"""Wordings that differ in more than this, words of the one times words of the other, are shown as wholly replaced."""

_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


def changed_words(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where words of ``before`` are left out in ``after``, and where words of ``after`` are new; in reading order.

    Words are compared as sentences are: case, spacing and the form of quotation marks aside. Neighbouring words are one
    span.
    """
    first, second = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    one, other = ([same_sentence(token[0]) for token in tokens] for tokens in (first, second))
    removed, inserted = _differing(one, other)
    return _spans(first, removed), _spans(second, inserted)


def _differing(one: Sequence[str], other: Sequence[str]) -> tuple[list[range], list[range]]:
    """Runs of words of each that the other does not have in the same place."""
    start = _common_start(one, other)
    end = _common_start(one[start:][::-1], other[start:][::-1])
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    if len(first) * len(second) > MOST_WORD_PAIRS:
        return [range(start, start + len(first))], [range(start, start + len(second))]
    steps = [
        _Change(start + step.src_start, start + step.src_end, start + step.dest_start, start + step.dest_end)
        for step in LCSseq.opcodes(first, second)
        if step.tag != "equal"
    ]
    # A word that is left out and one that is put in its place are two steps; and a single word between two such
    # places is in both sentences by chance.
    changes = _joined(_joined(steps, lambda last, new: new.start == last.end), _parted_by_one_word)
    return (
        [range(one.start, one.end) for one in changes if one.end > one.start],
        [range(one.new_start, one.new_end) for one in changes if one.new_end > one.new_start],
    )


class _Change(NamedTuple):
    """Words from ``start`` to ``end`` became the other's words from ``new_start`` to ``new_end``; ends exclusive."""

    start: int
    end: int
    new_start: int
    new_end: int

    def replaces(self) -> bool:
        return self.end > self.start and self.new_end > self.new_start


def _joined(changes: Iterable[_Change], belong: Callable[[_Change, _Change], bool]) -> list[_Change]:
    """The changes, neighbours that ``belong`` together as one."""
    joined: list[_Change] = []
    for change in changes:
        if joined and belong(joined[-1], change):
            last = joined.pop()
            joined.append(_Change(last.start, change.end, last.new_start, change.new_end))
        else:
            joined.append(change)
    return joined


def _parted_by_one_word(last: _Change, new: _Change) -> bool:
    return new.start - last.end == 1 and last.replaces() and new.replaces()


def _common_start(one: Sequence[str], other: Sequence[str]) -> int:
    return next(
        (count for count, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _spans(tokens: Sequence[re.Match[str]], runs: Sequence[range]) -> tuple[Span, ...]:
    return tuple(Span(tokens[run.start].start(), tokens[run.stop - 1].end()) for run in runs)
