"""What is answered about a sampling plan."""

from __future__ import annotations

from pydantic import Field

from service.judging.estimates import Answered

ALL = "all"
"""The stratum of a draw that is too small for one of each band."""


class Chosen(Answered):
    """A submission that the plan names."""

    submission: str = Field(description="The submission's id.")
    assessor: str = Field(description="Who decided most of it.")
    band: str = Field(description="Id of its risk band.")
    score: float = Field(description="Its points of risk.")
    stratum: str = Field(
        description="What it was drawn from: `coverage`, a band, or `all` where there was no room for each band."
    )
    probability: float = Field(
        description="How probable it was to be drawn, once what covers had been chosen; 1 for what covers."
    )
    reasons: tuple[str, ...] = Field(description="Ids of the reasons, the weightiest first.")
    covers: tuple[tuple[str, str], ...] = Field(description="What it covers: dimension and value.")
    assurer: str = Field(description="Id of who is to look.")


class Stratum(Answered):
    """What was drawn from one stratum."""

    id: str = Field(description="`coverage`, the id of a band, or `all`.")
    submissions: int = Field(description="How many submissions it holds.")
    decisions: int = Field(description="How many decisions those hold.")
    chosen: int = Field(description="How many were chosen.")


class BandTarget(Answered):
    """How much of one risk band is to be looked at."""

    id: str = Field(description="Id of the band.")
    submissions: int = Field(description="How many submissions are in it.")
    share: float = Field(description="Which share the rules ask for.")
    target: int = Field(description="How many that makes.")
    chosen: int = Field(description="How many were chosen, for whatever reason.")


class Uncovered(Answered):
    """Something that nothing in the plan covers."""

    dimension: str = Field(description="`assessor`, `point`, `method`, `location` or `cohort`.")
    value: str = Field(description="Which one.")
    why: str = Field(description="`capacity`: there was no room; `nobody`: all there is, is of who would have to look.")


class Drawn(Answered):
    """A sampling plan."""

    rules: str = Field(description="Version of the rules.")
    seed: int = Field(description="Seed of the draw: the same work, rules and seed give the same plan.")
    submissions: int = Field(description="How many submissions it was drawn from.")
    decisions: int = Field(description="How many decisions those hold.")
    out_of_reach: int = Field(description="Submissions that nobody who looks may look at, and were not drawn from.")
    capacity: int = Field(description="How many could be chosen at most.")
    strata: tuple[Stratum, ...] = Field(description="What was drawn from what.")
    bands: tuple[BandTarget, ...] = Field(description="The band of most risk first.")
    chosen: tuple[Chosen, ...] = Field(description="What is to be looked at, by who looks, the riskiest first.")
    uncovered: tuple[Uncovered, ...] = Field(description="What could not be covered.")
