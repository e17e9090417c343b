"""Dates and times as people and programs write them: ISO 8601, with days first, and as Excel counts days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

Order: TypeAlias = Literal["day-first", "month-first"]
_SECONDS = r"(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
_TIME = rf"(?:[T,\s]+(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}}){_SECONDS}\s*(?P<half>[ap])?\.?m?\.?)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_NUMERIC = re.compile(rf"(?P<one>\d{{1,2}})[/.\-\s](?P<two>\d{{1,2}})[/.\-\s]{_YEAR}{_TIME}", re.ASCII | re.IGNORECASE)
_NAMED = (
    re.compile(
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s/.\-]*(?:of\s+)?(?P<month>[a-z]{{3,9}})[.,]?[\s/.\-]*{_YEAR}{_TIME}",
        re.ASCII | re.IGNORECASE,
    ),
    re.compile(
        rf"{_WEEKDAY}(?P<month>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}",
        re.ASCII | re.IGNORECASE,
    ),
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})[/.\-](?P<month>\d{{1,2}})[/.\-](?P<day>\d{{1,2}}){_TIME}", re.ASCII | re.IGNORECASE
)
# Days since the end of 1899, as Excel and its kin count from March 1900 on.
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_FIRST_SERIAL = datetime(1899, 12, 30, tzinfo=UTC)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_COUNT = 12
_NOON = 12
_LATEST_SHORT_YEAR = 69
_YEARS = range(1980, 2101)


@dataclass(frozen=True, slots=True)
class Moments:
    """What dates mean: of each text its moment in UTC, or the name of the fault.

    ``told``: whether the order of day and month could be told, or none depends on it.
    """

    found: Sequence[datetime | str]
    order: Order
    told: bool


def moments(texts: Sequence[str], asked: Order | None) -> Moments:
    """What the dates of a column mean. Where days or months may come first, ``asked`` says; else what is possible."""
    numeric = [match for text in texts if (match := _NUMERIC.fullmatch(text))]
    day_first = any(int(match["one"]) > _MONTH_COUNT for match in numeric)
    month_first = any(int(match["two"]) > _MONTH_COUNT for match in numeric)
    order: Order = asked or ("month-first" if month_first and not day_first else "day-first")
    told = asked is not None or not numeric or day_first or month_first
    return Moments([_moment(text, order) for text in texts], order, told)


def _moment(text: str, order: Order) -> datetime | str:
    try:
        found = _iso(text) or _written(text, order) or _serial(text)
    except (ValueError, OverflowError):
        return "impossible_date"
    if found is None:
        return "unknown_date"
    return found if found.year in _YEARS else "impossible_date"


def _iso(text: str) -> datetime | None:
    """A moment as programs write it; one without a zone is taken to be in UTC."""
    if text[4:5] != "-":
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _written(text: str, order: Order) -> datetime | None:
    if match := _NUMERIC.fullmatch(text):
        day, month = (match["one"], match["two"]) if order == "day-first" else (match["two"], match["one"])
        return _built(match, int(day), int(month))
    if match := _YEAR_FIRST.fullmatch(text):
        return _built(match, int(match["day"]), int(match["month"]))
    for pattern in _NAMED:
        if (match := pattern.fullmatch(text)) and (named := match["month"].casefold()[:3]) in _MONTHS:
            return _built(match, int(match["day"]), _MONTHS.index(named) + 1)
    return None


def _built(match: re.Match[str], day: int, month: int) -> datetime:
    year = int(match["year"])
    if len(match["year"]) == len("26"):
        year += 2000 if year <= _LATEST_SHORT_YEAR else 1900
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % _NOON + (_NOON if match["half"].casefold() == "p" else 0)
    return datetime(year, month, day, hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=UTC)


def _serial(text: str) -> datetime | None:
    if not _SERIAL.fullmatch(text):
        return None
    # A day number has about the precision of a millisecond; people decide in whole seconds.
    return _FIRST_SERIAL + timedelta(seconds=round(float(text) * 86_400))
