"""What the rewrites know about English (data.yaml), checked against its schema."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

Words = Annotated[frozenset[str], BeforeValidator(str.split)]
Choices = Annotated[tuple[str, ...], BeforeValidator(str.split)]


class Entry(BaseModel):
    """Base of what the data file holds: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Verb(Entry):
    """A verb's three forms, in lower case."""

    base: str
    past: str
    participle: str


class VerbLists(Entry):
    """Verbs by how they form their past; the file's comments say what each list is for."""

    regular: Words
    doubling: Words
    irregular: Mapping[str, Choices]
    never_lost: Words
    negatable: Words

    @cached_property
    def by_past(self) -> Mapping[str, Verb]:
        """Every verb of the lists by its past tense."""
        irregular = (Verb(base=base, past=forms[0], participle=forms[-1]) for base, forms in self.irregular.items())
        regular = (self._regular(base) for base in self.regular | self.doubling)
        return {verb.past: verb for verb in (*irregular, *regular)}

    def _regular(self, base: str) -> Verb:
        past = regular_past(base, doubling=base in self.doubling)
        return Verb(base=base, past=past, participle=past)


class SecondLanguage(Entry):
    """Words that the slips of second-language English are about."""

    prepositions: Mapping[str, Choices]
    uncountable: Words


class Dialect(Entry):
    """Spoken and regional forms of words and of phrases, and the words in -ing that keep their g."""

    words: Mapping[str, Choices]
    phrases: Mapping[str, str]
    keep_g: Words


class Lost(Entry):
    """The stage of the sentences that a rewrite makes, and its frames (``str.format``) by what they are filled with."""

    stage: str
    frames: Mapping[str, tuple[str, ...]]


class VariantData(Entry):
    """The whole file; its comments give the meaning of each list."""

    neighbouring_keys: Mapping[str, str]
    keep_capitals: Words
    second_language: SecondLanguage
    dialect: Dialect
    fillers: tuple[str, ...]
    small_numbers: Choices
    tens: Choices
    links: tuple[str, ...]
    function_words: Words
    pointing: Words
    verbs: VerbLists
    lost: Mapping[str, Lost]


def regular_past(base: str, *, doubling: bool = False) -> str:
    """``base`` with -ed, as English spells it."""
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}{base[-1]}ed" if doubling else f"{base}ed"


@cache
def variant_data() -> VariantData:
    """The data that the package ships."""
    text = files(__package__).joinpath("data.yaml").read_text(encoding="utf-8")
    # Every scalar stays the text it is ("no", "on").
    return VariantData.model_validate(yaml.load(text, Loader=yaml.CBaseLoader))  # noqa: S506 - builds text only
