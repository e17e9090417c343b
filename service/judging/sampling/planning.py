"""A sampling plan: what covers everything first, then what is drawn from the risk bands, each with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from service.judging.sampling.assigning import assign
from service.judging.sampling.covering import Value, cover
from service.judging.sampling.drawing import allocate, draw, target
from service.judging.sampling.results import ALL, BandTarget, Chosen, Drawn, Stratum, Uncovered
from service.judging.sampling.risks import DIMENSIONS, FACTORS, of_record, risks
from service.judging.sampling.rules import Rules

COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw.

    ``since``, ``until``: the period in which the submissions were decided, the end excluded. ``capacity`` or ``share``
    of the submissions to choose; neither: what the rules ask for. ``assurers``: who can look. ``barred``: who may not
    look at which submission, besides those who wrote it or decided on it. ``sampled``: what was looked at already,
    which is not drawn again and covers what it holds.
    """

    since: datetime
    until: datetime
    seed: int
    assurers: Sequence[str]
    capacity: int | None = None
    share: float | None = None
    barred: Collection[tuple[str, str]] = ()
    sampled: Collection[str] = field(default_factory=frozenset)


def plan(table: pd.DataFrame, wanted: Wanted, rules: Rules) -> Drawn:
    """The plan for a table of decisions (`service.judging.columns`), those of before the period included."""
    standing = of_record(table)
    every = risks(table, rules, at=wanted.until)
    within = every[(every["decided_on"] >= wanted.since) & (every["decided_on"] < wanted.until)].sort_index()
    holds = holdings(standing, within)
    may_look = _may_look(table, within, wanted)
    in_reach = [bool(may_look[name]) and name not in wanted.sampled for name in within.index]
    frame = within[np.array(in_reach, dtype=bool)]
    capacity = _capacity(frame, wanted)
    seen = frozenset(value for name in within.index if name in wanted.sampled for value in holds[name])
    reachable = {name: holds[name] for name in frame.index}
    everything = frozenset(value for values in holds.values() for value in values) - seen
    first = cover(reachable, frame["score"], everything, most=len(frame) if capacity is None else capacity)
    rest = frame.drop(first)
    counts = allocate(
        Counter(rest["band"]),
        Counter(frame.loc[first, "band"]),
        rules.bands,
        room=None if capacity is None else capacity - len(first),
    )
    drawn, probability = draw(rest["band"], counts, np.random.default_rng(wanted.seed))
    stratum = dict.fromkeys(first, COVERAGE) | drawn
    assurer = assign(sorted(stratum), may_look, sorted(wanted.assurers))
    new = _newly_covered(first, holds, seen)
    rows = frame.to_dict("index")
    chosen = [
        Chosen(
            submission=name,
            assessor=row["assessor"],
            band=row["band"],
            score=row["score"],
            stratum=stratum[name],
            probability=probability.get(name, 1.0),
            reasons=_reasons(row, rules, new.get(name, ())),
            covers=tuple(sorted(holds[name])),
            assurer=assurer[name],
        )
        for name, row in ((name, rows[name]) for name in stratum)
    ]
    covered = seen | {value for one in chosen for value in one.covers}
    return Drawn(
        rules=rules.version,
        seed=wanted.seed,
        submissions=len(frame),
        decisions=int(frame["decisions"].sum()),
        out_of_reach=sum(not may_look[name] for name in within.index),
        capacity=len(chosen) if capacity is None else capacity,
        strata=_strata(frame, stratum, probability),
        bands=_bands(frame, stratum, rules),
        chosen=tuple(sorted(chosen, key=lambda one: (one.assurer, -one.score, one.submission))),
        uncovered=_uncovered(everything - covered, reachable),
    )


def holdings(standing: pd.DataFrame, submissions: pd.DataFrame) -> dict[str, frozenset[Value]]:
    """What each submission is of: assessors, marking points, method, location and cohort, where those are known.

    ``standing``: `of_record` decisions; ``submissions``: rows of `risks`.
    """
    wanted = standing[standing["submission"].astype(str).isin(submissions.index)]
    names = wanted["submission"].astype(str)
    values = {
        "assessor": wanted["assessor"].astype(str),
        "point": wanted["unit"].astype(str) + " " + wanted["marking_point"].astype(str),
        **{name: wanted[name].astype("object") for name in ("method", "location", "cohort")},
    }
    held: dict[str, set[Value]] = {name: set() for name in submissions.index}
    for dimension in DIMENSIONS:
        pairs = pd.DataFrame({"name": names, "value": values[dimension]}).dropna().drop_duplicates()
        for name, value in pairs.itertuples(index=False):
            held[name].add((dimension, str(value).strip()))
    return {name: frozenset(found) for name, found in held.items()}


def _may_look(table: pd.DataFrame, within: pd.DataFrame, wanted: Wanted) -> Mapping[str, frozenset[str]]:
    """Who may look at each submission: nobody who wrote it or decided on it."""
    learners = within["learner"].astype(str)
    involved = {str(name): {learner} for name, learner in learners.items()}
    decided = table.loc[table["source"].isin(("assessment", "contest")), ["submission", "assessor"]]
    pairs = [*decided.astype(str).drop_duplicates().itertuples(index=False, name=None)]
    for name, person in [*pairs, *((submission, person) for person, submission in wanted.barred)]:
        if name in involved:
            involved[name].add(person)
    return {name: frozenset(wanted.assurers) - people for name, people in involved.items()}


def _capacity(frame: pd.DataFrame, wanted: Wanted) -> int | None:
    if wanted.capacity is not None:
        return min(wanted.capacity, len(frame))
    return None if wanted.share is None else target(len(frame), wanted.share)


def _newly_covered(
    first: Sequence[str], holds: Mapping[str, frozenset[Value]], seen: frozenset[Value]
) -> dict[str, tuple[str, ...]]:
    """Because of which dimensions each was chosen: those of which it holds something that no earlier one does."""
    covered = set(seen)
    new = {}
    for name in first:
        fresh = holds[name] - covered
        new[name] = tuple(dimension for dimension in DIMENSIONS if any(value[0] == dimension for value in fresh))
        covered |= holds[name]
    return new


def _reasons(row: Mapping[Hashable, Any], rules: Rules, covers: Sequence[str]) -> tuple[str, ...]:
    points = {factor: row[factor] * getattr(rules.factors, factor).points for factor in FACTORS}
    risky = sorted((factor for factor in FACTORS if points[factor] > 0), key=lambda factor: -points[factor])
    found = [f"every_{dimension}" for dimension in covers] + risky
    # Whatever does not cover was drawn, from a band that its risk puts it into.
    return tuple(found) if covers else (*found, "at_random")


def _strata(frame: pd.DataFrame, stratum: Mapping[str, str], probability: Mapping[str, float]) -> tuple[Stratum, ...]:
    together = ALL in stratum.values()
    of = pd.Series(
        [COVERAGE if name not in probability else ALL if together else band for name, band in frame["band"].items()],
        index=frame.index,
        dtype="object",
    )
    return tuple(
        Stratum(
            id=str(name),
            submissions=len(rows),
            decisions=int(rows["decisions"].sum()),
            chosen=sum(one in stratum for one in rows.index),
        )
        for name, rows in frame.groupby(of)
    )


def _bands(frame: pd.DataFrame, stratum: Mapping[str, str], rules: Rules) -> tuple[BandTarget, ...]:
    sizes = Counter(frame["band"])
    chosen = Counter(frame.loc[list(stratum), "band"])
    return tuple(
        BandTarget(
            id=band.id,
            submissions=sizes[band.id],
            share=band.share,
            target=target(sizes[band.id], band.share),
            chosen=chosen[band.id],
        )
        for band in rules.bands
    )


def _uncovered(values: Collection[Value], reachable: Mapping[str, frozenset[Value]]) -> tuple[Uncovered, ...]:
    within_reach = {value for held in reachable.values() for value in held}
    return tuple(
        Uncovered(dimension=dimension, value=value, why="capacity" if (dimension, value) in within_reach else "nobody")
        for dimension, value in sorted(values)
    )
