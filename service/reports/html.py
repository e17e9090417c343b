"""The report as one web page: no script, nothing loaded from elsewhere, fit to print."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from service.reports.characters import presentable
from service.reports.depth import outline
from service.reports.view import ReportView
from service.reports.wording import TEMPLATES, wording


def render_html(view: ReportView) -> bytes:
    """The page in UTF-8; the same view always gives the same bytes."""
    page = _template().render(
        view=view,
        w=wording(),
        style=Markup(_style()),  # noqa: S704 - a file of ours
        policy=content_security_policy(),
        outline=outline,
    )
    return presentable(page).encode()


@cache
def content_security_policy() -> str:
    """What a browser may do with the page: apply its one style sheet, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return (TEMPLATES / "report.css").read_text(encoding="utf-8")


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
    return environment.get_template("report.html.j2")
