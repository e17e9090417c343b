"""What is answered about scripts that several people mark."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service.judging.columns import Status
from service.judging.estimates import Answered, Assessor
from service.judging.scripts.settings import Rests


class Proposed(Answered):
    """A script to mark, and why."""

    submission: str = Field(description="Id of the submission.")
    kind: Literal["borderline", "clear"] = Field(description="Whether something in it is open, or nothing is.")
    information: float = Field(
        description="How much marking it tells of people's severity: the expected variance of the statuses, added up "
        "over marking points; 1 is a point on which met and not met are as likely."
    )
    open_points: tuple[str, ...] = Field(description="Marking points on which two people may well differ.")
    differed: tuple[str, ...] = Field(description="Marking points on which people have differed already.")
    why: str = Field(description="Why it is proposed, in words.")


class Covered(Answered):
    """What the proposed scripts tell about one marking point."""

    marking_point: str = Field(description="Id of the marking point.")
    information: float = Field(description="Added up over the scripts.")
    expected: dict[Status, float] = Field(description="On how many of the scripts each status is expected.")


class Proposal(Answered):
    """Scripts that show how people differ."""

    scripts: tuple[Proposed, ...] = Field(description="In the order to mark.")
    points: tuple[Covered, ...] = Field(description="What they cover.")


class Difference(Answered):
    """What people gave one marking point of a script."""

    script: str = Field(description="The script.")
    marking_point: str = Field(description="Id of the marking point.")
    given: dict[Status, tuple[Assessor, ...]] = Field(
        description="Who gave what; statuses that nobody gave are absent."
    )
    spread: int = Field(
        description="Steps between the lowest and the highest status: 0 where all gave the same, at most 2."
    )
    disagreeing: float = Field(description="Share of pairs of people who differ.")
    rests: Rests | None = Field(
        description="How the passages of those who gave most lie beside those of who gave least; null where all agree."
    )
    common: float | None = Field(
        description="Share of the cited words that both sides cite; null where not both cite any, or all agree."
    )
    sentence: str = Field(description="Who gave what, and what to talk about, in words.")


class PointDifferences(Answered):
    """How people differ on one marking point, over all scripts."""

    marking_point: str = Field(description="Id of the marking point.")
    scripts: int = Field(description="Scripts that at least two people have marked.")
    differing: int = Field(description="On how many of them people differ.")
    far_apart: int = Field(description="On how many of them somebody gave met and somebody not.")


class Beside(Answered):
    """What one person gave, beside something else."""

    compared: int = Field(description="Marking points of scripts on which both are known.")
    same: int = Field(description="On how many of them it is the same.")
    more: int = Field(description="On how many of them she gave more.")
    less: int = Field(description="On how many of them she gave less.")


class PersonBeside(Answered):
    """One person beside the standard and beside her colleagues."""

    assessor: Assessor = Field(description="Who.")
    standard: Beside = Field(description="Beside what was agreed.")
    colleagues: Beside = Field(description="Beside each colleague who marked the same.")


class Differences(Answered):
    """Where and why people differ."""

    scripts: tuple[Difference, ...] = Field(description="Every marking point of every script that two have marked.")
    discuss: tuple[Difference, ...] = Field(
        description="Those on which people differ and nothing is agreed yet: what they are farthest apart on first."
    )
    apart: tuple[Difference, ...] = Field(description="All on which people differ, in the same order, agreed or not.")
    points: tuple[PointDifferences, ...] = Field(description="By marking point.")
    people: tuple[PersonBeside, ...] = Field(description="By person.")
