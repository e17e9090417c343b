"""One paragraph's tokens with what the rules for sentence boundaries ask of them, each found in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.language.openings import DASHES, date_heading
from nlp.language.quotations import CLOSING, STRAIGHT, inside_quotation, quotation_pairs

EXCLAMATIONS = frozenset("!?")
TERMINATORS = EXCLAMATIONS | frozenset(".…")
CLOSING_BRACKETS = frozenset(")]}")
_FEWEST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``words`` (white space between them included where it is more than one blank) and whether a blank follows each.

    ``closing``: indices of the marks that close a quotation; ``quoted``: whether each word stands inside one.
    ``bullet``: the dash that the paragraph's items begin with, where it is a list that lost its line breaks.
    ``line_breaks``: width in characters of the line before each token that breaks it; ``widest``: the widest line.
    """

    words: Sequence[str]
    spaces: Sequence[bool]
    closing: frozenset[int]
    quoted: Sequence[bool]
    bullet: str | None
    line_breaks: dict[int, int]
    widest: int

    @classmethod
    def of(cls, words: Sequence[str], spaces: Sequence[bool]) -> Paragraph:
        """Look at the quotation marks and lines of ``words``."""
        pairs = quotation_pairs(words, spaces)
        line_breaks = _line_breaks(words, spaces)
        widest = max(line_breaks.values(), default=0)
        return cls(
            words,
            spaces,
            closing=frozenset(pairs),
            quoted=inside_quotation(pairs, len(words)),
            bullet=_bullet(words, spaces),
            line_breaks=line_breaks,
            widest=widest,
        )

    def word(self, index: int) -> str:
        """The word at ``index``; empty beyond the ends."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def attached(self, index: int) -> bool:
        """Whether nothing stands between the word at ``index`` and the one before it."""
        return index > 0 and not self.spaces[index - 1] and not self.words[index - 1].isspace()

    def next_word(self, index: int) -> int:
        """First index from ``index`` on that is not white space; the length where there is none."""
        while index < len(self.words) and self.words[index].isspace():
            index += 1
        return index

    def terminator_end(self, index: int) -> int:
        """Last token of the terminators that begin at ``index``, closing marks and pictographs included."""
        while index + 1 < len(self.words) and self._belongs_to_terminator(index + 1):
            index += 1
        return index

    def _belongs_to_terminator(self, index: int) -> bool:
        word = self.words[index]
        if not word[0].isalnum() and is_pictograph(word):
            return True
        if not self.attached(index):
            return False
        ends_word = self.spaces[index] or index + 1 == len(self.words) or self.words[index + 1].isspace()
        return (
            index in self.closing
            or word in CLOSING
            or word in CLOSING_BRACKETS
            or (word in STRAIGHT and ends_word)
            or all(character in TERMINATORS for character in word)
        )

    def wraps(self, index: int) -> bool:
        """Whether the line break at ``index`` is where the next word no longer fitted into the widest line."""
        width = self.line_breaks[index] + 1
        for following in range(self.next_word(index), len(self.words)):
            width += len(self.words[following])
            if self.spaces[following] or width > self.widest:
                break
        return width > self.widest


def is_pictograph(word: str) -> bool:
    """Whether ``word`` is made of emoji."""
    return all("\u2600" <= c <= "\u27bf" or "\U0001f000" <= c <= "\U0001faff" or c in "\u200d\ufe0f" for c in word)


def _bullet(words: Sequence[str], spaces: Sequence[bool]) -> str | None:
    """The dash that opens items: first in the paragraph or after a date or colon, or always before a capital."""
    if DASHES.isdisjoint(words):
        return None
    places = [i for i, word in enumerate(words[:-1]) if word in DASHES and spaces[i] and (not i or spaces[i - 1])]
    if not places:
        return None
    dash = words[places[0]]
    places = [i for i in places if words[i] == dash]
    introduced = places[0] == date_heading(words) or words[places[0] - 1] == ":"
    capitals = all(words[i + 1][0].isupper() for i in places)
    return dash if (introduced and len(places) >= _FEWEST_ITEMS) or (capitals and len(places) > _FEWEST_ITEMS) else None


def _line_breaks(words: Sequence[str], spaces: Sequence[bool]) -> dict[int, int]:
    widths: dict[int, int] = {}
    if "\n" not in "".join(words):
        return widths
    width = 0
    for index, word in enumerate(words):
        if "\n" in word:
            widths[index] = width
            width = 0
        else:
            width += len(word) + spaces[index]
    return widths
