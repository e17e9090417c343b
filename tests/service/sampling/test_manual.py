"""docs/sampling.md prints the reasons, the factors and the bands that are installed."""

from __future__ import annotations

from pathlib import Path

from service.judging.sampling.risks import FACTORS
from service.judging.sampling.rules import rules
from service.sampling.reasons import reasons

MANUAL = (Path(__file__).parents[3] / "docs" / "sampling.md").read_text(encoding="utf-8")


def printed(mark: str) -> list[str]:
    """The rows of the table behind a mark."""
    return MANUAL.partition(f"<!-- {mark} -->\n")[2].partition("\n\n")[0].splitlines()[2:]


def test_the_manual_prints_what_is_installed() -> None:
    assert printed("reasons") == [f"| `{reason}` | {sentence} |" for reason, sentence in reasons().items()]
    factors = {name: getattr(rules().factors, name) for name in FACTORS}
    assert printed("factors") == [
        f"| `{name}` | {one.points:g} | {one.most} | {one.because.strip()} |" for name, one in factors.items()
    ]
    assert printed("bands") == [
        f"| `{band.id}` | {band.lowest:g} | {band.share:.0%} | {band.because.strip()} |" for band in rules().bands
    ]


def test_every_sign_of_risk_and_every_kind_of_coverage_has_its_words() -> None:
    assert {*FACTORS, "at_random"} <= reasons().keys()
    assert {f"every_{one}" for one in ("assessor", "point", "method", "location", "cohort")} <= reasons().keys()
