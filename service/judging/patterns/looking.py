"""What every pattern is looked for in, and what looking for it gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import STATUSES, Source
from service.judging.patterns.results import Chart, Example, PatternId
from service.judging.patterns.settings import settings

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]
_MOST_EXAMPLES = 5
_UNSEEN = (Source.ASSESSMENT.value, Source.STANDARDISATION.value)


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern in somebody's decisions; ``figures``: what its sentence says besides."""

    pattern: PatternId
    assessor: str
    observed: float
    expected: float
    decisions: int
    examples: tuple[Example, ...]
    figures: dict[str, object] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking for a pattern gave: in how many people's decisions it could be looked for, and what was found."""

    pattern: PatternId
    assessors: int
    found: tuple[Found, ...] = ()
    charts: tuple[Chart, ...] = ()


def first_words(table: pd.DataFrame) -> pd.DataFrame:
    """Each person's first decisions of the last year, made before she could hear anybody else; oldest first.

    ``table``: `service.judging.table.complete`. Columns besides: ``who`` and ``work``, which number people and their
    drafts from 0 on, ``given`` and ``suggested``, the places of statuses in their order, the latter -1 for none.
    """
    since = table["decided_on"].max() - pd.Timedelta(days=settings().period.number)
    own = table[(table["decided_on"] > since) & table["source"].isin(_UNSEEN)]
    first = own.drop_duplicates(["assessor", "draft", "marking_point"]).reset_index(drop=True)
    who = pd.factorize(first["assessor"])[0]
    drafts = pd.factorize(first["draft"])[0]
    columns = {
        "who": who,
        "work": pd.factorize(who * (drafts.max(initial=0) + 1) + drafts)[0],
        "given": first["status"].cat.codes.astype(int),
        "suggested": first["suggestion"].cat.codes.astype(int),
    }
    numbered_anew: pd.DataFrame = first.assign(**columns)
    return numbered_anew


def numbered(rows: pd.DataFrame) -> pd.DataFrame:
    """Some of `first_words`, with people and drafts numbered anew from 0 on."""
    return rows.assign(who=pd.factorize(rows["who"])[0], work=pd.factorize(rows["work"])[0]).reset_index(drop=True)


def people(rows: pd.DataFrame) -> list[str]:
    """Ids of who decided, in the order of ``who``."""
    return [str(key) for key in rows.drop_duplicates("who").sort_values("who")["assessor"]]


def works(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each draft that somebody decided on, in the order of ``work``: its first row."""
    return rows.drop_duplicates("work").sort_values("work", ignore_index=True)


def total(values: NDArray[np.generic], by: NDArray[np.generic], size: int) -> Floats:
    """The sum of ``values`` for each of ``size`` numbers in ``by``."""
    summed: Floats = np.bincount(by, weights=values, minlength=size).astype(float)
    return summed


def examples_of(rows: pd.DataFrame) -> tuple[Example, ...]:
    """The first few decisions, one of each submission."""
    few = rows.drop_duplicates("submission").head(_MOST_EXAMPLES)
    return tuple(
        Example(submission=str(submission), marking_point=str(point), status=STATUSES[int(given)])
        for submission, point, given in zip(few["submission"], few["marking_point"], few["given"], strict=True)
    )


def submissions_of(keys: Iterable[object]) -> tuple[Example, ...]:
    """The first few submissions, where it is about all of their decisions."""
    few = list(dict.fromkeys(str(key) for key in keys))[:_MOST_EXAMPLES]
    return tuple(Example(submission=key, marking_point=None, status=None) for key in few)
