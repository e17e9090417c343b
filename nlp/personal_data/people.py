"""Who is who among the names of a text: which mentions are of the same person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.personal_data.name_rules import name_rules
from nlp.personal_data.redaction_rules import redaction_rules
from nlp.personal_data.words import Word, split_words


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: titles as redacted copies write them, given names and surname `folded`."""

    titles: tuple[str, ...]
    given: tuple[str, ...]
    surname: tuple[str, ...]


@dataclass(eq=False, slots=True)
class Person:
    """Somebody who is mentioned; what is not known of her name is empty."""

    title: str
    given: tuple[str, ...]
    surname: tuple[str, ...]


def parse_name(phrase: str) -> Name:
    """Take a full name, or titles with a surname, apart; particles ("van der") belong to the surname."""
    words = [word for word in split_words(phrase) if word.lower != "and"]
    first = next((index for index, word in enumerate(words[:-1]) if not _is_title(word)), len(words[:-1]))
    titles, names = words[:first], words[first:]
    last = len(names) - 1
    while last > 0 and names[last - 1].lower in name_rules().particles:
        last -= 1
    return Name(
        tuple(redaction_rules().title(word.lower) for word in titles),
        tuple(word.lower for word in names[:last]),
        tuple(word.lower for word in names[last:]),
    )


class People:
    """The persons of a text. All its names are needed at once: who is meant may depend on those that come later."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.all: list[Person] = []
        self._by_name: defaultdict[str, list[Person]] = defaultdict(list)
        self._titles: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        self._given: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        names = list(names)
        for name in names:
            self._titles[name.surname].update(name.titles)
            self._given[name.surname].update(name.given[:1])
        for name in names:
            self.persons(name)

    def persons(self, name: Name) -> list[Person]:
        """Whom a name means: one person for each of its titles, or one; new ones where they are nobody known."""
        return [self._person(title, name) for title in name.titles or ("",)]

    def _person(self, title: str, name: Name) -> Person:
        known = (person for key in _keys(name) for person in self._by_name[key] if self._may_be(person, title, name))
        person = next(known, None)
        if person is None:
            person = Person(title, name.given, name.surname)
            self.all.append(person)
        elif len("".join(name.given)) > len("".join(person.given)):
            person.given, person.surname = name.given, name.surname
        person.title = person.title or title
        for key in _keys(name):
            if person not in self._by_name[key]:
                self._by_name[key].append(person)
        return person

    def _may_be(self, person: Person, title: str, name: Name) -> bool:
        if not _agree(person.title, title):
            return False
        if name.surname != person.surname:
            known = (person.title, person.given, person.surname)
            return _is_by_first_name(title, name.given, name.surname, person.given) or _is_by_first_name(
                *known, name.given
            )
        if name.given and person.given:
            return _same_given(name.given[0], person.given[0])
        return person.title == title or self._is_alone(name.surname)

    def _is_alone(self, surname: tuple[str, ...]) -> bool:
        """Nothing says that there are several persons of this surname."""
        return max(len(self._titles[surname]), len(self._given[surname])) <= 1


def _is_title(word: Word) -> bool:
    return word.lower in name_rules().titles


def _keys(name: Name) -> tuple[str, ...]:
    return name.surname[-1], *name.given[:1]


def _agree(title: str, other: str) -> bool:
    return not title or not other or title == other


def _is_by_first_name(title: str, given: tuple[str, ...], surname: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """What looks like a title and a surname may be the other's first name: "Miss Beatrice", of Beatrice Ollerton."""
    return bool(title) and title.lower() not in name_rules().titles_only and not given and surname == other[:1]


def _same_given(given: str, other: str) -> bool:
    """The same, or one is the other's initial."""
    return given == other or (1 in (len(given), len(other)) and given[0] == other[0])
