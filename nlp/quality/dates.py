"""Dates in a text, as people in the United Kingdom write them: 12 March 2024, Mon 4th Nov, 12/03/24, 12.3.24, ISO.

A date is a stretch of possible days: March 2024 is any day of it, and 03/04/24 is 3 April to a British reader and
4 March to an American one. Whatever is said of a date must hold on every possible day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nlp.documents import Span
from nlp.language.abbreviations import WEEKDAYS

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
CENTURY = 2000
"""Of years with two digits."""
_LAST_MONTH = 12

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:20\d\d|19[89]\d|['’]\d\d)"
_DATE = re.compile(
    r"(?<![\w./:£$-])(?=[\djfmasond])(?:"
    r"(?P<iso_year>20\d\d)-(?P<iso_month>0[1-9]|1[012])-(?P<iso_day>0[1-9]|[12]\d|3[01])"
    rf"|(?P<first>{_DAY})(?P<mark>[/.-])(?P<second>{_DAY})(?P=mark)(?P<year_in_figures>20\d\d|\d\d)"
    rf"|(?P<day>{_DAY}){_ORDINAL}(?:\s+of)?[\s-]+(?P<month>{_MONTH})(?:\.?,?[\s-]+(?P<year>{_YEAR}))?"
    rf"|(?P<month_before>{_MONTH})\.?\s+(?P<day_after>{_DAY}){_ORDINAL}(?![\d:.%])(?:,?\s+(?P<year_after>{_YEAR}))?"
    rf"|(?P<month_alone>{_MONTH})\.?,?\s+(?P<year_of_month>{_YEAR})"
    r")(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    rf"^[^\S\n]*(?:[-*•][^\S\n]*)?(?:(?:{'|'.join(sorted(WEEKDAYS))})\w*\.?[^\S\n]+)?"
    r"(?!24/7)(?P<day>0?[1-9]|[12]\d|3[01])/(?P<month>0?[1-9]|1[012])"
    r"(?![\d/.%]|[^\S\n]+(?:stars?|out|of|marks?)\b)",
    re.MULTILINE | re.IGNORECASE,
)
"""A day without its year in figures, where it opens an entry; elsewhere 4/5 is a score."""

_MONTH_ALONE = re.compile(
    r"\b(?=[abdefijlmnosu])(?:"
    r"(?P<month>january|february|april|june|july|august|september|october|november|december)\b(?![\s-]*\d)"
    r"|(?:in|at|on|since|until|by|from|during|early|late|mid|last|of)[\s-]+(?P<verb>may|march)\b(?![\s-]*\d)"
    r")",
    re.IGNORECASE,
)
"""A month without day and year; may and march are verbs too, and need a word before them that shows a time."""

_ELSEWHERE = re.compile(
    r"\b(?:act|regulations?|born|birth|d\.?o\.?b\.?|since|expires?|until|version|v)[\s:,]*(?:of\s|on\s|the\s)*$",
    re.IGNORECASE,
)
"""What stands before the date of a law, a birth or a beginning."""

_REACH = 24


@dataclass(frozen=True, slots=True)
class DateFound:
    """One date: where it stands, its first and last possible day and the most likely; all None where it has no year.

    ``to_the_day``: whether it names a day and not only a month.
    """

    span: Span
    earliest: date | None = None
    latest: date | None = None
    likely: date | None = None
    to_the_day: bool = True

    def in_words(self) -> str:
        """The most likely day, or the month, as people write it; empty where there is no year."""
        if self.likely is None:
            return ""
        month = f"{MONTH_NAMES[self.likely.month - 1]} {self.likely.year}"
        return f"{self.likely.day} {month}" if self.to_the_day else month


def find_dates(text: str) -> tuple[DateFound, ...]:
    """All dates of ``text`` in order, those of laws, births and beginnings (``since March 2019``) left out.

    Figures are most likely day first. Unless the same text holds some that can only be day first (25/03/24), and none
    that can only be month first, ambiguous ones may be either.
    """
    found = [*_with_month(text)]
    taken = {position for one in found for position in range(one.span.start, one.span.end)}
    for match in (*_ENTRY.finditer(text), *_MONTH_ALONE.finditer(text)):
        start = match.start("day" if match.re is _ENTRY else "verb" if match["verb"] else "month")
        if start not in taken:
            found.append(DateFound(Span(start, match.end())))
    return tuple(sorted(found, key=lambda one: one.span.start))


def _with_month(text: str) -> Iterator[DateFound]:
    matches = [match for match in _DATE.finditer(text) if not _is_elsewhere(text, match)]
    figures = [(int(match["first"]), int(match["second"])) for match in matches if match["first"]]
    day_first = any(one > _LAST_MONTH for one, _ in figures)
    month_first = any(two > _LAST_MONTH for _, two in figures)
    for match in matches:
        span = Span(match.start(), match.end())
        if match["first"]:
            yield from _in_figures(match, span, settled=day_first and not month_first)
        elif match["iso_year"]:
            yield from _on(span, int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
        else:
            yield from _in_words(match, span)


def _in_figures(match: re.Match[str], span: Span, *, settled: bool) -> Iterator[DateFound]:
    one, two, year = int(match["first"]), int(match["second"]), _year(match["year_in_figures"])
    readings = [(one, two)] if settled or one > _LAST_MONTH else [(one, two), (two, one)]
    days = [day for d, m in readings if (day := _day(year, m, d))]
    if days:
        yield DateFound(span, min(days), max(days), days[0])


def _in_words(match: re.Match[str], span: Span) -> Iterator[DateFound]:
    name = match["month"] or match["month_before"] or match["month_alone"]
    month = [one[:3].lower() for one in MONTH_NAMES].index(name[:3].lower()) + 1
    year = match["year"] or match["year_after"] or match["year_of_month"]
    day = match["day"] or match["day_after"]
    if not year:
        yield DateFound(span)
    elif day:
        yield from _on(span, _year(year), month, int(day))
    else:
        last = monthrange(_year(year), month)[1]
        first = date(_year(year), month, 1)
        yield DateFound(span, first, first.replace(day=last), first, to_the_day=False)


def _on(span: Span, year: int, month: int, day: int) -> Iterator[DateFound]:
    if found := _day(year, month, day):
        yield DateFound(span, found, found, found)


def _day(year: int, month: int, day: int) -> date | None:
    if month > _LAST_MONTH or day > monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _year(written: str) -> int:
    year = int(written.lstrip("'’"))
    return year if year >= 100 else CENTURY + year  # noqa: PLR2004 - two digits


def _is_elsewhere(text: str, match: re.Match[str]) -> bool:
    """Whether it is the date of a law, a birth or a beginning, and not of what is told."""
    return _ELSEWHERE.search(text[max(0, match.start() - _REACH) : match.start()]) is not None
