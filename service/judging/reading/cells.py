"""The cells of one column: what they say, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.cells import unmarked
from service.judging.columns import Kind, Status
from service.judging.reading.grid import clean, is_spreadsheet_error
from service.judging.reading.headings import key_of
from service.judging.reading.moments import Moments, Order, moments
from service.judging.reading.values import is_nothing, words_for

LONGEST_ID = 200
_PROBABILITY = "probability_"
_NO_NUMBER = {False: "no_number", True: "no_probability"}
_MOST = 1e15
_OBJECTS = np.dtype("object")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values (None where there is nothing, or nothing that can be read) and of names of faults."""

    values: NDArray[Any]
    faults: NDArray[Any]


def read_statuses(cells: pd.Series[str], meant: Mapping[str, Status]) -> Column:
    """Statuses, by what their words mean in this table."""

    def status(cell: str) -> tuple[object, str | None]:
        key = key_of(cell)
        if key in meant:
            return meant[key], None
        return None, None if is_nothing(key) else "unknown_status"

    return _each(cells, status)


def read_moments(cells: pd.Series[str], order: Order | None) -> tuple[Column, Moments]:
    """Dates and times; and whether their order could be told."""
    codes, texts = pd.factorize(cells)
    cleaned = [clean(text) for text in texts]
    filled = [text for text in cleaned if not is_nothing(key_of(text))]
    understood = moments(filled, order)
    found = dict(zip(filled, understood.found, strict=True))
    pairs = [_split(found.get(text)) for text in cleaned]
    return _spread(codes, pairs), understood


def read_cells(name: str, kind: Kind, cells: pd.Series[str]) -> Column:
    """Cells of any other kind; ``name``: of the column, as probabilities have bounds."""
    if kind in ("source", "knowledge", "flag"):
        words = words_for(kind)
        return _each(cells, lambda cell: _word(cell, words, f"unknown_{kind}"))
    if kind == "number":
        return _each(cells, lambda cell: _number(cell, probability=name.startswith(_PROBABILITY)))
    return _each(cells, _id if kind == "id" else _text)


def _id(cell: str) -> tuple[object, str | None]:
    cell = clean(cell)
    if is_spreadsheet_error(cell):
        return None, "spreadsheet_error"
    if len(cell) > LONGEST_ID:
        return None, "too_long"
    return cell or None, None


def _text(cell: str) -> tuple[object, str | None]:
    return (unmarked(cell) if cell.strip() else None), None


def _word(cell: str, words: Mapping[str, str], fault: str) -> tuple[object, str | None]:
    key = key_of(cell)
    if key in words:
        meaning = words[key]
        return {"yes": True, "no": False}.get(meaning, meaning), None
    return None, None if is_nothing(key) else fault


def _number(cell: str, *, probability: bool) -> tuple[object, str | None]:
    try:
        value = _amount(cell)
    except ValueError:
        return None, None if is_nothing(key_of(cell)) else _NO_NUMBER[probability]
    if not 0 <= value <= (1 if probability else _MOST):
        return None, None if np.isnan(value) else _NO_NUMBER[probability]
    return value, None


def _amount(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        text = clean(cell).replace(",", "")
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def _split(found: object) -> tuple[object, str | None]:
    return (None, found) if isinstance(found, str) else (found, None)


def _each(cells: pd.Series[str], read: Callable[[str], tuple[object, str | None]]) -> Column:
    codes, texts = pd.factorize(cells)
    return _spread(codes, [read(text) for text in texts])


def _spread(codes: NDArray[Any], pairs: list[tuple[object, str | None]]) -> Column:
    values, faults = np.empty(len(pairs), _OBJECTS), np.empty(len(pairs), _OBJECTS)
    for place, (value, fault) in enumerate(pairs):
        values[place], faults[place] = value, fault
    return Column(values[codes], faults[codes])
