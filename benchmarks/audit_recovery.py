"""How near severities come to those that simulated assessors were given (docs/severity.md).

    python benchmarks/audit_recovery.py [--centres N] [--seed N] [--raschpy]

Beside them stands what a centre would count otherwise: each assessor's share of met, turned into logits and stretched
by whatever factor suits it best. ``--raschpy`` adds the estimates of raschpy, which takes minutes.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from service.judging.agreement.pairing import first_decisions
from service.judging.severity.measuring import measure_severity
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """Measures, the ends of their intervals, NaN where there are none, and the group that each is compared within."""

    measures: Floats
    low: Floats
    high: Floats
    groups: Floats


@dataclass(frozen=True, slots=True)
class Design:
    """A centre, how its work is shared out, and into which teams of how many its assessors fall."""

    name: str
    centre: SimulatedCentre
    teams: int = 1
    links: int = 0
    costly: bool = False

    def decisions(self, seed: int) -> pd.DataFrame:
        """What is decided there."""
        table = simulate(self.centre, seed)
        return table if self.teams == 1 else only_linked_by(table, self.teams, self.links)

    @property
    def severities(self) -> Floats:
        """What its assessors were given, about a mean of 0."""
        given = np.array([one.severity for one in self.centre.assessors])
        about: Floats = given - given.mean()
        return about


@dataclass(slots=True)
class Score:
    """What came of one way to estimate, centre by centre; ``stretched``: whether its scale is not that of logits."""

    stretched: bool = False
    truths: list[Floats] = field(default_factory=list)
    found: list[Floats] = field(default_factory=list)
    held: list[Floats] = field(default_factory=list)
    widths: list[Floats] = field(default_factory=list)
    linked: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, given: Floats, found: Found, seconds: float) -> None:
        """Count one centre. Within each group both what was given and what was found are about a mean of 0."""
        truth = _centred(np.where(np.isfinite(found.measures), given, np.nan), found.groups)
        self.truths.append(truth)
        self.found.append(_centred(found.measures, found.groups))
        off = self.found[-1] - found.measures
        self.held.append(np.where(np.isfinite(truth), (found.low + off <= truth) & (truth <= found.high + off), np.nan))
        self.widths.append((found.high - found.low) / 2)
        self.linked.append(len(np.unique(found.groups)) == 1)
        self.seconds.append(seconds)

    def row(self) -> tuple[str, ...]:
        """Linked, measured, largest bias, root mean square error, coverage, half width, seconds."""
        truths, found = np.array(self.truths), np.array(self.found)
        factor = max(0.0, np.nansum(truths * found) / np.nansum(found**2)) if self.stretched else 1.0
        errors = factor * found - truths
        covered = ("–", "–") if self.stretched else (f"{np.nanmean(self.held):.1%}", f"{np.nanmean(self.widths):.2f}")
        return (
            f"{np.mean(self.linked):.0%}",
            f"{np.isfinite(found).mean():.0%}",
            f"{np.abs(np.nanmean(errors, axis=0)).max():.2f}",
            f"{np.sqrt(np.nanmean(errors**2)):.2f}",
            *covered,
            f"{np.median(self.seconds):.2f}",
        )


def _centred(values: Floats, groups: Floats) -> Floats:
    centred = values.copy()
    for group in np.unique(groups):
        within = (groups == group) & np.isfinite(values)
        centred[within] -= values[within].mean() if within.any() else 0
    return centred


def assessors(count: int, *, case_mix: float = 0.0) -> tuple[SimulatedAssessor, ...]:
    """Assessors from -0.8 to 0.8 logits; the more severe, the better her learners where ``case_mix`` says so."""
    spread = np.linspace(-0.8, 0.8, count)
    return tuple(
        SimulatedAssessor(f"a{place:02}", float(one), case_mix=case_mix * float(one))
        for place, one in enumerate(spread)
    )


FOUR = SimulatedCentre(assessors(4))
CASE_MIX = assessors(4, case_mix=1.5)
PRACTICE = replace(FOUR, assessors=tuple(map(SimulatedAssessor, "abcd", (-0.8, -0.2, 0.2, 0.8))))
DESIGNS = (
    Design("4 judge 200 twice over", replace(PRACTICE, submissions=200, shared=1.0)),
    Design("4 judge 40 scripts, all of them", replace(FOUR, submissions=4, shared=0, seeded=40)),
    Design("4 share 10 % of 400", FOUR),
    Design("4 share 10 % of 1,600", replace(FOUR, submissions=1600)),
    Design("the same, severe with better learners", replace(FOUR, assessors=CASE_MIX, submissions=1600)),
    Design("the same, moods from day to day", replace(FOUR, submissions=1600, mood=0.5)),
    Design("the same, 4 points", replace(FOUR, submissions=1600, points=4)),
    Design("12 share 10 % of 2,400", replace(FOUR, assessors=assessors(12), submissions=2400)),
    Design("2 teams of 2, 8 scripts between", replace(FOUR, submissions=400, shared=0.5), teams=2, links=8),
    Design("2 teams of 2, 3 scripts between", replace(FOUR, submissions=400, shared=0.5), teams=2, links=3),
    Design("40 share 10 % of 12,500", replace(FOUR, assessors=assessors(40), submissions=12_500), costly=True),
)


def only_linked_by(table: pd.DataFrame, teams: int, links: int) -> pd.DataFrame:
    """Without second decisions across teams, except on the first few scripts."""
    places = table["assessor"].cat.codes.to_numpy() % teams
    team = pd.Series(places, index=table.index)
    mixed = team.groupby(table["submission"], observed=True).transform("nunique") > 1
    kept = table.loc[mixed, "submission"].drop_duplicates()[:links]
    across = mixed & ~table["submission"].isin(kept) & (table["source"] == "sampling")
    return table[~across]


def ours(table: pd.DataFrame) -> Found:
    """What `measure_severity` says."""
    found = {one.assessor.id: one for one in measure_severity(table, {}).assessors}
    each = [found[key] for key in sorted(found)]
    columns = ([getattr(one.measure, name) for one in each] for name in ("value", "low", "high"))
    measures, low, high = (np.array(column, float) for column in columns)
    return Found(measures, low, high, np.array([one.group for one in each], float))


def share_of_met(table: pd.DataFrame) -> Found:
    """What is left where nobody looks at who judged what; it has no interval."""
    met = (table["status"] == "met").groupby(table["assessor"], observed=True).mean().sort_index().to_numpy(float)
    nothing = np.full(len(met), np.nan)
    return Found(-np.log(met / (1 - met)), nothing, nothing, np.zeros(len(met)))


def raschpy(table: pd.DataFrame) -> Found:
    """What raschpy says of the work that several have judged, with its standard errors."""
    from raschpy.mfrm import MFRM  # noqa: PLC0415 - takes seconds

    first = first_decisions(table)
    several = first[first.groupby("draft", observed=True)["assessor"].transform("nunique") > 1]
    responses = (
        several.assign(given=several["status"].cat.codes.astype(float))
        .astype({"assessor": str, "draft": str, "marking_point": str})
        .pivot(index=["assessor", "draft"], columns="marking_point", values="given")
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = MFRM(responses, max_score=2, validate=False)
        model.calibrate(model="global")
        model.std_errors(model="global")
    measures = model.facet_effects_global.sort_index().to_numpy(float)
    reach = 1.96 * model.rater_se_global.sort_index().to_numpy(float)
    return Found(measures, measures - reach, measures + reach, np.zeros(len(measures)))


WAYS: Mapping[str, Callable[[pd.DataFrame], Found]] = {"Tallymark": ours, "share of met": share_of_met}


def scores(design: Design, ways: Mapping[str, Callable[[pd.DataFrame], Found]], seeds: range) -> Mapping[str, Score]:
    """How each way does on the same centres."""
    found = {name: Score(stretched=name == "share of met") for name in ways}
    for seed in track(seeds, description=design.name, console=Console(stderr=True)):
        table = design.decisions(seed)
        for name, way in ways.items():
            began = perf_counter()
            answer = way(table)
            found[name].add(design.severities, answer, perf_counter() - began)
    return found


def main() -> None:
    """Simulate, estimate, and print a table."""
    parser = argparse.ArgumentParser(description="How near severities come to those that simulated assessors have.")
    parser.add_argument("--centres", type=int, default=200, help="of each design (default: 200; the costly one 20th)")
    parser.add_argument("--seed", type=int, default=5000, help="of the first centre (default: 5000)")
    parser.add_argument("--raschpy", action="store_true", help="estimate with raschpy too")
    options = parser.parse_args()

    ways = {**WAYS, **({"raschpy": raschpy} if options.raschpy else {})}
    table = Table("design", "by", "linked", "measured", "bias", "RMSE", "coverage", "half width", "seconds")
    for design in DESIGNS:
        count = max(2, options.centres // 20) if design.costly else options.centres
        for name, score in scores(design, ways, range(options.seed, options.seed + count)).items():
            table.add_row(design.name, name, *score.row())
        table.add_section()
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
