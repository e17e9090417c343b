"""Find titles with a surname: "Mrs Garstang", "Mr and Mrs Patel". They identify somebody only beside other facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp.personal_data.name_rules import NameRules
from nlp.personal_data.words import Word, adjacent

_AMPERSAND = re.compile(r"\.?[ \u00a0]?[&+][ \u00a0]?")


class TitleClue(NamedTuple):
    """A title at ``start`` with a surname from ``surname`` to ``end``.

    ``unless_small``: it is none where the text elsewhere has the surname without a capital.
    """

    start: int
    surname: int
    end: int
    unless_small: bool


@dataclass(frozen=True)
class TitledSurnameFinder:
    """Finds them in one stretch of text; ``words`` are all of it."""

    text: str
    words: Sequence[Word]
    rules: NameRules

    def find(self) -> Iterator[TitleClue]:
        """Those of each title, in order; the second title of a pair has one of its own."""
        for index, word in enumerate(self.words):
            if word.lower in self.rules.titles and (clue := self._clue(index)) is not None:
                yield clue

    def _clue(self, first: int) -> TitleClue | None:
        """The title or pair of titles at ``first`` with its surname; None where it has none."""
        title = self._last_title(first)
        if title is None:
            return None
        surname = self._past_initials(title + 1)
        if (
            not self._follows(surname)
            or not self._may_be_surname(title, surname)
            or self._names_a_thing(title, surname)
        ):
            return None
        word = self.words[surname]
        return TitleClue(self.words[first].start, word.start, word.end, self._after_initial(title, surname))

    def _last_title(self, index: int) -> int | None:
        """Index of the last title of a pair that begins at ``index``, or of the title there; None where none stands."""
        if not self._is_title(index):
            return None
        return next((second for second in (index + 1, index + 2) if self._is_pair(index, second)), index)

    def _is_pair(self, first: int, second: int) -> bool:
        if second >= len(self.words) or not self._is_title(second):
            return False
        if second == first + 1:
            return _AMPERSAND.fullmatch(self.text[self.words[first].end : self.words[second].start]) is not None
        return self.words[first + 1].lower == "and" and self._follows(first + 1) and self._follows(second)

    def _is_title(self, index: int) -> bool:
        """Titles that are words too ("nurse", "miss") must be capitalised; in capitals (MS) most are something else."""
        text, lower = self.words[index].text, self.words[index].lower
        if lower in self.rules.titles_only:
            return not text.isupper()
        return lower in self.rules.titles and (self.words[index].capitalised or lower in self.rules.titles_in_capitals)

    def _past_initials(self, position: int) -> int:
        """Index behind the initials and small particles that follow a title."""
        while self._follows(position) and self._follows(position + 1) and self._is_small(self.words[position].text):
            position += 1
        return position

    def _is_small(self, text: str) -> bool:
        return text.lower() in self.rules.particles or (len(text) == 1 and text.isupper())

    def _may_be_surname(self, title: int, surname: int) -> bool:
        word = self.words[surname]
        if not self.rules.is_capitalised(word) or len(word.text) == 1:
            return False
        if self.words[title].lower not in self.rules.titles_only:
            return word.lower not in self.rules.no_surnames and word.lower not in self.rules.surnames_or_places
        barred = self.rules.no_surnames if self._after_initial(title, surname) else self.rules.not_after_title
        return word.lower not in barred

    def _after_initial(self, title: int, surname: int) -> bool:
        """Whether it stands behind an initial and its full stop, which may end a sentence ("Mrs A. Listening was")."""
        before = self.words[surname - 1]
        is_title_alone = self.words[title].lower in self.rules.titles_only
        return is_title_alone and surname > title + 1 and self.text[before.end] == "."

    def _names_a_thing(self, title: int, surname: int) -> bool:
        """A name known from print ("Mr Kipling"), or part of the longer name of a thing ("Dr Foster Surgery")."""
        known = f"{self.words[title].lower} {self.words[surname].lower}" in self.rules.known_titled_names
        following = self.words[surname + 1] if self._follows(surname + 1) else None
        return known or (following is not None and following.capitalised and following.lower in self.rules.things)

    def _follows(self, position: int) -> bool:
        if not 0 < position < len(self.words):
            return False
        return adjacent(self.text, self.words[position - 1], self.words[position], self.rules.abbreviations)
