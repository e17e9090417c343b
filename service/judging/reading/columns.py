"""The columns of a file as values, and the cells and rows that cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import COLUMNS, GROUP, REQUIRED, Kind, Status
from service.judging.reading.assigning import Assigned
from service.judging.reading.cells import LONGEST_ID, Column, read_cells, read_moments, read_statuses
from service.judging.reading.errors import StatusesUnclear
from service.judging.reading.grid import Row, clean
from service.judging.reading.headings import ASSESSOR_NAME, BLIND, key_of, meaning
from service.judging.reading.results import Choices, LeftOut
from service.judging.reading.values import is_nothing, statuses_of
from service.judging.reading.words import said

_LONGEST_STATUS = 20
_MOST_STATUSES = 8
_EMPTY = {"status": "no_status", "moment": "no_date"}


@dataclass(slots=True)
class Cells:
    """A frame of values, its columns named as `service.judging.columns` has them; what was left out, and noticed."""

    frame: pd.DataFrame
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_columns(rows: Sequence[Row], assigned: Assigned, choices: Choices) -> Cells:
    """Read every column that something is to be taken from.

    A row is left out where what every decision needs cannot be read. Anything else that cannot is an empty cell; where
    that is most of a column, the column is another one and is not used.

    Raises:
        StatusesUnclear: what most of the statuses mean cannot be told.
    """
    texts = {
        column: pd.Series([row.cells[place] if place < len(row.cells) else "" for row in rows], dtype="object")
        for column, place in assigned.places.items()
    }
    cells = Cells(pd.DataFrame(index=range(len(rows))))
    meant = _statuses(texts, choices, cells)
    numbers = np.array([row.number for row in rows], dtype=int)
    kept = np.ones(len(rows), dtype=bool)
    for name in (*REQUIRED, *(texts.keys() - set(REQUIRED))):
        column = _read(name, texts[name], meant, choices, cells)
        heading = assigned.heading(assigned.places[name])
        if name in REQUIRED:
            missing = np.asarray(pd.isna(column.values))
            faults = np.where(pd.isna(column.faults), _EMPTY.get(kind_of(name), "empty"), column.faults)
            cells.left_out += _left_out(name, heading, numbers[missing], faults[missing])
            kept &= ~missing
        elif _is_misread(column, texts[name]):
            cells.notes.append(said("notes", "column_left", heading=heading, meaning=meaning(name)))
            continue
        else:
            faulty = np.asarray(pd.notna(column.faults)) & kept
            cells.left_out += _left_out(name, heading, numbers[faulty], column.faults[faulty])
        cells.frame[name] = column.values
    cells.frame = cells.frame[kept].reset_index(drop=True)
    return cells


def kind_of(name: str) -> Kind:
    """What kind of values a column holds."""
    if name == BLIND:
        return "flag"
    return "id" if name.startswith(GROUP) or name == ASSESSOR_NAME else COLUMNS[name].kind


def _statuses(texts: Mapping[str, pd.Series[str]], choices: Choices, cells: Cells) -> Mapping[str, Status]:
    """What statuses mean: those of all columns of statuses together, as one scale is used throughout."""
    counts: Counter[str] = Counter()
    for cell, count in texts["status"].value_counts().items():
        key = key_of(str(cell))
        if not is_nothing(key):
            counts[key] += int(count)
    words = statuses_of(counts.keys(), choices.statuses)
    unknown = {key: counts[key] for key in words.unknown}
    if counts and 2 * sum(unknown.values()) > sum(counts.values()):
        raise StatusesUnclear(said("errors", "statuses", **_unclear(unknown)))
    if odd := {key: status for key, status in words.meant.items() if key != status}:
        shown = [f"“{key}” {status}" for key, status in sorted(odd.items(), key=lambda pair: -counts[pair[0]])]
        cells.notes.append(said("notes", "statuses", statuses=", ".join(shown[: 2 * _MOST_STATUSES])))
    others = {key_of(text) for name in ("suggestion", "standard") if name in texts for text in texts[name].unique()}
    return {**statuses_of(others - words.meant.keys(), choices.statuses).meant, **words.meant}


def _unclear(unknown: Mapping[str, int]) -> dict[str, object]:
    """The most frequent ones that are short: what is longer may be somebody's words."""
    short = [key for key in sorted(unknown, key=lambda key: (-unknown[key], key)) if len(key) <= _LONGEST_STATUS]
    listed = ", ".join(f"“{key}”" for key in short[:_MOST_STATUSES])
    return {"statuses": listed or "they are long texts", "first": f'"{short[0]}"' if short else '"…"'}


def _read(name: str, texts: pd.Series[str], meant: Mapping[str, Status], choices: Choices, cells: Cells) -> Column:
    kind = kind_of(name)
    if kind == "status":
        return read_statuses(texts, meant)
    if kind != "moment":
        return read_cells(name, kind, texts)
    column, understood = read_moments(texts, choices.dates)
    if not understood.told:
        cells.notes.append(said("notes", "uk_dates", column=name))
    elif understood.order == "month-first" and not choices.dates:
        cells.notes.append(said("notes", "month_first", column=name))
    return column


def _is_misread(column: Column, texts: pd.Series[str]) -> bool:
    """Whether most of what stands in an optional column cannot be read as what it was taken for."""
    faulty = int(pd.notna(column.faults).sum())
    return faulty > 0 and 2 * faulty > int(texts.map(clean).astype(bool).sum())


def _left_out(name: str, heading: str, rows: NDArray[Any], faults: NDArray[Any]) -> list[LeftOut]:
    return [
        LeftOut(int(row), name, heading, said("faults", fault, most=LONGEST_ID), whole_row=name in REQUIRED)
        for row, fault in zip(rows, faults, strict=True)
    ]
