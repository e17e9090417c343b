"""Make examples/decisions.csv, a centre's return of decisions (``python examples/make_decisions.py``).

The centre is simulated (`service.judging.simulation`), so that what an audit ought to find is known: Assessor B is more
severe than her colleagues, most of all on 1.4. Headings, words and dates are a centre's own.
"""

from __future__ import annotations

import csv
from pathlib import Path

from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate

EXAMPLE = Path(__file__).with_name("decisions.csv")
CRITERIA = {f"MP{number}": f"1.{number}" for number in range(1, 7)}
WORDS = {"met": "Achieved", "partial": "Partly achieved", "not": "Not yet"}
HEADINGS = ("Marked by", "Candidate", "Portfolio", "AC", "Outcome", "Date assessed")
CENTRE = SimulatedCentre(
    (
        SimulatedAssessor("Assessor A", severity=-0.3),
        SimulatedAssessor("Assessor B", severity=0.8, points={"MP4": 2.5}),
        SimulatedAssessor("Assessor C"),
        SimulatedAssessor("Assessor D", severity=0.2),
    ),
    submissions=120,
    points=len(CRITERIA),
    shared=0.6,
    quality_spread=2.5,
)


def make(target: Path, seed: int = 7) -> None:
    """Write the return to ``target``."""
    table = simulate(CENTRE, seed)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADINGS)
        for row in table.astype({"status": str}).itertuples():
            number = int(str(row.submission).removeprefix("s")) + 1
            day = f"{row.decided_on:%d/%m/%Y}"
            point = CRITERIA[str(row.marking_point)]
            writer.writerow((row.assessor, f"L{number:03}", f"P{number:03}", point, WORDS[str(row.status)], day))


if __name__ == "__main__":
    make(EXAMPLE)
