"""What comes of reading a file of decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from service.judging.columns import Status
from service.judging.estimates import Names
from service.judging.reading.moments import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody says about a file where it does not say so itself.

    ``columns``: headings, or letters of columns, by what they hold. ``statuses``: by the words that stand for them.
    ``sheet``: which one of a workbook. ``dates``: whether days or months come first. ``strict``: no row may be left
    out.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    sheet: str | None = None
    dates: Order | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a file was not taken. ``row``: as a spreadsheet numbers it. Quotes nothing of it.

    ``heading``: of the column. ``whole_row``: whether the decision is left out, or one optional cell of it.
    """

    row: int
    column: str
    heading: str
    fault: str
    whole_row: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A table of decisions out of a file (`service.judging.columns`), and all that was done to get it.

    ``names``: of people, by their ids. ``rows``: how many there were below the headings. ``mapping``: headings by what
    was taken from their columns. ``notes``: sentences that somebody may want to know.
    """

    table: pd.DataFrame
    names: Names
    rows: int
    left_out: Sequence[LeftOut]
    notes: Sequence[str]
    mapping: Mapping[str, str]

    @property
    def rows_left_out(self) -> int:
        """How many rows were not taken."""
        return len({one.row for one in self.left_out if one.whole_row})

    @property
    def cells_left_out(self) -> int:
        """How many cells were not taken of rows that were."""
        return sum(not one.whole_row for one in self.left_out)
