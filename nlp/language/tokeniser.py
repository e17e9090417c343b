"""Words of a text as spaCy's English tokeniser splits them, without spaCy: loading it took longer than all else.

The rules are spaCy's (``english.json``, taken from it by `nlp.language.with_spacy`); so is the order in which they are
applied, which https://spacy.io/usage/linguistic-features#how-tokenizer-works describes. That both split every text
alike is tested.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

RULES = Path(__file__).with_name("english.json")

Split = Callable[[str], Sequence[str]]

_RUN = re.compile(r"(\S+)( ?)|\s+")
"""What is split by itself: a run without white space, with the blank that parts it from the next; other white space."""

_WORDS_THAT_START = "and|because|but|he|i|my|our|she|that|the|then|there|they|this|we|when"
"""Common words that are no top-level domain: ``phone.she`` lacks a blank, ``shop.co`` is an address."""

_GLUED = re.compile(rf"[a-z']{{2,}}\.(?:{_WORDS_THAT_START})", re.IGNORECASE)
GLUED_INFIXES = (rf"(?<=[a-z][a-z])\.(?=(?:{_WORDS_THAT_START})(?![a-z]))", r"(?<=[a-z])[!?](?=[A-Z])")
"""Where two sentences are taken apart whose blank was forgotten."""


class _Extent(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tokeniser:
    """Splits text into words by affixes, exceptions and addresses.

    ``exceptions``: runs whose words are not those that the other rules would make. ``sequences``: the exceptions that
    affixes do split, as the words that these make of them, by the first of those. The other rules are regular
    expressions: what a run may begin and end with, what parts it in its middle, and what an address looks like.
    """

    exceptions: Mapping[str, Sequence[str]]
    sequences: Mapping[str, Sequence[Sequence[str]]]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    infix: re.Pattern[str]
    address: re.Pattern[str]

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> Tokeniser:
        """The tokeniser of the rules that ``english.json`` holds."""
        sequences = defaultdict(list)
        for words in rules["sequences"]:
            sequences[words[0]].append(words)
        return cls(
            exceptions=rules["exceptions"],
            sequences=sequences,
            prefix=re.compile(rules["prefix"]),
            suffix=re.compile(rules["suffix"]),
            infix=re.compile(rules["infix"]),
            address=re.compile(rules["address"]),
        )

    def words(self, text: str, split: Split) -> tuple[list[str], list[bool]]:
        """The words of ``text`` and whether a blank follows each, which together are the text again.

        White space other than these blanks is a word of its own. ``split``: `split_run`, or what remembers its answers.
        """
        words: list[str] = []
        spaces: list[bool] = []
        for run in _RUN.finditer(text):
            own = split(run[1] or run[0])
            words += own
            spaces += [False] * len(own)
            spaces[-1] = bool(run[2])
        for start, end in reversed(self._exceptional(words, spaces)):
            exception = self.exceptions["".join(words[start:end])]
            words[start:end] = exception
            spaces[start:end] = [False] * (len(exception) - 1) + [spaces[end - 1]]
        return words, spaces

    def split_run(self, run: str) -> Sequence[str]:
        """The words of a run without white space, or of white space; no sequences are looked for."""
        if run in self.exceptions:
            return self.exceptions[run]
        if run.isascii() and run.isalpha():  # as most are; every other rule wants a figure or a mark
            return (run,)
        prefixes: list[str] = []
        suffixes: list[str] = []
        middle = self._without_affixes(run, prefixes, suffixes)
        return (*prefixes, *self._split_middle(middle), *reversed(suffixes))

    def _without_affixes(self, run: str, prefixes: list[str], suffixes: list[str]) -> str:
        """What is left of a run when prefixes and suffixes are taken off in turn, down to an exception."""
        while run and run not in self.exceptions:
            before = _length(self.prefix.search(run))
            if run[before:] in self.exceptions:
                prefixes.append(run[:before])
                return run[before:]
            after = _length(self.suffix.search(run[before:]))
            end = len(run) - after
            if run[:end] in self.exceptions:
                suffixes.append(run[end:])
                return run[:end]
            if not before and not after:
                return run
            if before:
                prefixes.append(run[:before])
            if after:
                suffixes.append(run[end:])
            run = run[before:end]
        return run

    def _split_middle(self, run: str) -> Iterable[str]:
        if run in self.exceptions:
            return self.exceptions[run]
        if "." in run and not is_glued(run) and self.address.match(run):
            return (run,)
        return self._split_at_infixes(run)

    def _split_at_infixes(self, run: str) -> Iterator[str]:
        start = 0
        for infix in self.infix.finditer(run):
            if infix.start() > 0:
                yield from filter(None, (run[start : infix.start()], infix[0]))
                start = infix.end()
        if start < len(run):
            yield run[start:]

    def _exceptional(self, words: Sequence[str], spaces: Sequence[bool]) -> list[_Extent]:
        """Where words stand that are together an exception; of those that overlap the longest, then the first."""
        found = [
            _Extent(start, start + len(sequence))
            for start, word in enumerate(words)
            if word in self.sequences
            for sequence in self.sequences[word]
            if words[start : start + len(sequence)] == sequence
        ]
        chosen: list[_Extent] = []
        seen: set[int] = set()
        for start, end in sorted(found, key=lambda extent: (extent.start - extent.end, extent.start)):
            if start not in seen and end - 1 not in seen and not any(spaces[start : end - 1]):
                chosen.append(_Extent(start, end))
            seen.update(range(start, end))
        return sorted(chosen)


@cache
def english_tokeniser() -> Tokeniser:
    """The tokeniser of learners' accounts; it holds nothing of what it read and may be shared by threads."""
    return Tokeniser.of(json.loads(RULES.read_bytes()))


def is_glued(run: str) -> bool:
    """Whether a run is the end of one sentence and the beginning of the next, and no address."""
    return _GLUED.fullmatch(run) is not None


def _length(affix: re.Match[str] | None) -> int:
    return len(affix[0]) if affix else 0
