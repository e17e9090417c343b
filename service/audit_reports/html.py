"""The report of an audit as one web page: no script, nothing loaded from elsewhere, fit to print."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from service.audit_reports.about import About
from service.audit_reports.view import made, view_of
from service.audit_reports.wording import TEMPLATES, wording
from service.judging.auditing import Audit
from service.pictures import STYLE_SHEET
from service.reports.characters import presentable
from service.reports.wording import TEMPLATES as OF_REPORTS

_SHEETS = (OF_REPORTS / "report.css", STYLE_SHEET, TEMPLATES / "audit.css")


def write_html(audit: Audit, about: About) -> str:
    """The page; the same audit always gives the same."""
    page = _template().render(
        view=view_of(audit, about),
        w=wording(),
        made=made(about),
        style=Markup(_style()),  # noqa: S704 - files of ours
        policy=content_security_policy(),
    )
    return presentable(page)


@cache
def content_security_policy() -> str:
    """What a browser may do with the page: apply its one style sheet, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return "".join(sheet.read_text(encoding="utf-8") for sheet in _SHEETS)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("audit.html.j2")
