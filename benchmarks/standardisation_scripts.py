"""How much better chosen scripts tell a lenient from a severe assessor than as many drawn at random.

    python -m benchmarks.standardisation_scripts

Each seed draws a centre of decided work: qualities, difficulties, what the program holds probable (with an error of
its own, so that it is never quite calibrated), and one assessor's decision on each marking point. Two assessors whose
severities lie ``apart`` logits from each other then mark the scripts that `propose` chooses, and as many drawn at
random. The wider the qualities are spread, the clearer is most work, and the more often two people agree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from service.judging.columns import STATUSES
from service.judging.scripts.information import Floats, information
from service.judging.scripts.proposing import propose
from service.judging.simulation.centre import probabilities

STEPS = (-1.0, 1.0)
_SCORES = np.arange(len(STATUSES))


@dataclass(frozen=True, slots=True)
class Work:
    """Decided work. ``located``: quality beyond difficulty in logits, ``(submissions, points)``."""

    located: Floats
    candidates: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Told:
    """What scripts tell: information about severity, and how often the more severe of two gives less in all.

    ``alike``: how often two equally severe people would agree on them.
    """

    information: float
    right: float
    alike: float


def work(
    seed: int, *, submissions: int = 200, points: int = 8, spread: float = 3.0, program_error: float = 0.8
) -> Work:
    """The decided work of a centre, most of it met, the same for the same seed; ``spread`` and errors in logits."""
    random = np.random.default_rng(seed)
    located = random.normal(spread / 3, spread, (submissions, 1)) - random.normal(0, 0.7, (1, points))
    held = probabilities(located + random.normal(0, program_error, located.shape), STEPS)
    given = _drawn(probabilities(located, STEPS), random)
    rows = {
        "submission": np.repeat([f"s{number}" for number in range(submissions)], points),
        "marking_point": np.tile([f"MP{number + 1}" for number in range(points)], submissions),
        **{f"probability_{status}": held[..., place].ravel() for place, status in enumerate(STATUSES)},
        **{f"given_{status}": (given == place).ravel().astype(int) for place, status in enumerate(STATUSES)},
    }
    return Work(located, pd.DataFrame(rows))


def chosen(made: Work, count: int) -> list[int]:
    """The scripts that are proposed, by their places."""
    return [int(one.submission.removeprefix("s")) for one in propose(made.candidates, count).scripts]


def at_random(made: Work, count: int, seed: int) -> list[int]:
    """As many at random."""
    drawn = np.random.default_rng(seed).choice(len(made.located), count, replace=False)
    return [int(place) for place in drawn]


def told(made: Work, scripts: list[int], apart: float, seed: int, times: int = 200) -> Told:
    """What two assessors ``apart`` logits from each other show on ``scripts``; a tie is half right."""
    random = np.random.default_rng(seed)
    on_them = np.repeat(made.located[scripts][None], times, axis=0)
    lenient, severe = (
        _drawn(probabilities(on_them + side * apart / 2, STEPS), random).sum((-1, -2)) for side in (1, -1)
    )
    right = (lenient > severe).mean() + (lenient == severe).mean() / 2
    likely = probabilities(made.located[scripts], STEPS)
    return Told(float(information(likely).sum()), float(right), float((likely**2).sum(-1).mean()))


def _drawn(likely: Floats, random: np.random.Generator) -> Floats:
    places: Floats = (random.random((*likely.shape[:-1], 1)) > likely.cumsum(-1)[..., :-1]).sum(-1)
    return places


def main() -> None:
    """Measure and print."""
    table = Table("two agree on", "program's error", "chosen", "at random", "at random takes", title="12 scripts")
    for spread in (1.5, 3.0, 5.0):
        for error in (0.8, 1.6):
            both = []
            for seed in range(200):
                made = work(seed, spread=spread, program_error=error)
                sets = (chosen(made, 12), at_random(made, 12, seed))
                both.append([told(made, one, 0.4, seed) for one in sets])
            ours, theirs = (np.mean([pair[side].right for pair in both]) for side in (0, 1))
            more = np.mean([pair[0].information for pair in both]) / np.mean([pair[1].information for pair in both])
            alike = np.mean([pair[1].alike for pair in both])
            table.add_row(f"{alike:.0%}", f"{error}", f"{ours:.1%}", f"{theirs:.1%}", f"{more * 12:.0f} scripts")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
