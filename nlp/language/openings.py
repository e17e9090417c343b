"""What a sentence or a line can open with: bullets, numbers of lists, dates of log entries, labels of speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nlp.language.abbreviations import MONTHS, WEEKDAYS
from nlp.language.words import word_set

BULLETS = frozenset("•●▪■◦‣∙·◆➢✓✔")
DASHES = frozenset("-*\N{EN DASH}\N{EM DASH}")
"""Bullets too, where a line opens with them."""
HYPHENS = frozenset("-*")
"""Bullets even after a date, where a true dash stands for a comma."""

ASSESSOR_LABELS = frozenset({"assessor", "assessor's", "examiner", "interviewer", "iqa", "q", "question", "tutor"})
LEARNER_LABELS = frozenset(
    {"answer", "apprentice", "candidate", "interviewee", "learner", "me", "response", "student", "trainee"}
)
CUSTOMER_LABELS = frozenset(
    {"buyer", "caller", "client", "customer", "guest", "member", "passenger", "patient", "resident", "tenant"}
)
"""Who speaks at the beginning of a line: in a discussion, or (customers) in a dialogue that a learner reports."""

UNMISTAKABLE_LABELS = frozenset(label for label in ASSESSOR_LABELS | LEARNER_LABELS if label not in {"q", "me"})
"""Labels that open a turn even where the line before has no full stop; a lone letter may be a name (Customer A)."""

_DAY_NAMES = WEEKDAYS | word_set("monday tuesday wednesday thursday friday saturday sunday")
_MONTH_NAMES = MONTHS | word_set(
    "january february march april may june july august september october november december"
)
_LIST_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-z]{1,2}\d{1,2}|[a-z]", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_YEAR = re.compile(r"20\d\d")
_DATE_IN_FIGURES = re.compile(r"(?:[012]?\d|3[01])(?:/(?:0?\d|1[012])(?:/\d{2,4})?|[.-](?:0?\d|1[012])[.-]\d{2,4})")
_COUNTED = frozenset({"week", "wk", "day", "entry", "visit", "session"})
_LONGEST_OPENING = 4


def is_date_in_figures(word: str) -> bool:
    """Whether ``word`` is a date such as 4/9 or 12.03.24; 2.1 is none, for it numbers a paragraph more often."""
    return _DATE_IN_FIGURES.fullmatch(word) is not None


def is_item_number(words: Sequence[str]) -> bool:
    """Whether ``words`` number an item or name an entry's day, so that a full stop after them ends no sentence.

    Examples: 3; 2.1; b; 7 and 8; 9th; Tues. A whole date (3 Feb) is a heading: its full stop ends it.
    """
    if not 0 < len(words) <= _LONGEST_OPENING:
        return False
    keys = [_key(word) for word in words]
    if len(keys) == 1:
        return bool(_LIST_NUMBER.fullmatch(keys[0]) or _DAY_OF_MONTH.fullmatch(keys[0])) or keys[0] in _DAY_NAMES
    return all(_LIST_NUMBER.fullmatch(key) or key in {"and", "&"} for key in keys)


def _key(word: str) -> str:
    return word.casefold().removesuffix(".")


def date_heading(words: Sequence[str]) -> int:
    """How many words at the beginning of a paragraph are a date or a counted week; 0 where it has no such heading.

    A heading has no punctuation after it and a capital or a figure as the next word: ``Tues 4 March Rang the depot``
    has one of three words, ``Tuesday, rang the depot`` has none. Nor has the first of several entries run together
    (``4/9 Rang the depot 5/9 Wrote to them``).
    """
    length = date_length(words)
    if not 0 < length < len(words):
        return 0
    following = words[length]
    if following in HYPHENS:
        return length if words.count(following) > 1 else 0
    if length == 1 and not following[0].isupper():
        return 0
    return length if (following[0].isupper() or following[0].isdigit()) and not _has_dated_entries(words) else 0


def may_begin_date(word: str) -> bool:
    """Whether a date or a counted week could begin with ``word``."""
    key = _key(word)
    return key[:1].isdigit() or key in _DAY_NAMES or key in _COUNTED or key == "w"


def date_length(words: Sequence[str]) -> int:
    """How many words at the beginning are a date or a counted week, whatever follows them; 0 where there is none."""
    return _date_length([_key(word) for word in words[: _LONGEST_OPENING + 2]])


def _date_length(keys: Sequence[str]) -> int:
    if keys[0] in _COUNTED:
        return 2 if keys[1:] and keys[1].isdigit() else 0
    named = keys[0] in _DAY_NAMES
    length = 3 if keys[:3] == ["w", "/", "c"] else int(named)
    day, month, year = [*keys[length : length + 3], "", "", ""][:3]
    if is_date_in_figures(day):
        return length + 1
    if _DAY_OF_MONTH.fullmatch(day) and month in _MONTH_NAMES:
        return length + (3 if _YEAR.fullmatch(year) else 2)
    if named and _ORDINAL.fullmatch(day):
        return length + 1
    return int(named)


def _has_dated_entries(words: Sequence[str]) -> bool:
    return is_date_in_figures(words[0]) and any(
        is_date_in_figures(word) and following[0].isupper()
        for word, following in pairwise(words[1:])
        if word[0].isdigit()
    )
