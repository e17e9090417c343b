"""Find what may be full names of people, a given name and a surname, in one stretch of text and without a model.

First names alone do not count (labelling guide, sections 5 and 6); titles with a surname alone: `titled_surnames`.
Whether some of them are names is told by the rest of the text: `finder`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp.personal_data.name_rules import INTRODUCTION_WINDOW, NameReason, NameRules
from nlp.personal_data.words import Word, adjacent

MORE_NAMES = 3


class NameClue(NamedTuple):
    """What may be a full name from ``start`` to ``end``; its last word begins at ``surname``.

    ``reason``: why it is one; None where that depends on what stands elsewhere: it is one straight before an
    identifier, and, unless it is ``known`` from print, where its surname stands after a title.
    """

    start: int
    surname: int
    end: int
    reason: NameReason | None
    known: bool = False


@dataclass(frozen=True)
class NameFinder:
    """Finds them in one stretch; ``words`` are all of it."""

    text: str
    words: Sequence[Word]
    rules: NameRules

    def find(self) -> Iterator[NameClue]:
        """What may be full names, in order; where some overlap, the first that is a name holds."""
        for index, word in enumerate(self.words):
            last = self._last_word(index) if word.capitalised else None
            if last is not None and (clue := self._clue(index, last)) is not None:
                yield clue

    def after_titles(self) -> Iterator[Word]:
        """The surnames that stand after a title."""
        for before, after in zip(self.words, self.words[1:], strict=False):
            if before.lower in self.rules.titles and self._adjacent(before, after) and self._is_surname(after):
                yield after

    def _last_word(self, index: int) -> int | None:
        """Index of the surname of a name that would begin with the capital at ``index``; None where none does."""
        if not self._is_given(index):
            return None
        last = index
        for _ in range(MORE_NAMES):
            surname = self._surname_after(last)
            if surname is None:
                break
            last = surname
        return last if last > index and len(self.words[last].text) > 1 else None

    def _surname_after(self, index: int) -> int | None:
        """Index of the surname, middle name or initial that follows, past small particles such as "van der"."""
        position = index + 1
        while self._follows(position) and self.words[position].text in self.rules.particles:
            position += 1
        if not self._follows(position):
            return None
        word = self.words[position]
        is_initial = len(word.text) == 1 and word.text.isupper() and word.text not in "AI"
        return position if is_initial or self._is_surname(word) else None

    def _follows(self, position: int) -> bool:
        return position < len(self.words) and self._adjacent(self.words[position - 1], self.words[position])

    def _adjacent(self, before: Word, after: Word) -> bool:
        return adjacent(self.text, before, after, self.rules.abbreviations)

    def _is_given(self, index: int) -> bool:
        word = self.words[index]
        if len(word.text) == 1 or self._is_particle(index):
            return False
        if self._after_title(index):
            return word.lower not in self.rules.titles
        if word.lower in self.rules.not_surnames.calendar:
            return word.lower in self.rules.given_names and not self._after_number(index)
        return self.rules.is_given_name(word.lower) or word.lower not in self.rules.no_surnames

    def _is_particle(self, index: int) -> bool:
        """A particle with a capital ("Van der Meer"); some are given names as well."""
        followed_by_one = self._follows(index + 1) and self.words[index + 1].text in self.rules.particles
        lower = self.words[index].lower
        return lower in self.rules.particles and (followed_by_one or lower not in self.rules.given_names)

    def _is_surname(self, word: Word) -> bool:
        return self.rules.is_capitalised(word) and word.lower not in self.rules.no_surnames

    def _clue(self, index: int, last: int) -> NameClue | None:
        """The words as what may be a person's name; None where they are none."""
        if self._names_a_thing(index, last):
            return None
        given, surname = self.words[index], self.words[last]
        reason, known = self._reason(index, last), self._is_known(index, last)
        if reason is None and not known and self._hides_a_name(index, last):
            return None
        return NameClue(given.start, surname.start, surname.end, reason, known)

    def _reason(self, index: int, last: int) -> NameReason | None:
        """Why the words are a person's name by what stands around them; None where that does not tell."""
        given = self.words[index]
        if self._after_title(index):
            return "title"
        if self._is_known(index, last):
            return "introduced" if self._stands_after(given.start, self.rules.naming) else None
        if self.rules.is_given_name(given.lower):
            if not self._is_doubtful(index, last):
                return "given_name"
            if self._acts(last):
                return "acts"
        introduced = self._stands_after(given.start, self.rules.introduction)
        return "introduced" if introduced and not self._hides_a_name(index, last) else None

    def _acts(self, last: int) -> bool:
        """What follows is something that only people do."""
        return self._follows(last + 1) and self.words[last + 1].text in self.rules.personal_verbs

    def _is_known(self, index: int, last: int) -> bool:
        """The words are, or begin with, a name that is known from print."""
        words = [word.lower for word in self.words[index : last + 1]]
        return not self.rules.known_names.isdisjoint((" ".join(words), " ".join(words[:2])))

    def _names_a_thing(self, index: int, last: int) -> bool:
        """The words belong to a longer name of a thing."""
        before = self.words[index - 1].text if index and self._follows(index) else ""
        if before in {"St", "Saint"}:
            return True
        following = self.words[last + 1] if self._follows(last + 1) else None
        return following is not None and self._makes_a_thing(following, has_article=before.lower() == "the")

    def _makes_a_thing(self, following: Word, *, has_article: bool) -> bool:
        """Capitalised: a word of things ("Street"). Small: what bears a name ("the … showroom")."""
        if following.capitalised:
            return following.lower in self.rules.things_and_places
        lists = self.rules.not_surnames
        named = has_article and following.lower in lists.organisations | lists.goods
        return named or following.lower in self.rules.named_after_people

    def _is_doubtful(self, index: int, last: int) -> bool:
        given, others = self.words[index].lower, {word.lower for word in self.words[index + 1 : last + 1]}
        is_place = given in self.rules.given_names_of_places and not others.isdisjoint(self.rules.surnames_or_places)
        return is_place or given in self.rules.doubtful_given_names

    def _hides_a_name(self, index: int, last: int) -> bool:
        """A given name stands second, so that the name begins there ("Manager Ferhat Ozkaya")."""
        return last > index + 1 and self.rules.is_given_name(self.words[index + 1].lower)

    def _stands_after(self, start: int, introduction: re.Pattern[str]) -> bool:
        return introduction.search(self.text[max(0, start - INTRODUCTION_WINDOW) : start]) is not None

    def _after_title(self, index: int) -> bool:
        return index > 0 and self.words[index - 1].lower in self.rules.titles and self._follows(index)

    def _after_number(self, index: int) -> bool:
        before = self.text[max(0, self.words[index].start - 6) : self.words[index].start]
        return re.search(r"\d(?:st|nd|rd|th)? (?:of )?$", before) is not None
