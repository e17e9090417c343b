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
        sections=_sections(view),
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


def _sections(view: ReportView) -> list[tuple[str, bool]]:
    """The sections in the order of the page, and whether this report has them."""
    return [
        ("summary", bool(view.summary or view.cautions)),
        ("strengths", bool(view.strengths)),
        ("depth", True),
        ("points", bool(view.points) or view.copy == "signpost"),
        ("steps", bool(view.steps)),
        ("corrections", bool(view.corrections or view.also_raised)),
        ("account", True),
        ("evidence", bool(view.points)),
        ("checks", bool(view.guidance.open or view.guidance.done)),
        ("hints", bool(view.hints)),
        ("constraints", bool(view.constraints)),
        ("personal_data", bool(view.personal_data)),
        ("overlaps", bool(view.overlaps)),
        ("person", True),
    ]


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
    )
    return environment.get_template("report.html.j2")
