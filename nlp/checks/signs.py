"""What a sentence can show that no list of words holds: figures, deadlines, somebody's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from criteria_bank.checks import Sign
from nlp.checks.words import Word
from nlp.language.abbreviations import MONTHS, WEEKDAYS
from nlp.language.words import word_set

_MONTH_NAMES = MONTHS | word_set(
    "january february march april may june july august september october november december"
)
_DAY_NAMES = WEEKDAYS | word_set("monday tuesday wednesday thursday friday saturday sunday tomorrow")
_SEASONS = word_set("spring summer autumn winter christmas easter ramadan eid diwali term season")
_PERIODS = word_set(
    "second seconds minute minutes hour hours day days night nights week weeks fortnight month months quarter quarters "
    "year years am pm o'clock"
)
_UNTIL = word_set("by before until till within in from on next every each starting end this over after for")
_NOT_AMOUNTS = word_set(
    "room bay unit level line page lo ac mp number no aged age q quarter week day desk till year criterion criteria"
)
_NUMBER_WORDS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen half none zero"
)
_OF_A_HUNDRED = word_set("per percent out of")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*%?")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_A_TIME = 3
_LAST_HOUR = 24


def count_signs(sign: Sign, words: Sequence[Word]) -> int:
    """How many signs of that kind the ``words`` of a sentence show."""
    shows = _WORDS_THAT_SHOW[sign]
    return sum(shows(words, index) for index in range(len(words)))


def _is_amount(words: Sequence[Word], index: int) -> bool:
    """Whether the word is a number of things rather than a time, a date, or the name of something."""
    key = words[index].key
    if key not in _NUMBER_WORDS and not (_AMOUNT.fullmatch(key) and not _YEAR.fullmatch(key)):
        return False
    before, after = _neighbour(words, index, -1), _neighbour(words, index, 1)
    if key.endswith("%") or (after and after.key in _OF_A_HUNDRED):
        return True
    return not (
        (after and after.key in _PERIODS | _MONTH_NAMES | _DAY_NAMES)
        or (before and before.key in _NOT_AMOUNTS | (_MONTH_NAMES - {"may"}))
        or (before and before.key == "at" and not (key.isdigit() and int(key) > _LAST_HOUR))
    )


def _is_deadline(words: Sequence[Word], index: int) -> bool:
    """Whether the word is a time by which, or from when, something is to be done."""
    word = words[index]
    key = word.key
    if not (
        key in _PERIODS | _DAY_NAMES | _SEASONS
        or (key in _MONTH_NAMES and (key != "may" or word.written == "May"))
        or _ORDINAL.fullmatch(key)
        or _DATE.fullmatch(key)
        or _YEAR.fullmatch(key)
    ):
        return False
    return any(other.key in _UNTIL for other in words[max(0, index - _BEFORE_A_TIME) : index])


def _is_name(words: Sequence[Word], index: int) -> bool:
    """Whether the word looks like somebody's name: a capital inside a sentence, or before ``will`` or ``to``."""
    word = words[index]
    if not word.written[:1].isupper() or word.written.isupper() or word.key in _MONTH_NAMES | _DAY_NAMES | _SEASONS:
        return False
    before, after = _neighbour(words, index, -1), _neighbour(words, index, 1)
    return before is not None or (after is not None and after.key in {"will", "to", "shall"})


def _neighbour(words: Sequence[Word], index: int, step: int) -> Word | None:
    """The word before or after, where there is one."""
    other = index + step
    return words[other] if 0 <= other < len(words) else None


_WORDS_THAT_SHOW: dict[Sign, Callable[[Sequence[Word], int], bool]] = {
    "figure": _is_amount,
    "two_figures": _is_amount,
    "deadline": _is_deadline,
    "name": _is_name,
}
