"""What is answered about what follows from an audit."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from service.judging.estimates import Answered, Assessor, Estimate


class Weight(StrEnum):
    """What a finding asks of whoever reads it."""

    ACT = "act"
    """Something to look at and to talk over."""
    KNOWN = "known"
    """How things are; also that nothing stands out."""
    OPEN = "open"
    """What cannot be known yet, and what would change that."""


class Part(StrEnum):
    """The part of an audit that a finding comes from."""

    AGREEMENT = "agreement"
    SEVERITY = "severity"
    PATTERNS = "patterns"
    PROGRAM = "program"


class Kind(StrEnum):
    """What a finding says; its words stand in ``findings.yaml``."""

    OVERALL = "overall"
    OVERALL_UNKNOWN = "overall_unknown"
    POINT_LOWER = "point_lower"
    POINTS_ALIKE = "points_alike"
    PAIR_LOWER = "pair_lower"
    PAIRS_ALIKE = "pairs_alike"
    PAIRS_UNKNOWN = "pairs_unknown"
    MARK_TWICE = "mark_twice"
    AWARDS_MORE = "awards_more"
    AWARDS_LESS = "awards_less"
    AWARDING_ALIKE = "awarding_alike"
    SEVERER = "severer"
    MORE_LENIENT = "more_lenient"
    SEVERITY_ALIKE = "severity_alike"
    SEVERITY_UNKNOWN = "severity_unknown"
    UNLINKED = "unlinked"
    PATTERN = "pattern"
    NO_PATTERN = "no_pattern"
    PATTERN_UNKNOWN = "pattern_unknown"
    PROGRAM = "program"
    PROGRAM_UNKNOWN = "program_unknown"
    TOO_UNSURE = "too_unsure"
    TOO_SURE = "too_sure"
    CALIBRATED = "calibrated"
    GROUP_LOWER = "group_lower"
    GROUP_HIGHER = "group_higher"
    GROUPS_ALIKE = "groups_alike"
    GROUPS_SMALL = "groups_small"
    GROUPS_UNKNOWN = "groups_unknown"


class Finding(Answered):
    """One thing that follows from the figures."""

    kind: Kind = Field(description="What it says.")
    part: Part = Field(description="The part of the audit that has its figures.")
    weight: Weight = Field(description="`act`: look and talk; `known`: how things are; `open`: not known yet.")
    found: str = Field(description="What was found, in plain words, with its figures and 95 % intervals.")
    to_do: str = Field(description="What to do about it; empty where there is nothing to do.")
    assessors: tuple[Assessor, ...] = Field((), description="Whom it is about.")
    unit: str | None = Field(None, description="The unit of the marking point that it is about.")
    marking_point: str | None = Field(None, description="The marking point that it is about.")
    group: str | None = Field(None, description="The group of learners, or kind of accounts, that it is about.")
    estimate: Estimate | None = Field(None, description="The figure that it rests on.")
    submissions: tuple[str, ...] = Field((), description="Ids of submissions to look at, the most telling first.")
