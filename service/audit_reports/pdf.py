"""The report of an audit as a PDF: tagged for screen readers (PDF/UA-1), with the fonts of all reports."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

from service.audit_reports.about import About
from service.audit_reports.exhibits import Exhibit
from service.audit_reports.view import FindingsOf, made, view_of
from service.audit_reports.wording import TEMPLATES, wording
from service.judging.auditing import Audit
from service.pictures import Table
from service.pictures.alone import alone, height_of
from service.reports.fonts import showable
from service.reports.typesetting import SECONDS, typeset
from service.reports.wording import TEMPLATES as OF_REPORTS

TEMPLATE = TEMPLATES / "audit.typ"
_FONT = "Noto Sans"
# In points: the width of a page's text, the size of its small letters, and a swatch in a key.
_WIDTH, _EM = 500.0, 8.0
_SWATCH = (1.75 * _EM, 1.1 * _EM)


def write_pdf(audit: Audit, about: About, *, seconds: float = SECONDS) -> bytes:
    """The PDF; raises `service.reports.errors.TypesettingFailed`, also after so many seconds."""
    return typeset(data_of(audit, about), template=TEMPLATE, seconds=seconds)


def data_of(audit: Audit, about: About) -> str:
    """The report as the JSON that ``templates/audit.typ`` reads, in characters that our fonts have."""
    view, words = view_of(audit, about), wording()
    data = {
        "title": view.title,
        "centre": view.centre,
        "made": made(about),
        "lead": words.lead,
        "page": words.page,
        "rests_on": {"title": words.rests_on.title, "rows": view.rests_on},
        "findings": {"title": words.findings, "groups": [_findings(group) for group in view.findings]},
        "to_do": words.to_do,
        "submissions": words.submissions,
        "sections": [
            {
                "title": section.title,
                "paragraphs": section.paragraphs,
                "listed": section.listed,
                "exhibits": [_exhibit(shown) for shown in section.exhibits],
            }
            for section in view.sections
        ],
    }
    return json.dumps(_in_our_fonts(data), ensure_ascii=False)


def _findings(group: FindingsOf) -> dict[str, Any]:
    told = [{"found": one.found, "to_do": one.to_do, "submissions": one.submissions} for one in group.findings]
    return {"weight": group.weight.value, "title": group.title, "lead": group.lead, "findings": told}


def _exhibit(shown: Exhibit) -> dict[str, Any]:
    picture = shown.picture
    keys = (
        [] if picture is None else [{"label": key.label, "swatch": _drawn(key.swatch, *_SWATCH)} for key in picture.key]
    )
    return {
        "title": shown.title,
        "note": shown.note,
        "summary": "" if picture is None else picture.summary,
        "svg": "" if picture is None else _drawn(picture.svg, _WIDTH, height_of(picture.svg, _EM)),
        "keys": keys,
        "table": _table(shown.table),
    }


def _table(table: Table) -> dict[str, Any]:
    return {"head": table.head, "rows": [[str(cell) for cell in row] for row in table.rows]}


def _drawn(drawing: Markup, width: float, height: float) -> str:
    return alone(drawing, _colours(), width=width, height=height, em=_EM, font=_FONT)


@cache
def _colours() -> Mapping[str, str]:
    """The colours of reports on paper."""
    light = (OF_REPORTS / "report.css").read_text(encoding="utf-8").partition("@media")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))


def _in_our_fonts(value: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str():
            return showable(value.replace("\N{MINUS SIGN}", "\N{EN DASH}"))
        case dict():
            return {key: _in_our_fonts(item) for key, item in value.items()}
        case list() | tuple():
            return [_in_our_fonts(item) for item in value]
        case _:
            return value
