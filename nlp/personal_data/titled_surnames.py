"""Find titles with a surname: "Mrs Garstang", "Mr and Mrs Patel". They identify somebody only beside other facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nlp.documents import Span
from nlp.personal_data.candidates import Candidate
from nlp.personal_data.name_rules import NameRules, name_rules
from nlp.personal_data.words import Word, adjacent

_AMPERSAND = re.compile(r"\.?[ \u00a0]?[&+][ \u00a0]?")


def find_titled_surnames(text: str, words: Sequence[Word], own_surnames: Collection[str] = ()) -> list[Candidate]:
    """Titles with a surname alone, in order; ``words`` are all of ``text``.

    Those that the text says belong to the learner or her assessor, and those with one of ``own_surnames`` (`folded`),
    are left out.
    """
    finder = _TitledSurnameFinder(text, words, name_rules())
    return [
        Candidate("titled_surname", Span(title.start, surname.end), "titled_surname", finder.explanation, "weak")
        for title, surname in finder.find()
        if surname.lower not in own_surnames and not finder.rules.is_own(text, title.start, surname.end)
    ]


@dataclass
class _TitledSurnameFinder:
    text: str
    words: Sequence[Word]
    rules: NameRules

    @cached_property
    def written_small(self) -> frozenset[str]:
        """The words that the text has without a capital."""
        return frozenset(word.text for word in self.words if word.text[0].islower())

    @property
    def explanation(self) -> str:
        return self.rules.explanations["titled_surname"]

    def find(self) -> Iterator[tuple[Word, Word]]:
        """The first title and the surname of each, in order."""
        behind = 0
        for index, word in enumerate(self.words):
            if index >= behind and word.lower in self.rules.titles and (last := self._surname_of(index)) is not None:
                yield word, self.words[last]
                behind = last + 1

    def _surname_of(self, first: int) -> int | None:
        """Index of the surname of the title or pair of titles at ``first``; None where it is not one."""
        title = self._last_title(first)
        if title is None:
            return None
        surname = self._past_initials(title + 1)
        if not self._follows(surname) or not self._may_be_surname(title, surname):
            return None
        return None if self._names_a_thing(title, surname) else surname

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
            return word.lower not in self.rules.no_surnames | self.rules.surnames_or_places
        if surname > title + 1 and self.text[self.words[surname - 1].end] == ".":
            # "I rang Mrs A. Listening was …" is no name, "Mrs A. Garstang" is
            return word.lower not in self.rules.no_surnames and word.text.lower() not in self.written_small
        return word.lower not in self.rules.not_after_title

    def _names_a_thing(self, title: int, surname: int) -> bool:
        """A name known from print ("Mr Kipling"), or part of the longer name of a thing ("Dr Foster Surgery")."""
        known = f"{self.words[title].lower} {self.words[surname].lower}" in self.rules.known_titled_names
        following = self.words[surname + 1] if self._follows(surname + 1) else None
        return known or (following is not None and following.capitalised and following.lower in self.rules.things)

    def _follows(self, position: int) -> bool:
        if not 0 < position < len(self.words):
            return False
        return adjacent(self.text, self.words[position - 1], self.words[position], self.rules.abbreviations)
