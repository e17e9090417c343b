"""The report as a PDF: tagged for screen readers (PDF/UA-1), with its own fonts, the same bytes for the same result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from service.reports.account import Paragraph, Segment
from service.reports.depth import DepthView, StageRow
from service.reports.fonts import showable
from service.reports.points import PointView
from service.reports.typesetting import SECONDS, typeset
from service.reports.view import ReportView
from service.reports.wording import wording

# Properties that the template reads besides the fields.
_DERIVED: Mapping[type, tuple[str, ...]] = {
    DepthView: ("separate",),
    StageRow: ("spoken",),
    Paragraph: ("right_to_left",),
    PointView: ("rest",),
    ReportView: ("first_to_mend", "sections", "without_evidence"),
}


def render_pdf(view: ReportView, *, seconds: float = SECONDS) -> bytes:
    """The PDF; raises TypesettingFailed, also where setting it takes longer than ``seconds``."""
    return typeset(data_of(view), seconds=seconds)


def data_of(view: ReportView) -> str:
    """The view and the wording as the JSON that ``templates/report.typ`` reads, in characters that our fonts have."""
    data = {"view": _plain(view), "w": wording()}
    return json.dumps(data, ensure_ascii=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case Segment():
            return _segment(value)
        case str():
            return showable(" ".join(value.split()))
        case tuple():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            names = [*(field.name for field in fields(value)), *_DERIVED.get(type(value), ())]
            return {name: _plain(getattr(value, name)) for name in names}
        case _:
            return value


def _segment(segment: Segment) -> dict[str, Any]:
    """A segment with what the template draws: the kinds that cover it, and the labels of the marks that it ends."""
    return {
        "text": showable(segment.text),
        "kinds": segment.kinds,
        "anchor": segment.anchor,
        "labels": [{"kind": mark.kind, "name": showable(mark.name), "target": mark.target} for mark in segment.closes],
    }
