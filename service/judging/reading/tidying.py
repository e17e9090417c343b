"""From the values of a file to a tidy table: what spreadsheets leave unsaid, and what they say twice."""

from __future__ import annotations

from typing import Any

import pandas as pd

from service.judging.columns import Knowledge
from service.judging.estimates import Names
from service.judging.reading.columns import Cells
from service.judging.reading.headings import ASSESSOR_NAME, BLIND
from service.judging.reading.words import said
from service.judging.table import complete
from service.wording import count

_SPELT = ("assessor", "marking_point", "unit", "cohort", "method", "location")


def tidy(cells: Cells) -> tuple[pd.DataFrame, Names, list[str]]:
    """The table (`service.judging.columns`), people's names by their ids, and what was noticed."""
    frame = cells.frame.copy()
    notes: list[str] = []
    for column in _SPELT:
        _one_spelling(frame, column, notes)
    for child, parent in (("submission", "learner"), ("draft", "submission")):
        _within(frame, child, parent, notes)
    _one_unit(frame, notes)
    _times(frame, notes)
    _knowledge(frame, notes)
    _in_force(frame, notes)
    names = _names(frame)
    return complete(frame), names, notes


def _one_spelling(frame: pd.DataFrame, column: str, notes: list[str]) -> None:
    """Names that differ in capitals alone are the same; the most frequent spelling stands for all."""
    if column not in frame:
        return
    counts = frame[column].value_counts()
    spelling: dict[str, str] = {}
    for name in counts.index:
        spelling.setdefault(str(name).casefold(), str(name))
    if others := len(counts) - len(spelling):
        frame[column] = frame[column].map(lambda name: spelling[name.casefold()], na_action="ignore")
        notes.append(said("notes", "alike", count=count(others, "name"), column=column))


def _within(frame: pd.DataFrame, child: str, parent: str, notes: list[str]) -> None:
    """Where one name stands with several parents, as "Assignment 1" with every learner, each has one of her own."""
    if child not in frame or parent not in frame:
        return
    pairs = frame[[child, parent]].dropna().drop_duplicates()
    several = pairs[child].value_counts()
    shared = set(several[several > 1].index)
    if not shared:
        return
    place = frame[child].isin(shared) & frame[parent].notna()
    frame.loc[place, child] = frame.loc[place, parent] + ", " + frame.loc[place, child]
    if child != "draft":  # whose numbers begin anew with each submission
        told = count(len(shared), "name")
        notes.append(said("notes", "within", count=told, parents=f"{parent}s", column=child))


def _one_unit(frame: pd.DataFrame, notes: list[str]) -> None:
    """A portfolio can be on several units, whose marking points may have the same names: each is judged by itself."""
    if "unit" not in frame:
        return
    units = frame[["submission", "unit"]].dropna().drop_duplicates()["submission"].value_counts()
    several = frame["submission"].isin(units[units > 1].index) & frame["unit"].notna()
    if not several.any():
        return
    draft = frame["draft"] if "draft" in frame else pd.Series(None, index=frame.index, dtype="object")
    draft = draft.where(draft.notna(), frame["submission"])
    frame["draft"] = draft.where(~several, draft.astype(str) + ", " + frame["unit"].astype(str))
    notes.append(said("notes", "several_units"))


def _times(frame: pd.DataFrame, notes: list[str]) -> None:
    """Where days alone are given nobody can have opened anything before she decided on it."""
    decided = pd.to_datetime(frame["decided_on"], utc=True)
    if "opened_on" in frame and frame["opened_on"].notna().any() and (decided == decided.dt.normalize()).all():
        frame.pop("opened_on")
        notes.append(said("notes", "no_times"))


def _knowledge(frame: pd.DataFrame, notes: list[str]) -> None:
    """What was blind, where the file does not say what was known: of a suggestion, if there was one."""
    if BLIND in frame and "knowledge" not in frame and "suggestion" in frame:
        there = frame["suggestion"].notna()
        known = frame[BLIND].map({True: Knowledge.HIDDEN.value, False: Knowledge.SHOWN.value})
        frame["knowledge"] = known.where(there, None)
    if BLIND in frame:
        if "suggestion" not in frame and frame[BLIND].notna().any():
            notes.append(said("notes", "blind_of_nothing"))
        frame.pop(BLIND)


def _in_force(frame: pd.DataFrame, notes: list[str]) -> None:
    """Where the file does not say what is in force: of each person's decisions on the same, the last."""
    if "in_force" in frame:
        return
    same = [name for name in ("assessor", "submission", "draft", "unit", "marking_point", "source") if name in frame]
    ordered = frame.sort_values("decided_on", kind="stable")
    replaced = ordered.duplicated(same, keep="last").reindex(frame.index)
    frame["in_force"] = ~replaced
    if replaced.any():
        notes.append(said("notes", "replaced", count=count(int(replaced.sum()), "time")))


def _names(frame: pd.DataFrame) -> Names:
    """Names by ids: of several the most frequent."""
    if ASSESSOR_NAME not in frame:
        return {}
    named: pd.Series[Any] = frame.groupby("assessor", sort=False)[ASSESSOR_NAME].agg(
        lambda names: next(iter(names.value_counts().index), None)
    )
    frame.pop(ASSESSOR_NAME)
    return {str(key): str(name) for key, name in named.items() if name is not None}
