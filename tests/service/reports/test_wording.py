"""The report's own sentences: all of them are used, and all of them are plain."""

from __future__ import annotations

from collections.abc import Iterator

import textstat

from service.reports.marks import KINDS
from service.reports.wording import TEMPLATES, wording

PAGES = [path.read_text(encoding="utf-8") for ending in ("j2", "typ") for path in TEMPLATES.rglob(f"*.{ending}")]
# Looked up by what the result says: a status, a kind of mark, the name of a section, and so on.
LOOKED_UP = {"status", "elements", "severity", "label", "quality", "sections", *KINDS}


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from leaves(inner, (*path, str(key)))
        case list():
            yield path, " ".join(value)
        case _:
            yield path, str(value)


def test_every_sentence_is_used() -> None:
    unused = [
        ".".join(path)
        for path, _ in leaves(wording())
        if not LOOKED_UP & set(path) and not any(f".{path[-1]}" in page for page in PAGES)
    ]
    assert not unused


def test_marks_have_a_label_a_meaning_and_a_key() -> None:
    assert set(wording()["account"]["marks"]) == set(KINDS)
    assert all(set(words) == {"label", "meaning", "key"} for words in wording()["account"]["marks"].values())


def test_a_twelve_year_old_can_read_it() -> None:
    sentences = [text for _, text in leaves(wording()) if text.endswith((".", "?"))]
    assert textstat.flesch_kincaid_grade(" ".join(sentences)) <= 7
    assert textstat.flesch_reading_ease(" ".join(sentences)) >= 65
