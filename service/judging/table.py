"""Tidy tables of decisions, as everything in this package takes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from service.judging.columns import COLUMNS, GROUP, PROTECTED, REQUIRED, STATUSES, Kind, Knowledge, Source

_DTYPES: Mapping[Kind, Any] = {
    # Categories compare by number, which is many times as fast as by name.
    "id": "category",
    "status": pd.CategoricalDtype(list(STATUSES), ordered=True),
    "source": pd.CategoricalDtype([source.value for source in Source]),
    "knowledge": pd.CategoricalDtype([knowledge.value for knowledge in Knowledge]),
    "moment": "datetime64[us, UTC]",
    "flag": "boolean",
    "number": "float64",
    "text": "object",
}


def table_of(rows: Collection[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """A table of rows whose cells are ``columns``, oldest decision first, every other column filled with what is usual.

    Ids are text or can be made text; a status, source or knowledge is its word; a moment is in UTC. Raises ValueError
    where a required column is not among them.
    """
    return complete(pd.DataFrame(rows, columns=list(columns)))


def complete(given: pd.DataFrame) -> pd.DataFrame:
    """``given`` with every column of `COLUMNS` in its type, groups last, oldest decision first. Values are not checked.

    Raises ValueError where a required column is missing.
    """
    if missing := [name for name in REQUIRED if name not in given.columns]:
        raise ValueError(f"The table has no column {', '.join(missing)}.")
    filled = {
        name: given[name] if name in given.columns else pd.Series(None, index=given.index, dtype="object")
        for name in COLUMNS
    }
    filled["unit"] = filled["unit"].fillna("")
    filled["draft"] = filled["draft"].where(filled["draft"].notna(), filled["submission"])
    filled["source"] = filled["source"].fillna(Source.ASSESSMENT.value)
    filled["knowledge"] = filled["knowledge"].where(filled["knowledge"].notna(), _knowledge(filled["suggestion"]))
    filled["in_force"] = filled["in_force"].fillna(value=True)
    filled["contested"] = filled["contested"].fillna(value=False)
    typed = {name: _typed(filled[name], column.kind) for name, column in COLUMNS.items()}
    groups = {name: _typed(given[name], "id") for name in given.columns if str(name).startswith((GROUP, PROTECTED))}
    return pd.DataFrame(typed | groups).sort_values("decided_on", kind="stable", ignore_index=True)


def groups_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The names of the columns that say which group a learner or an account belongs to."""
    return tuple(str(name) for name in table.columns if str(name).startswith(GROUP))


def protected_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The names of the columns that say which characteristics, protected by law, a learner has."""
    return tuple(str(name) for name in table.columns if str(name).startswith(PROTECTED))


def _typed(values: pd.Series[Any], kind: Kind) -> pd.Series[Any]:
    if kind == "id":
        values = values.map(str, na_action="ignore")
    if kind == "moment":
        return pd.to_datetime(values, utc=True).astype("datetime64[us, UTC]")
    return values.astype(_DTYPES[kind])


def _knowledge(suggestion: pd.Series[Any]) -> pd.Series[Any]:
    """What is taken for known where nobody says: a suggestion that there was could be seen."""
    return suggestion.notna().map({True: Knowledge.SHOWN.value, False: Knowledge.NONE.value})
