"""How many more faulty decisions a sampling plan finds than as many submissions drawn at random, on simulated centres.

    python benchmarks/sampling.py            # the figures of docs/sampling.md
    python benchmarks/sampling.py --choose   # what each factor is worth, on other centres: what risks.yaml was set by

Each seed draws a centre of its own: its size, how many people are new, how often and why they err, how well the
program sees. Rules were chosen on seeds below a thousand and are reported on seeds from ten thousand. "Found" are
faulty decisions on submissions that are looked at; drawn at random, as many submissions find the same share of all
faults as of all submissions, which is exact. Intervals are percentiles of 2,000 resamples of centres.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import PoissonRegressor

from service.judging.sampling.differing import Looked, differing
from service.judging.sampling.planning import Wanted, plan
from service.judging.sampling.results import Drawn
from service.judging.sampling.risks import FACTORS, risks
from service.judging.sampling.rules import Rules, rules
from service.judging.simulation.faulty_decisions import FaultyCentre, FaultyDecisions, simulate_faults

CHOOSING, REPORTING = 0, 10_000
SHARES = (0.05, 0.1, 0.15, 0.2, 0.3)
Change = Callable[[FaultyCentre], FaultyCentre]
CENTRES: dict[str, Change] = {
    "usual": lambda centre: centre,
    "small (80 submissions, 3 assessors)": lambda centre: replace(
        centre, submissions=80, past=80, assessors=3, newcomers=1
    ),
    "the program sees poorly (about 65 %)": lambda centre: replace(centre, program_error=2.0),
    "wrong suggestions are followed (25 %)": lambda centre: replace(centre, follows=0.25),
    "nobody is new": lambda centre: replace(centre, newcomers=0),
    "faults fall at random": lambda centre: replace(
        centre, spread=0.0, new=1.0, haste=1.0, long=1.0, borderline=1.0, follows=0.0
    ),
    "the same, and the program sees poorly": lambda centre: replace(
        centre, spread=0.0, new=1.0, haste=1.0, long=1.0, borderline=1.0, follows=0.0, program_error=2.0
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What one plan found: faulty decisions, what as many at random would have found, and all that there are."""

    plan: float
    at_random: float
    all: float


def drawn_centre(seed: int) -> FaultyCentre:
    """A centre of which nobody knows beforehand what leads its people astray, and how far."""
    random = np.random.default_rng([seed, 7])
    assessors = int(random.integers(4, 13))
    return FaultyCentre(
        assessors=assessors,
        newcomers=int(random.integers(0, assessors // 3 + 1)),
        submissions=int(random.integers(150, 600)),
        past=int(random.integers(0, 600)),
        base=float(np.exp(random.uniform(np.log(0.01), np.log(0.03)))),
        spread=random.uniform(0.3, 0.9),
        new=random.uniform(1, 4),
        hasty=random.uniform(0, 0.1),
        haste=random.uniform(1, 5),
        long=random.uniform(0.8, 2),
        borderline=random.uniform(1, 5),
        follows=random.uniform(0, 0.12),
        program_error=random.uniform(0.6, 1.1),
        contests=random.uniform(0.02, 0.15),
    )


def centres(first: int, count: int, change: Change) -> list[tuple[int, FaultyDecisions]]:
    """So many centres, with their seeds."""
    return [(seed, simulate_faults(change(drawn_centre(seed)), seed)) for seed in range(first, first + count)]


def drawn_plan(decisions: FaultyDecisions, seed: int, share: float | None, following: Rules) -> Drawn:
    """The plan for the period of a centre; two people look who have decided nothing in it."""
    until = decisions.since + timedelta(days=91)
    wanted = Wanted(decisions.since, until, seed, ("q", "r"), share=share)
    return plan(decisions.table, wanted, following)


def found(decisions: FaultyDecisions, drawn: Drawn) -> Found:
    """What a plan finds."""
    total = float(decisions.faults.sum())
    names = [one.submission for one in drawn.chosen]
    return Found(float(decisions.faults[names].sum()), total * len(names) / len(decisions.faults), total)


def times(several: Sequence[Found]) -> str:
    """How many times as many were found as at random, with its interval over centres."""
    counts = np.array([[one.plan, one.at_random] for one in several])
    random = np.random.default_rng(1)
    again = counts[random.integers(0, len(counts), (2000, len(counts)))].sum(1)
    low, high = np.quantile(again[:, 0] / again[:, 1], (0.025, 0.975))
    return f"{counts[:, 0].sum() / counts[:, 1].sum():.2f} ({low:.2f} to {high:.2f})"


def without(factor: str) -> Rules:
    """The rules if a factor gave no points."""
    return _with_points({factor: 0.0})


def alone(factor: str) -> Rules:
    """The rules if no other factor gave points."""
    return _with_points({name: 0.0 for name in FACTORS if name != factor})


def _with_points(points: dict[str, float]) -> Rules:
    factors = rules().factors
    changed = {name: getattr(factors, name).model_copy(update={"points": value}) for name, value in points.items()}
    return rules().model_copy(update={"factors": factors.model_copy(update=changed)})


def worth(seeds: int) -> Table:
    """How many times as many faults go with each time that a factor applies, others alike (Poisson regression)."""
    rows = []
    for _seed, decisions in centres(CHOOSING, seeds, CENTRES["usual"]):
        facts = risks(decisions.table, rules(), at=decisions.since + timedelta(days=91))
        facts = facts[facts["decided_on"] >= decisions.since]
        rate = decisions.faults.mean()
        rows.append(facts[[*FACTORS]].assign(faults=decisions.faults.reindex(facts.index) / rate))
    every = pd.concat(rows)
    fitted = PoissonRegressor(alpha=1e-4, max_iter=1000).fit(every[[*FACTORS]], every["faults"])
    table = Table("factor", "applies to", "times the faults", "log, for points", "points now")
    for factor, weight in zip(FACTORS, fitted.coef_, strict=True):
        share = (every[factor] > 0).mean()
        points = getattr(rules().factors, factor).points
        table.add_row(factor, f"{share:.1%}", f"{np.exp(weight):.2f}", f"{weight:.2f}", f"{points:g}")
    return table


def by_share(several: Sequence[tuple[int, FaultyDecisions]]) -> Table:
    """What plans of each size find, and how often the interval of the share of faulty decisions holds the true one."""
    table = Table(
        "looked at", "times as many as at random", "of all faults", "interval holds the truth", "its half width"
    )
    for share in SHARES:
        results, held, widths = [], [], []
        for seed, decisions in several:
            drawn = drawn_plan(decisions, seed, share, rules())
            results.append(found(decisions, drawn))
            looked = [Looked(one.stratum, 8, int(decisions.faults[one.submission])) for one in drawn.chosen]
            estimate = differing(drawn.strata, looked)
            if estimate.low is not None and estimate.high is not None:
                held.append(estimate.low <= decisions.faults.mean() / 8 <= estimate.high)
                widths.append((estimate.high - estimate.low) / 2)
        caught = sum(one.plan for one in results) / sum(one.all for one in results)
        coverage = f"{np.mean(held):.0%} of {len(held)}" if held else ""
        table.add_row(f"{share:.0%}", times(results), f"{caught:.0%}", coverage, f"{np.mean(widths):.3f}")
    return table


def by_centre(seeds: int, share: float) -> Table:
    """What plans find where something is otherwise than usual."""
    table = Table("centres", f"times as many at {share:.0%}")
    for name, change in CENTRES.items():
        several = centres(REPORTING, seeds, change)
        table.add_row(name, times([found(one, drawn_plan(one, seed, share, rules())) for seed, one in several]))
    return table


def by_factor(several: Sequence[tuple[int, FaultyDecisions]], share: float) -> Table:
    """What comes from which factor: of what is found beyond chance, what is lost without it and what it gives alone."""

    def beyond(following: Rules) -> NDArray[np.float64]:
        results = [found(one, drawn_plan(one, seed, share, following)) for seed, one in several]
        return np.array([(one.plan - one.at_random, one.at_random) for one in results])

    whole = beyond(rules())
    table = Table("factor", f"lost without it, at {share:.0%}", "given by it alone")
    for factor in FACTORS:
        lost = 1 - _share(beyond(without(factor)), whole)
        table.add_row(factor, f"{lost:.0%}", f"{_share(beyond(alone(factor)), whole):.0%}")
    table.add_row(
        "none (coverage and chance)", "", f"{_share(beyond(_with_points(dict.fromkeys(FACTORS, 0.0))), whole):.0%}"
    )
    return table


def _share(some: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    return float(some[:, 0].sum() / whole[:, 0].sum())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--choose", action="store_true")
    asked = parser.parse_args()
    console = Console(width=120)
    if asked.choose:
        console.print(worth(asked.seeds))
        several = centres(CHOOSING, asked.seeds, CENTRES["usual"])
        for share in (None, asked.share):
            console.print(share, times([found(one, drawn_plan(one, seed, share, rules())) for seed, one in several]))
        return
    several = centres(REPORTING, asked.seeds, CENTRES["usual"])
    console.print(by_share(several))
    console.print(by_centre(asked.seeds, asked.share))
    console.print(by_factor(several, asked.share))


if __name__ == "__main__":
    main()
