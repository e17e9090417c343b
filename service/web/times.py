"""Times and numbers as people in the United Kingdom read them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent

from service.storage.columns import now

LONDON = ZoneInfo("Europe/London")


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def moment(at: datetime, language: str) -> str:
    """``12 March 2026, 14:05``, as clocks in the United Kingdom show it."""
    return format_datetime(at, "d MMMM y, HH:mm", tzinfo=LONDON, locale=_locale(language))


def clock(at: datetime, language: str) -> str:
    """``14:05``, as clocks in the United Kingdom show it."""
    return format_datetime(at, "HH:mm", tzinfo=LONDON, locale=_locale(language))


def day(at: date | datetime, language: str) -> str:
    """``12 March 2026``."""
    local = at.astimezone(LONDON).date() if isinstance(at, datetime) else at
    return format_date(local, "d MMMM y", locale=_locale(language))


def month(of: date, language: str) -> str:
    """``March 2026``."""
    return format_date(of, "LLLL y", locale=_locale(language))


def quarter(of: date, language: str) -> str:
    """``Q1 2026``."""
    return format_date(of, "QQQ y", locale=_locale(language))


def since(at: datetime, language: str) -> str:
    """How long ago: ``3 days``."""
    return format_timedelta(now() - at, threshold=1.2, locale=_locale(language))


def number(value: float, language: str) -> str:
    """``5,000``; at most two places after the point."""
    return format_decimal(value, "#,##0.##", locale=_locale(language))


def percent(share: float, language: str) -> str:
    """``82%``."""
    return format_percent(share, locale=_locale(language))
