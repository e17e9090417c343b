"""Collects what people read on the pages into ``locales/messages.pot``: ``python -m service.web.catalogue``.

Translators work from that file (docs/translating.md). Places are named without line numbers, so that it changes only
where words do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import write_po

from nlp.personal_data.redaction_rules import redaction_rules
from service.objections.kinds import kinds
from service.problem_types import PROBLEM_TYPES
from service.records.told import told
from service.redactions.copies import CAUTION
from service.retention.periods import shipped
from service.web.languages import TEMPLATE

WEB = Path(__file__).parent
PICTURES = WEB.parent / "pictures"
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None}

_METHODS = [("**.html.j2", "jinja2.ext:babel_extract"), ("**.py", "python")]
# As the pages' own environment has it: the same white space, the same messages.
_OPTIONS: Mapping[str, dict[str, Any]] = {
    "**.html.j2": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true", "extensions": "jinja2.ext.do"},
}
_HEADER = """\
# What people read on Tallymark's pages. Written by `python -m service.web.catalogue`; do not edit.
#"""
_WIDTH = 110


def collect() -> bytes:
    """The template of all catalogues, as a file."""
    # It has no date: the same words give the same file.
    catalogue = Catalog(
        project="Tallymark", version="1", header_comment=_HEADER, creation_date=datetime(2026, 1, 1, tzinfo=UTC)
    )
    for path, message, comments, context in _messages():
        catalogue.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    file = BytesIO()
    write_po(file, catalogue, width=_WIDTH, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def _messages() -> Iterator[tuple[str, Any, list[str], str | None]]:
    """Path, message, comments for translators and context of all there is to translate."""
    for path, told_there in _told_elsewhere():
        yield path, told_there, [], None
    for folder, prefix in ((WEB, ""), (PICTURES, "service/pictures/")):
        found = extract_from_dir(folder, _METHODS, _OPTIONS, KEYWORDS, comment_tags=("Translators:",))
        for path, _, message, comments, context in found:
            yield f"{prefix}{path}", message, comments, context


def _told_elsewhere() -> Iterator[tuple[str, str]]:
    """Words on pages that belong to other parts of the service, and where they stand."""
    words = told()
    for each in (words.summary, *words.looks_at, *words.never_does, words.who_decides, words.how_to_contest):
        yield "service/records/transparency.yaml", each
    for each in words.your_rights:
        yield "service/records/transparency.yaml", each
    for period in shipped().values():
        yield "service/retention/periods.yaml", period.keeps
        yield "service/retention/periods.yaml", period.counted_from
        yield "service/retention/periods.yaml", period.source
    for observation in kinds().values():
        yield "service/objections/kinds.yaml", observation.title
    for kind in PROBLEM_TYPES:
        yield "service/problem_types.py", kind.title
        yield "service/problem_types.py", kind.advice
    yield "service/redactions/copies.py", CAUTION
    for name in sorted(redaction_rules().kinds):
        yield "nlp/personal_data/redaction.yaml", redaction_rules().label(name)


if __name__ == "__main__":
    TEMPLATE.write_bytes(collect())
