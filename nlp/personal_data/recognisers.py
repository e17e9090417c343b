"""Recognisers of strings of a fixed shape: what one is, and those that the package ships (recognisers.yaml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated

from pydantic import Field, StringConstraints

from nlp.personal_data.candidates import Kind
from nlp.personal_data.package_data import Rules, read_rules
from nlp.personal_data.validators import ValidatorName
from nlp.results import Certainty

Text = Annotated[str, StringConstraints(min_length=1)]


class Recogniser(Rules):
    """One shape of personal data.

    ``pattern``: a regular expression in which ``{{name}}`` stands for that fragment or any word of that part; every
    repetition in it must be bounded. ``needs``: an expression that every string of this shape holds and that takes
    less time to look for; a text without it is not searched. ``context``: where there are any, one of these words must
    stand before the string, with nothing but fillers between them. ``validator``: a check of
    `nlp.personal_data.validators`. ``certainty``: `weak` where the string identifies somebody only beside other facts.
    """

    id: Text
    kind: Kind
    explanation: Text
    pattern: Text
    needs: str = ""
    context: tuple[Text, ...] = ()
    validator: ValidatorName | None = None
    certainty: Certainty = "strong"


class RecogniserFile(Rules):
    """The data file: recognisers, the fragments and parts of their patterns, what may follow a context word."""

    fillers: tuple[Text, ...] = Field(min_length=1)
    fragments: dict[str, Text]
    parts: dict[str, tuple[Text, ...]]
    recognisers: tuple[Recogniser, ...] = Field(min_length=1)


@cache
def recogniser_file() -> RecogniserFile:
    """The recognisers that the package ships."""
    return read_rules("recognisers.yaml", RecogniserFile)


def compile_pattern(recogniser: Recogniser, rules: RecogniserFile) -> re.Pattern[str]:
    """The recogniser's pattern, filled in; raises KeyError where it names a fragment or part that there is not."""
    return re.compile(_fill(recogniser.pattern, rules))


def compile_needs(recogniser: Recogniser, rules: RecogniserFile) -> re.Pattern[str]:
    """What a text must hold for there to be any such string, filled in like the pattern."""
    return re.compile(_fill(recogniser.needs, rules))


def _fill(pattern: str, rules: RecogniserFile) -> str:
    def filling(match: re.Match[str]) -> str:
        name = match[1]
        return _fill(rules.fragments[name], rules) if name in rules.fragments else any_of(rules.parts[name])

    return re.sub(r"\{\{(\w+)\}\}", filling, pattern)


def compile_context(recogniser: Recogniser, fillers: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for what must stand straight before the string; None where anything may."""
    if not recogniser.context:
        return None
    gap = r"[ \t\u00a0:#.,(–-]"
    between = rf"(?:{gap}{{1,3}}{any_of(fillers)}){{0,4}}{gap}{{0,3}}"
    return re.compile(rf"(?<!\w){any_of(recogniser.context)}{between}$", re.IGNORECASE)


def any_of(words: tuple[str, ...]) -> str:
    """An expression that matches any of the words, longer ones first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
