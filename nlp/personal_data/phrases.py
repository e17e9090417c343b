"""Find given phrases in a text again, whatever their case and accents and whatever spaces or marks part their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from nlp.personal_data.name_rules import name_rules
from nlp.personal_data.words import folded

_TOKEN = re.compile(r"[^\W_]+")
_BLANK_LINE = re.compile(r"\n\s*\n")
_END_OF_SENTENCE = re.compile(r"[.!?]\W*\s")
WIDEST_GAP = 6

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters and digits: its place in the text, and `folded`."""

    start: int
    end: int
    key: str


def tokens_of(text: str) -> list[Token]:
    """All tokens of a text, in order; apostrophes and hyphens part them, so that a possessive's "s" is one."""
    return [Token(match.start(), match.end(), folded(match[0])) for match in _TOKEN.finditer(text)]


@dataclass(slots=True)
class _Node(Generic[ValueT]):
    value: ValueT | None = None
    next: dict[str, _Node[ValueT]] = field(default_factory=dict)


class Phrases(Generic[ValueT]):
    """Phrases as sequences of token keys, each with a value; finding one takes time in proportion to its own length."""

    def __init__(self) -> None:
        self._root: _Node[ValueT] = _Node()

    def add(self, keys: Sequence[str], value: ValueT) -> ValueT:
        """Add a phrase, unless it is there; the value that it has now. ``keys`` must not be empty."""
        node = self._root
        for key in keys:
            node = node.next.setdefault(key, _Node())
        node.value = value if node.value is None else node.value
        return node.value

    def longest(self, text: str, tokens: Sequence[Token], first: int) -> tuple[int, ValueT] | None:
        """The longest phrase that begins at a token: index of its last token, and its value."""
        found, node = None, self._root
        for index in range(first, len(tokens)):
            if index > first and not are_joined(text, tokens[index - 1], tokens[index]):
                break
            following = node.next.get(tokens[index].key)
            if following is None:
                break
            node = following
            if node.value is not None:
                found = index, node.value
        return found


def are_joined(text: str, before: Token, after: Token) -> bool:
    """Whether two tokens may belong to one phrase: little stands between them, and no end of a sentence."""
    gap = text[before.end : after.start]
    if len(gap) > WIDEST_GAP or _BLANK_LINE.search(gap):
        return False
    return _END_OF_SENTENCE.match(gap) is None or _may_end_in_stop(before.key)


def _may_end_in_stop(key: str) -> bool:
    """It is an initial or an abbreviation."""
    return len(key) == 1 or key in name_rules().titles or key in name_rules().particles


def keys_of(phrase: str) -> tuple[str, ...]:
    """The token keys of a phrase."""
    return tuple(token.key for token in tokens_of(phrase))


def outside(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Indices of the tokens that touch none of the ``spans``, which are in order and do not overlap."""
    remaining = iter(spans)
    span = next(remaining, None)
    for index, token in enumerate(tokens):
        while span is not None and span[1] <= token.start:
            span = next(remaining, None)
        if span is None or token.end <= span[0]:
            yield index
