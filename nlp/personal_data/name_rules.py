"""The rules by which full names are found (name_rules.yaml, given_names.txt)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Annotated, Literal

from pydantic import StringConstraints

from nlp.personal_data.package_data import Rules, read_rules, read_words
from nlp.personal_data.words import Word, folded

Lower = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^A-Z]*$")]
Words = frozenset[Lower]
INTRODUCTION_WINDOW = 40
_END_OF_LABEL = re.compile(r"[ \t]*(?:[.;|\n]|$)")
NameReason = Literal["title", "given_name", "acts", "introduced", "identified", "same_surname"]
Explained = NameReason | Literal["titled_surname"]


class NonSurnames(Rules):
    """Words that are no surnames, by why they are not."""

    calendar: Words
    small_words: Words
    verbs_of_notes: Words
    organisations: Words
    places: Words
    work: Words
    goods: Words
    people: Words


class NameRules(Rules):
    """What the data file says; its comments give the meaning of each list."""

    explanations: dict[Explained, str]
    titles: Words
    titles_only: Words
    titles_in_capitals: Words
    articles: Words
    particles: Words
    doubtful_given_names: Words
    surnames_or_places: Words
    given_names_of_places: Words
    introductions: Words
    namings: Words
    own_introductions: Words
    own_labels: Words
    not_surnames: NonSurnames
    named_after_people: Words
    personal_verbs: Words
    known_names: Words
    known_titled_names: Words

    @cached_property
    def things(self) -> frozenset[str]:
        """Words that make the capitalised words before them the name of a thing."""
        lists = self.not_surnames
        common = lists.work | lists.goods
        return lists.organisations | lists.places | common | {f"{word}s" for word in common}

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words of names that may end in a full stop."""
        return self.titles | {"st"}

    @cached_property
    def things_and_places(self) -> frozenset[str]:
        """Also those that are surnames where they stand second."""
        return self.things | self.surnames_or_places

    @cached_property
    def no_surnames(self) -> frozenset[str]:
        """All words that are no surnames."""
        lists = self.not_surnames
        return self.things | self.titles | lists.calendar | lists.small_words | lists.verbs_of_notes | lists.people

    @cached_property
    def not_after_title(self) -> frozenset[str]:
        """What is no surname even after a title that is nothing but one ("Mr")."""
        return self.not_surnames.small_words | self.not_surnames.people | self.titles

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Given names in use in the United Kingdom, `folded`."""
        return frozenset(map(folded, read_words("given_names.txt")))

    def is_given_name(self, word: str) -> bool:
        """Whether a word (`folded`) is a given name or formed with one: "jean-baptiste", "d'andre"."""
        return not self.given_names.isdisjoint((word, word.partition("-")[0], re.sub(r"^d['’]", "", word)))

    def is_capitalised(self, word: Word) -> bool:
        """Whether a word is capitalised, past an article ("al-Rubaie")."""
        article, hyphen, name = word.text.partition("-")
        return word.capitalised or (bool(hyphen) and article in self.articles and name[0].isupper())

    @cached_property
    def introduction(self) -> re.Pattern[str]:
        """Matches text that ends by introducing a person; single words only in lower case (not "Customer Care")."""
        phrases = _any_of(phrase for phrase in self.introductions if " " in phrase)
        words = _any_of(word for word in self.introductions if " " not in word)
        return re.compile(rf"(?<!\w)(?:(?i:{phrases})|{words})[ :,]{{1,2}}$")

    @cached_property
    def naming(self) -> re.Pattern[str]:
        """Matches text that ends by saying what somebody is called."""
        return re.compile(rf"(?<!\w){_any_of(self.namings)}[ :,]{{1,2}}$", re.IGNORECASE)

    @cached_property
    def own_introduction(self) -> re.Pattern[str]:
        """Matches text that ends by introducing the learner or her assessor."""
        return re.compile(rf"(?<!\w){_any_of(self.own_introductions)}[ :,]{{1,2}}$", re.IGNORECASE)

    @cached_property
    def own_label(self) -> re.Pattern[str]:
        """Matches text that ends in what may label the learner's name, or her assessor's, or what either says."""
        return re.compile(rf"(?<!\w)({_any_of(self.own_labels)}[ \t]?:[ \t]?)$", re.IGNORECASE)

    def is_own(self, text: str, start: int, end: int) -> bool:
        """Whether the text says that the name from ``start`` to ``end`` is the learner's or her assessor's.

        A label counts where it first stands and has the name alone: later ones begin what somebody says.
        """
        before = text[max(0, start - INTRODUCTION_WINDOW) : start]
        if self.own_introduction.search(before):
            return True
        label = self.own_label.search(before)
        if label is None or _END_OF_LABEL.match(text, end) is None:
            return False
        first = re.search(rf"(?<!\w){re.escape(label[1])}", text, re.IGNORECASE)
        return first is not None and first.end() == start


def _any_of(phrases: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + ")"


@cache
def name_rules() -> NameRules:
    """The rules that the package ships."""
    return read_rules("name_rules.yaml", NameRules)
