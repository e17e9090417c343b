"""What the report of an audit says (``templates/wording.yaml``), for every format alike."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date
from pydantic import BaseModel, ConfigDict

from service.judging.columns import Source
from service.judging.findings.results import Weight

TEMPLATES = Path(__file__).parent / "templates"
_LONDON = ZoneInfo("Europe/London")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Strict):
    """A name and what stands beside it."""

    name: str
    text: str = ""


class RestsOn(_Strict):
    """What a report rests on."""

    title: str
    period: Named
    decisions: Named
    people: Named
    sources: Named
    left_out: Named
    names: Named


class WeightWords(_Strict):
    """Findings of one weight; ``none``: what is said where there are none."""

    title: str
    lead: str
    none: str = ""


class SectionWords(_Strict):
    """A section: its title, what it begins with, and the words of its pictures and tables by their keys."""

    title: str
    lead: str
    words: dict[str, str] = {}


class Method(_Strict):
    """How it was measured, in plain words."""

    title: str
    paragraphs: tuple[str, ...]
    limits_title: str
    limits: tuple[str, ...]
    sources_title: str
    sources: tuple[str, ...]


class Wording(_Strict):
    """All words."""

    title: str
    lead: str
    made: str
    page: str
    findings: str
    to_do: str
    submissions: str
    figures_in: str
    contents: str
    rests_on: RestsOn
    sources: dict[Source, str]
    weights: dict[Weight, WeightWords]
    sections: dict[str, SectionWords]
    method: Method


@cache
def wording() -> Wording:
    """What is installed."""
    return Wording.model_validate(yaml.safe_load((TEMPLATES / "wording.yaml").read_text(encoding="utf-8")))


def day(at: date) -> str:
    """``12 March 2026``; of a moment, the day that it was in the United Kingdom."""
    local = at.astimezone(_LONDON).date() if isinstance(at, datetime) else at
    return format_date(local, "d MMMM y", locale="en_GB")
