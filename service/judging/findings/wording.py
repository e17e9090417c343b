"""The sentences and thresholds of findings (``findings.yaml``), and figures as they stand in sentences."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.judging.estimates import Assessor, Estimate
from service.judging.findings.results import Finding, Kind, Part, Weight
from service.judging.patterns.results import PatternId

Form: TypeAlias = Literal["share", "decimal"]
_FILE = Path(__file__).parent / "findings.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Share(_Strict):
    value: float = Field(gt=0, lt=1)
    because: str


class _Logits(_Strict):
    value: float = Field(gt=0)
    because: str


class _Count(_Strict):
    value: int = Field(ge=1)
    because: str


class _Often(_Strict):
    least: float
    words: str


class Sentences(_Strict):
    """The words of one kind of finding."""

    part: Part
    weight: Weight
    found: str
    to_do: str


class Wording(_Strict):
    """What ``findings.yaml`` holds."""

    level: _Share
    least_share: _Share
    least_logits: _Logits
    least_statuses: _Share
    most_of_a_kind: _Count
    most_submissions: _Count
    order: tuple[Kind, ...]
    figure: str
    points: str
    and_more: str
    nothing_hidden: str
    also: str
    false_alarms: str
    often: tuple[_Often, ...]
    without_ratio: tuple[str, str]
    times: str
    apart: str
    patterns: dict[PatternId, str]
    dimensions: dict[str, str]
    sentences: dict[Kind, Sentences]

    def dimension(self, name: str) -> str:
        """A way in which learners differ, in words."""
        return self.dimensions.get(name, name.replace("_", " "))

    @model_validator(mode="after")
    def _every_kind_has_words_and_a_place(self) -> Self:
        if set(self.sentences) != set(Kind) or sorted(self.order) != sorted(Kind):
            raise ValueError("Every kind of finding has its sentences, and stands once in the order.")
        return self


@cache
def wording() -> Wording:
    """What is installed."""
    return Wording.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def finding(
    kind: Kind,
    *,
    assessors: tuple[Assessor, ...] = (),
    place: tuple[str, str] | None = None,
    group: str | None = None,
    estimate: Estimate | None = None,
    submissions: tuple[str, ...] = (),
    **values: object,
) -> Finding:
    """A finding in words; ``place``: unit and marking point; ``values``: what its sentences have in braces."""
    words = wording().sentences[kind]
    unit, point = place or (None, None)
    filled = {"figure": said(estimate), "point": point, "group": group, **values}
    return Finding(
        kind=kind,
        part=words.part,
        weight=words.weight,
        found=words.found.format(**filled).strip(),
        to_do=words.to_do.format(**filled).strip(),
        assessors=assessors,
        unit=unit,
        marking_point=point,
        group=group,
        estimate=estimate,
        submissions=submissions[: wording().most_submissions.value],
    )


def said(estimate: Estimate | None, form: Form = "share") -> str:
    """A figure with its interval; the reason why there is none in its place."""
    if estimate is None or estimate.value is None:
        return (estimate.why_not or "") if estimate else ""
    if estimate.low is None or estimate.high is None:
        return number(estimate.value, form)
    ends = {"low": number(estimate.low, form), "high": number(estimate.high, form)}
    return wording().figure.format(value=number(estimate.value, form), **ends)


def number(value: float, form: Form = "share") -> str:
    """``86%`` or ``0.86``."""
    written = f"{100 * value:.0f}%" if form == "share" else f"{value:.2f}"
    return written.replace("-", "\N{MINUS SIGN}")
