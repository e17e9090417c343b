"""Which sentence of one draft is which sentence of the other.

1. Sentences that stand once in each draft are paired. Those that keep their order are `same`; the ones that would have
   to jump over more text than they hold are `moved` (as patience diff does, with a heaviest chain).
2. In the gaps between them, pairs that are alike enough, one to one, one to two or two to one, are chosen so that they
   keep their order and have as much as possible in common: `same`, `reworded`, `split`, `joined`.
3. What is left is looked for anywhere in the other draft, word for word (`moved`), then alike (`reworded`).
4. The rest was `removed` or `added`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from nlp.comparison.chain import Link, heaviest_chain
from nlp.comparison.likeness import LIKE_ENOUGH_ELSEWHERE, MOST_PAIRS, Alphabet, Run, likeness, links

Kind = Literal["same", "moved", "reworded", "split", "joined", "added", "removed"]

_MIRRORED: dict[Kind, Kind] = {"split": "joined", "joined": "split", "added": "removed", "removed": "added"}
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of the two drafts that belong together, by their indices; one side is empty where there is none."""

    kind: Kind
    first: tuple[int, ...]
    second: tuple[int, ...]

    def mirrored(self) -> Pair:
        """The same with the drafts swapped."""
        return Pair(_MIRRORED.get(self.kind, self.kind), self.second, self.first)


def align(first: Sequence[str], second: Sequence[str]) -> tuple[Pair, ...]:
    """Pair the sentences of two drafts; each sentence is in exactly one pair.

    The pairs come in the order of the second draft, removed sentences where they would stand in it. Swapping the drafts
    mirrors the pairs: what two equally good choices leave open is settled the same way whichever draft comes first.
    """
    keys = [tuple(same_sentence(sentence) for sentence in draft) for draft in (first, second)]
    if keys[0] <= keys[1]:
        return _in_order(_Aligner(*keys).pairs())
    return _in_order(pair.mirrored() for pair in _Aligner(keys[1], keys[0]).pairs())


def same_sentence(sentence: str) -> str:
    """What two sentences share that are the same but for case, spacing and the form of quotation marks and dashes."""
    return " ".join(unicodedata.normalize("NFKC", sentence).translate(_TYPOGRAPHY).casefold().split())


class _Aligner:
    """One alignment under way: ``left`` and ``right`` are what each draft still has without a partner."""

    def __init__(self, first: Sequence[str], second: Sequence[str]) -> None:
        self.first, self.second = first, second
        self.left, self.right = set(range(len(first))), set(range(len(second)))
        self.found: list[Pair] = []

    def pairs(self) -> list[Pair]:
        anchors = self._pair_unique()
        bounds = [(-1, -1), *((link.first, link.second) for link in anchors), (len(self.first), len(self.second))]
        alphabet = Alphabet()
        for (i, j), (next_i, next_j) in pairwise(bounds):
            rows = [index for index in range(i + 1, next_i) if index in self.left]
            columns = [index for index in range(j + 1, next_j) if index in self.right]
            if rows and columns:
                self._pair_gap(*self._without_common_ends(rows, columns), alphabet)
        self._pair_left_over_words()
        self._pair_left_over_alike(alphabet)
        self.found += [Pair("removed", (index,), ()) for index in self.left]
        self.found += [Pair("added", (), (index,)) for index in self.right]
        return self.found

    def _pair_unique(self) -> list[Link]:
        """Pair the sentences that stand once in each draft; returns those that keep their order."""
        counts = Counter(self.first), Counter(self.second)
        places = {key: index for index, key in enumerate(self.second) if counts[1][key] == 1}
        both = [
            Link(index, places[key], len(key) + 1)
            for index, key in enumerate(self.first)
            if counts[0][key] == 1 and key in places
        ]
        in_order = heaviest_chain(both)
        kept = set(in_order)
        for link in both:
            self._take("same" if link in kept else "moved", (link.first,), (link.second,))
        return in_order

    def _without_common_ends(self, rows: list[int], columns: list[int]) -> tuple[list[int], list[int]]:
        """Pair the identical sentences at both ends of a gap; returns what lies between."""
        for step in (1, -1):
            while rows and columns and self.first[rows[::step][0]] == self.second[columns[::step][0]]:
                self._take("same", (rows.pop(0 if step == 1 else -1),), (columns.pop(0 if step == 1 else -1),))
        return rows, columns

    def _pair_gap(self, rows: list[int], columns: list[int], alphabet: Alphabet) -> None:
        if not rows or not columns:
            return
        first, second = self._run(self.first, rows, alphabet), self._run(self.second, columns, alphabet)
        for link in heaviest_chain(links(first, second)):
            before = tuple(rows[link.first : link.first_end])
            after = tuple(columns[link.second : link.second_end])
            self._take(self._kind(before, after), before, after)

    def _pair_left_over_words(self) -> None:
        places: dict[str, deque[int]] = defaultdict(deque)
        for index in sorted(self.right):
            places[self.second[index]].append(index)
        for index in sorted(self.left):
            if places[self.first[index]]:
                self._take("moved", (index,), (places[self.first[index]].popleft(),))

    def _pair_left_over_alike(self, alphabet: Alphabet) -> None:
        """Sentences that were moved and reworded, the most alike first."""
        rows, columns = sorted(self.left), sorted(self.right)
        if not rows or not columns or len(rows) * len(columns) > MOST_PAIRS:
            return
        alike = likeness(self._run(self.first, rows, alphabet), self._run(self.second, columns, alphabet))
        close = np.argwhere(alike >= LIKE_ENOUGH_ELSEWHERE)
        for i, j in sorted(close.tolist(), key=lambda place: (-alike[place[0], place[1]], place)):
            if rows[i] in self.left and columns[j] in self.right:
                self._take("reworded", (rows[i],), (columns[j],))

    def _kind(self, before: tuple[int, ...], after: tuple[int, ...]) -> Kind:
        if len(before) != len(after):
            return "split" if len(before) < len(after) else "joined"
        return "same" if self.first[before[0]] == self.second[after[0]] else "reworded"

    def _take(self, kind: Kind, before: tuple[int, ...], after: tuple[int, ...]) -> None:
        self.left -= set(before)
        self.right -= set(after)
        self.found.append(Pair(kind, before, after))

    @staticmethod
    def _run(draft: Sequence[str], indices: Sequence[int], alphabet: Alphabet) -> Run:
        return alphabet.run([draft[index] for index in indices])


def _in_order(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """By their place in the second draft; what was removed follows what it followed in the first."""
    return tuple(pair for _, pair in sorted(_with_places(list(pairs)), key=lambda item: item[0]))


def _with_places(pairs: Sequence[Pair]) -> Iterator[tuple[tuple[int, int, int], Pair]]:
    reached = -1
    for pair in sorted(pairs, key=lambda pair: pair.first or (-1,)):
        if not pair.second:
            yield (reached, 1, pair.first[0]), pair
            continue
        if pair.first and pair.kind != "moved":
            reached = max(reached, pair.second[-1])
        yield (pair.second[0], 0, 0), pair
