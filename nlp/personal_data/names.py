"""Find the full names of people: a given name and a surname, without a model.

First names alone, and titles with a surname alone, do not count (labelling guide, sections 5 and 6).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from nlp.documents import Span
from nlp.personal_data.candidates import Candidate
from nlp.personal_data.name_rules import NameReason, NameRules, name_rules
from nlp.personal_data.words import Word, adjacent, split_words

INTRODUCTION_WINDOW = 40
MAX_GIVEN_NAMES = 3


def find_full_names(text: str, identifier_starts: Collection[int] = ()) -> list[Candidate]:
    """The full names in ``text``, in order, not overlapping; the learner's own and her assessor's are left out.

    ``identifier_starts``: where telephone numbers, e-mail and home addresses begin; the capitalised words straight
    before one are taken for a name.
    """
    return _NameFinder(text, frozenset(identifier_starts), name_rules()).find()


@dataclass
class _NameFinder:
    text: str
    identifier_starts: frozenset[int]
    rules: NameRules

    def __post_init__(self) -> None:
        self.words = split_words(self.text)
        self.titled_surnames = {
            after.lower
            for before, after in zip(self.words, self.words[1:], strict=False)
            if before.lower in self.rules.titles and self._adjacent(before, after) and self._is_surname(after)
        }

    def find(self) -> list[Candidate]:
        found = self._all_names()
        own_names = {
            self._quote(item) for item in found if self._stands_after(item.span.start, self.rules.own_introduction)
        }
        return [item for item in found if self._quote(item) not in own_names]

    def _all_names(self) -> list[Candidate]:
        found, index = [], 0
        while index < len(self.words):
            last = self._last_word(index)
            reason = self._reason(index, last) if last is not None else None
            if last is None or reason is None:
                index += 1
                continue
            span = Span(self.words[index].start, self.words[last].end)
            found.append(Candidate("full_name", span, f"full_name.{reason}", self.rules.explanations[reason]))
            index = last + 1
        return found

    def _last_word(self, index: int) -> int | None:
        """Index of the surname of a name that would begin at ``index``; None where nothing like one stands there."""
        if not self._is_given(index):
            return None
        last = index
        for _ in range(MAX_GIVEN_NAMES):
            surname = self._surname_after(last)
            if surname is None:
                break
            last = surname
            if self.words[last].lower not in self.rules.given_names and len(self.words[last].text) > 1:
                break
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
        return adjacent(self.text, before, after, self.rules.titles)

    def _is_given(self, index: int) -> bool:
        word = self.words[index]
        if not word.capitalised or len(word.text) == 1:
            return False
        if self._after_title(index):
            return word.lower not in self.rules.titles
        if word.lower in self.rules.not_surnames.calendar:
            return word.lower in self.rules.given_names and not self._after_number(index)
        return word.lower in self.rules.given_names or word.lower not in self.rules.no_surnames

    def _is_surname(self, word: Word) -> bool:
        return word.capitalised and word.lower not in self.rules.no_surnames

    def _reason(self, index: int, last: int) -> NameReason | None:
        """Why the words are taken for a person's name; None where they are not."""
        given, surname = self.words[index], self.words[last]
        if self._names_a_thing(index, last):
            return None
        if self._after_title(index):
            return "title"
        if given.lower in self.rules.given_names and not self._is_doubtful(given, surname):
            return "given_name"
        return None if self._hides_a_name(index, last) else self._reason_in_context(given, surname)

    def _reason_in_context(self, given: Word, surname: Word) -> NameReason | None:
        if self._stands_after(given.start, self.rules.introduction):
            return "introduced"
        if not self.identifier_starts.isdisjoint(range(surname.end + 1, surname.end + 3)):
            return "identified"
        return "same_surname" if surname.lower in self.titled_surnames else None

    def _names_a_thing(self, index: int, last: int) -> bool:
        """The words belong to a longer name of a thing, or to a name that is known from print."""
        words = [word.lower for word in self.words[index : last + 1]]
        following = self.words[last + 1] if self._follows(last + 1) else None
        return (
            " ".join(words) in self.rules.known_names
            or (following is not None and following.capitalised and following.lower in self.rules.things_and_places)
            or (index > 0 and self.words[index - 1].text in {"St", "Saint"} and self._follows(index))
        )

    def _is_doubtful(self, given: Word, surname: Word) -> bool:
        is_place = surname.lower in self.rules.surnames_or_places and given.lower in self.rules.given_names_of_places
        return is_place or given.lower in self.rules.doubtful_given_names

    def _hides_a_name(self, index: int, last: int) -> bool:
        """A given name stands second, so that the name begins there ("Manager Ferhat Ozkaya")."""
        return last > index + 1 and self.words[index + 1].lower in self.rules.given_names

    def _stands_after(self, start: int, introduction: re.Pattern[str]) -> bool:
        return introduction.search(self.text[max(0, start - INTRODUCTION_WINDOW) : start]) is not None

    def _quote(self, candidate: Candidate) -> str:
        return self.text[candidate.span.start : candidate.span.end]

    def _after_title(self, index: int) -> bool:
        return index > 0 and self.words[index - 1].lower in self.rules.titles and self._follows(index)

    def _after_number(self, index: int) -> bool:
        before = self.text[max(0, self.words[index].start - 6) : self.words[index].start]
        return re.search(r"\d(?:st|nd|rd|th)? (?:of )?$", before) is not None
