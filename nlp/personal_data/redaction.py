"""A copy of a text in which nobody is named: the same person has the same pseudonym throughout (docs/personal-data.md).

Nobody can lead a pseudonym back: letters and numbers go by order of appearance, nothing is derived from what they
stand for, and no table of them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from nlp.personal_data.mentions import Mention, MentionFinder, Role
from nlp.personal_data.name_rules import name_rules
from nlp.personal_data.people import Name, People, Person, parse_name
from nlp.personal_data.pseudonyms import Pseudonyms, taken_in
from nlp.personal_data.words import folded
from nlp.results import PersonalData

NAMES = ("full_name", "titled_surname")
NAME_AGAIN = "name_again"
_NEXT_WORD = re.compile(r"(\.?)[ \u00a0]{1,2}([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Replacement:
    """``text`` is to stand in the place of the characters ``start`` to ``end``; ``kind``: what stood there."""

    start: int
    end: int
    text: str
    kind: str


def redact(text: str, findings: Sequence[PersonalData]) -> str:
    """The text with everything replaced that `replacements` names."""
    return apply(text, replacements(text, findings))


def apply(text: str, items: Iterable[Replacement]) -> str:
    """The text with ``items``, which are in order and do not overlap, in their places."""
    pieces, position = [], 0
    for item in items:
        pieces += [text[position : item.start], item.text]
        position = item.end
    return "".join([*pieces, text[position:]])


def replacements(text: str, findings: Sequence[PersonalData]) -> tuple[Replacement, ...]:
    """What is to be replaced in ``text`` so that none of ``findings`` stands in it any more, in order, not overlapping.

    Beside the findings themselves: the same strings in other places, and surnames and first names of persons whose
    names were found. Persons become "Mrs A", "Person B"; everything else a labelled number ("[postcode 1]").
    """
    return tuple(_Redaction(text, findings).replacements())


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding, with the titles before it where it is a name."""

    start: int
    end: int
    kind: str
    name: Name | None


class _Redaction:
    def __init__(self, text: str, findings: Sequence[PersonalData]) -> None:
        self._text = text
        self._mentions = MentionFinder(text)
        self._found = list(self._without_overlaps(findings))
        self._people = People(item.name for item in self._found if item.name is not None)
        self._pseudonyms = Pseudonyms(taken_in(self._rest()))
        self._clock = count(1)
        self._last_meant: dict[Person, int] = {}
        self._starts: set[int] = set()

    def replacements(self) -> Iterator[Replacement]:
        self._look_for_more()
        mentions = self._mentions.find([(item.start, item.end) for item in self._found])
        places: list[_Found | Mention] = [*self._found, *mentions]
        places.sort(key=lambda place: place.start)
        self._starts = {place.start for place in places}
        for place in places:
            kind, text = self._stand_in(place) if isinstance(place, Mention) else (place.kind, self._in_place_of(place))
            yield Replacement(place.start, place.end, text, kind)

    def _without_overlaps(self, findings: Sequence[PersonalData]) -> Iterator[_Found]:
        position = 0
        for item in sorted(findings, key=lambda item: (item.start, -item.end)):
            if item.start < position:
                continue
            start = max(position, self._mentions.titles_before(item.start)) if item.kind in NAMES else item.start
            name = parse_name(self._text[start : item.end]) if item.kind in NAMES else None
            yield _Found(start, item.end, item.kind, name if name and name.surname else None)
            position = item.end

    def _rest(self) -> str:
        """The text without what was found."""
        ends = [0, *(item.end for item in self._found)]
        starts = [*(item.start for item in self._found), len(self._text)]
        return "\n\n".join(self._text[end:start] for end, start in zip(ends, starts, strict=True))

    def _look_for_more(self) -> None:
        for item in self._found:
            string = self._text[item.start : item.end]
            if item.name is None:
                self._mentions.add_string(item.kind, string)
            elif item.name.given and not item.name.titles:
                self._mentions.add_name(string, *self._people.persons(item.name))
        for person in self._people.all:
            self._mentions.add_person(person)

    def _in_place_of(self, found: _Found) -> str:
        if found.name is None:
            return self._pseudonyms.placeholder(found.kind, self._text[found.start : found.end])
        return self._named(self._people.persons(found.name), found.end)

    def _stand_in(self, mention: Mention) -> tuple[str, str]:
        """The kind of what a mention replaces, and what stands there instead."""
        string = self._text[mention.start : mention.end]
        if not mention.readings:
            return mention.kind, self._pseudonyms.placeholder(mention.kind, string)
        first = min(mention.readings, key=lambda item: item.role)
        if first.role is Role.FAMILY:
            return NAME_AGAIN, self._pseudonyms.family(first.person)
        meant = min(mention.readings, key=lambda item: (item.role, -self._last_meant.get(item.person, 0)))
        if mention.titled and meant.role is not Role.WHOLE:
            return NAME_AGAIN, self._named(self._people.persons(parse_name(string)), mention.end)
        return NAME_AGAIN, self._named([meant.person], mention.end)

    def _named(self, persons: Sequence[Person], end: int) -> str:
        """The pseudonyms of persons that are mentioned up to ``end``; in brackets before what reads like a surname."""
        for person in persons:
            self._last_meant[person] = next(self._clock)
        names = " and ".join(self._pseudonyms.person(person) for person in persons)
        return f"[{names}]" if persons[-1].title and self._reads_like_surname(end) else names

    def _reads_like_surname(self, start: int) -> bool:
        """Whether "Mrs A" with what follows would be taken for an initial and a surname: "Mrs A. Margaret"."""
        match = _NEXT_WORD.match(self._text, start)
        if match is None or match.start(2) in self._starts:
            return False
        if not match[2][0].isupper() and match[2] not in name_rules().particles:
            return False
        return folded(match[2]) not in (name_rules().no_surnames if match[1] else name_rules().not_after_title)
