"""The check for dated entries, as a log has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from criteria_bank.checks import EntriesCheck
from nlp.checks.account import Account, Outcome
from nlp.language.openings import date_length, is_date_in_figures, may_begin_date

_OPENING_LENGTH = 48
_WORD = re.compile(r"\d[\d/.-]*(?:st|nd|rd|th)?\.?|[^\W\d]+\.?|\S")
_BEFORE_A_DATE = re.compile(r"(?:(?:on|date|entry(?: \d+)?)\b[\s:.–-]*)?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"20\d\d-\d\d-\d\d\b")


def check_entries(check: EntriesCheck, account: Account) -> Outcome:
    """Found where there are enough dated entries, partly where there are some."""
    entries = list(_dated(account))
    fills: dict[str, str | int] = {"count": len(entries), "needed": check.needed}
    evidence = account.extents(entries)
    if len(entries) >= check.needed:
        return Outcome("found", "found", fills, evidence)
    return Outcome("partly", "partly", fills, evidence) if entries else Outcome("missing", "missing", fills)


def opens_with_date(text: str, *, paragraph: bool = True) -> bool:
    """Whether an entry begins here: with a date or a counted week; ``Friday is pay day`` does not.

    At the beginning of a paragraph a whole date is enough; inside one, and for a day's name alone, it must be set off
    by a mark, a capital or the end of the line.
    """
    start = _BEFORE_A_DATE.match(text) if paragraph else None
    opening = text[start.end() if start else 0 :]
    if _YEAR_FIRST.match(opening):
        return True
    first = _WORD.search(opening)
    if first is None or not may_begin_date(first[0]):
        return False
    words = _WORD.findall(opening)
    length = date_length(words)
    if not length:
        return False
    if paragraph and (length > 1 or is_date_in_figures(words[0].removesuffix("."))):
        return True
    following = words[length] if len(words) > length else ""
    return opening is text and (not following[:1].isalpha() or following[0].isupper())


def _dated(account: Account) -> Iterator[int]:
    """Sentences that begin an entry: mostly paragraphs, and inside one the entries of a log that lost its breaks."""
    paragraph = -1
    for index, sentence in enumerate(account.observations.sentences):
        opening = account.text[sentence.span.start : min(sentence.span.end, sentence.span.start + _OPENING_LENGTH)]
        first = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        if sentence.speaker == "learner" and opens_with_date(opening, paragraph=first):
            yield index
