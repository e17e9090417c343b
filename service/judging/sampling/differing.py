"""How many of all decisions a second person would make differently, from those of a plan that she has looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.judging.estimates import Estimate
from service.judging.sampling.results import Stratum

_LEVEL = 0.95
REASONS = {
    "nothing": "Nothing that was drawn has been looked at yet.",
    "few": "It takes two submissions of each risk band that were drawn and looked at.",
    "removed": "Some of what was drawn has been removed since.",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A submission of a plan that was looked at: how many second decisions were made, and how many of them differ."""

    stratum: str
    decisions: int
    differing: int


def differing(strata: Sequence[Stratum], looked: Sequence[Looked]) -> Estimate:
    """The share of all decisions of a plan's period that a second person would make differently.

    Horvitz and Thompson (1952) in strata: what was looked at stands for all of its stratum, so that the riskier is not
    counted for more than there is of it. What covers stands for itself. The interval is Student's, with the variance of
    a stratified sample without replacement and Satterthwaite's degrees of freedom (Cochran 1977, 5.3 and 5.4); where
    nothing differs, it ends where something would have been seen in 95 % of samples. Where not all of a stratum's
    sample was looked at yet, what was stands for the rest.
    """
    if not looked:
        return Estimate(why_not=REASONS["nothing"])
    total, variances = 0.0, []
    for stratum in strata:
        if not stratum.submissions:
            continue
        seen = np.array([one.differing for one in looked if one.stratum == stratum.id], dtype=float)
        if len(seen) < min(2, stratum.submissions):
            return Estimate(why_not=REASONS["few"])
        total += stratum.submissions * seen.mean()
        if len(seen) > 1:
            left = 1 - len(seen) / stratum.submissions
            variances.append((stratum.submissions**2 * left * seen.var(ddof=1) / len(seen), len(seen) - 1))
    decisions = sum(stratum.decisions for stratum in strata)
    share = total / decisions
    variance = sum(part for part, _ in variances)
    if not variance:
        whole = all(sum(one.stratum == stratum.id for one in looked) >= stratum.submissions for stratum in strata)
        return Estimate(value=share, low=share, high=share if whole else max(share, _rule_of_three(looked)))
    freedom = variance**2 / sum(part**2 / several for part, several in variances)
    from scipy.special import stdtrit  # noqa: PLC0415  (takes long to load, and pages of plans load this module)

    half = stdtrit(freedom, 0.5 + _LEVEL / 2) * np.sqrt(variance) / decisions
    return Estimate(value=share, low=max(0.0, share - half), high=min(1.0, share + half))


def _rule_of_three(looked: Sequence[Looked]) -> float:
    """How many could differ where none of so many submissions does (Hanley and Lippman-Hand 1983)."""
    return float(1 - (1 - _LEVEL) ** (1 / len(looked)))
