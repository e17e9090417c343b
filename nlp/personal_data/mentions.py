"""Where else in a text what was found in it stands: surnames and first names of persons found, and the same strings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from nlp.personal_data.name_rules import name_rules
from nlp.personal_data.people import Person
from nlp.personal_data.phrases import Phrases, are_joined, keys_of, outside, tokens_of

_SENTENCE_START = re.compile(r"(?:^|[.!?:;•*\n])[\s\"'“‘(\[–-]*$")
_CONTRACTED = re.compile(r"['’](?!s(?!\w))\w")
_LOOK_BACK = 12
MOST_INITIALS = 3
TITLES = ("Mr", "and", "Mrs")


class Role(IntEnum):
    """What of a person's name a phrase is; of several readings of one phrase the first holds."""

    WHOLE = 0
    SURNAME = 1
    GIVEN = 2
    FAMILY = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase may mean this person, by this part of her name."""

    role: Role
    person: Person


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where persons found elsewhere may be meant, or where a string of a ``kind`` found elsewhere stands again.

    ``titled``: it begins with a title.
    """

    start: int
    end: int
    titled: bool
    readings: tuple[Reading, ...]
    kind: str


@dataclass(slots=True)
class _Entry:
    readings: list[Reading] = field(default_factory=list)
    kind: str = ""


class MentionFinder:
    """Finds further mentions in one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens_of(text)
        self._phrases: Phrases[_Entry] = Phrases()
        self._written_small = {
            token.key
            for index, token in enumerate(self._tokens)
            if text[token.start].islower() and self._first_title(index) == index
        }
        lists = name_rules().not_surnames
        self._never = lists.calendar | name_rules().titles
        self._ordinary = lists.small_words | lists.verbs_of_notes

    def add_person(self, person: Person) -> None:
        """Look for her full name, surname and given names, and for her family ("the Patels")."""
        surname, given = keys_of(" ".join(person.surname)), keys_of(" ".join(person.given))
        plural = surname[-1] + ("es" if surname[-1].endswith("s") else "s")
        for keys, role in (
            ((*given, *surname), Role.WHOLE if given else Role.SURNAME),
            (surname, Role.SURNAME),
            (surname[-1:], Role.SURNAME),
            *((keys_of(name), Role.GIVEN) for name in person.given),
            ((*surname[:-1], plural), Role.FAMILY),
        ):
            self._add(keys, Reading(role, person))

    def add_name(self, phrase: str, person: Person) -> None:
        """Look for a full name as it was found."""
        self._add(keys_of(phrase), Reading(Role.WHOLE, person))

    def add_string(self, kind: str, string: str) -> None:
        """Look for a string that is no name."""
        entry = self._phrases.add(keys_of(string), _Entry())
        entry.kind = entry.kind or kind

    def titles_before(self, start: int) -> int:
        """Where the titles begin that stand straight before ``start``; ``start`` where none do."""
        first = bisect_left(self._tokens, start, key=lambda token: token.start)
        title = self._first_title(first)
        return self._tokens[title].start if title < first else start

    def find(self, found: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """The mentions outside the spans ``found``, which are in order and do not overlap."""
        free = set(outside(self._tokens, found))
        index = 0
        while index < len(self._tokens):
            last, mention = self._at(index, free)
            if mention is not None:
                yield mention
            index = last + 1

    def _at(self, first: int, free: set[int]) -> tuple[int, Mention | None]:
        """The mention that begins at a token, and the index of its last token."""
        match = self._phrases.longest(self._text, self._tokens, first)
        if match is None or not free.issuperset(range(first, match[0] + 1)):
            return first, None
        last, entry = match
        title = self._first_title(first) if entry.readings else first
        titled = title < first and title in free
        readings = tuple(item for item in entry.readings if titled or self._is_meant(first, last, item.role))
        if not readings and not entry.kind:
            return first, None
        start = self._tokens[title if titled else first].start
        return last, Mention(start, self._tokens[last].end, titled, readings, entry.kind)

    def _add(self, keys: Sequence[str], reading: Reading) -> None:
        if any(len(key) > 1 for key in keys):
            entry = self._phrases.add(keys, _Entry())
            if reading not in entry.readings:
                entry.readings.append(reading)

    def _first_title(self, first: int) -> int:
        """Index of the first of the titles before token ``first``, past initials; ``first`` where there is none."""
        index = begin = first
        while index > first - MOST_INITIALS and self._joins(index) and len(self._tokens[index - 1].key) == 1:
            index -= 1
        for _ in TITLES:
            if not self._joins(index) or not (self._is_title(index - 1) or self._tokens[index - 1].key == "and"):
                break
            index -= 1
            begin = index if self._is_title(index) else begin
        return begin

    def _joins(self, index: int) -> bool:
        """Whether a token may belong to one phrase with the one before it."""
        return 0 < index < len(self._tokens) and are_joined(self._text, self._tokens[index - 1], self._tokens[index])

    def _is_title(self, index: int) -> bool:
        token, rules = self._tokens[index], name_rules()
        return token.key in rules.titles_only or (token.key in rules.titles and self._is_capitalised(index))

    def _is_capitalised(self, index: int) -> bool:
        return self._text[self._tokens[index].start].isupper()

    def _is_meant(self, first: int, last: int, role: Role) -> bool:
        """Whether a phrase that is part of a person's name is that here, and not an ordinary word or another's name."""
        if role is Role.WHOLE:
            return True
        key = self._tokens[last].key
        if (
            not self._is_capitalised(last)
            or key in self._never
            or _CONTRACTED.match(self._text, self._tokens[last].end)
        ):
            return False
        if role is Role.FAMILY:
            return self._joins(first) and self._tokens[first - 1].key == "the"
        if self._begins_a_sentence(first) and key in self._ordinary | self._written_small:
            return False
        return role is Role.SURNAME or not self._is_anothers(last)

    def _begins_a_sentence(self, index: int) -> bool:
        start = self._tokens[index].start
        return _SENTENCE_START.search(self._text[max(0, start - _LOOK_BACK) : start]) is not None or start == 0

    def _is_anothers(self, given: int) -> bool:
        """A given name is followed by a surname that is not the person's."""
        after = given + 1
        if not self._joins(after) or not self._is_capitalised(after):
            return False
        gap = self._text[self._tokens[given].end : self._tokens[after].start]
        return gap.isspace() and self._tokens[after].key not in self._never | self._ordinary
