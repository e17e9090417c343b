"""What stands for whom in a redacted copy: letters and numbers by order of appearance, so that nothing leads back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import count
from string import ascii_uppercase

from nlp.personal_data.name_rules import name_rules
from nlp.personal_data.people import Person
from nlp.personal_data.redaction_rules import redaction_rules

_PLACEHOLDER = re.compile(r"\[([A-Za-z -]{1,40}) (\d{1,6})\]")


class Pseudonyms:
    """The pseudonyms of one text, given out as they are asked for.

    ``taken``: letters and placeholders that the text has already, which are not given to anybody else.
    """

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._taken = taken
        self._letters = letters()
        self._by_person: dict[Person, str] = {}
        self._by_string: dict[str, str] = {}
        self._numbers: Counter[str] = Counter()

    def person(self, person: Person) -> str:
        """``Mrs A``; ``Person A`` where no title is known."""
        if person not in self._by_person:
            self._by_person[person] = next(letter for letter in self._letters if letter not in self._taken)
        return f"{person.title or redaction_rules().person} {self._by_person[person]}"

    def family(self, person: Person) -> str:
        """``[family of Mrs A]``."""
        return f"[{redaction_rules().family} {self.person(person)}]"

    def placeholder(self, kind: str, string: str) -> str:
        """``[telephone number 1]``; the same for strings that differ in spaces, marks and case only."""
        key = "".join(char for char in string.casefold() if char.isalnum())
        if key not in self._by_string:
            self._by_string[key] = self._next_placeholder(redaction_rules().label(kind))
        return self._by_string[key]

    def _next_placeholder(self, label: str) -> str:
        while True:
            self._numbers[label] += 1
            placeholder = f"[{label} {self._numbers[label]}]"
            if placeholder not in self._taken:
                return placeholder


def letters() -> Iterator[str]:
    """A, B, …, Z, AA, AB and so on."""
    for number in count(1):
        rest, word = number, ""
        while rest:
            rest, place = divmod(rest - 1, len(ascii_uppercase))
            word = ascii_uppercase[place] + word
        yield word


def taken_in(text: str) -> frozenset[str]:
    """The letters that stand for persons in ``text`` already ("Mrs A"), and its placeholders."""
    titles = sorted({*name_rules().titles, redaction_rules().person.lower()}, key=len, reverse=True)
    after_title = re.compile(rf"(?<!\w)(?i:{'|'.join(titles)})\.?\s([A-Z]{{1,2}})(?!\w|\.)")
    return frozenset(after_title.findall(text)) | {match[0] for match in _PLACEHOLDER.finditer(text)}
