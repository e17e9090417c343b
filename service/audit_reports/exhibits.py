"""What sections are put together from: pictures, each with the table of its figures."""

from __future__ import annotations

from dataclasses import dataclass

from service.judging.estimates import Estimate
from service.pictures import Form, Interval, Picture, Table, Unknown
from service.pictures.figures import said

MOST_ROWS = 40
"""Rows of one picture or table; more are in the workbook of every figure."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture with the table of its figures; a table alone where ``picture`` is None."""

    name: str
    title: str
    table: Table
    picture: Picture | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report; ``listed``: whether its paragraphs are a list."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    exhibits: tuple[Exhibit, ...]
    listed: bool = False


def drawn(picture: Picture, table: Table | None = None, note: str = "") -> Exhibit:
    """A picture; ``table`` in place of its own where there is more to tell than it draws."""
    return Exhibit(picture.name, picture.title, table or picture.table, picture if picture.svg else None, note)


def row(label: str, estimate: Estimate, n: int) -> Interval | Unknown:
    """A row of a picture of intervals."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return Unknown(label, estimate.why_not or "", n)
    return Interval(label, estimate.value, estimate.low, estimate.high, n)


def cell(estimate: Estimate, form: Form, *, why: bool = False) -> str:
    """A figure with its interval as a table has it: ``0.71 (0.65 to 0.77)``; ``why``: or why there is none."""
    if estimate.value is None:
        return (why and estimate.why_not) or "–"
    if estimate.low is None or estimate.high is None:
        return said(estimate.value, form)
    return f"{said(estimate.value, form)} ({said(estimate.low, form)} to {said(estimate.high, form)})"
