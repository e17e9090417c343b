"""From the lines of a PDF's pages to paragraphs: a PDF knows where letters stand, not what belongs together."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from nlp.readers.reflow import LIST_MARKER, SENTENCE_END, opens_item

# All lengths are relative to the height of a line.
_PARAGRAPH_GAP = 1.25  # times the usual distance between lines
_INDENT = 0.7
_SAME_LINE = 0.4
_HEADING = 0.15  # relative difference in height between a heading and its text
_SPACE = 0.25
_TOLERANCE = 0.3
_OUTLIERS = 0.05
_EDGE_LINES = 2
_REPEATED_SHARE = 0.6
_FEWEST_REPETITIONS = 2
_APART = 1.5

_PAGE_NUMBER = re.compile(r"[-\u2013|\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-\u2013|\s]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; lengths in points, ``bottom`` measured upwards from the page's foot."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    first_word_width: float


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is usual in this document: distance between lines (in heights) and the right margin by left edge."""

    leading: float
    margins: dict[int, float]

    def would_have_fitted(self, previous: Line, line: Line) -> bool:
        """Whether ``line``'s first word had room on ``previous``, so that somebody ended the line on purpose."""
        margin = self.margins.get(_edge(previous), previous.right)
        needed = previous.right + _SPACE * line.height + line.first_word_width
        return needed < margin - _TOLERANCE * line.height


def join_lines(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Paragraphs in reading order, without running heads, feet and page numbers."""
    kept = [_rows(page) for page in _without_furniture(pages)]
    layout = _layout(kept)
    groups: list[list[Line]] = []
    for page in kept:
        for index, line in enumerate(page):
            is_page_start = index == 0
            if groups and _continues(groups[-1], line, layout, is_page_start=is_page_start):
                groups[-1].append(line)
            else:
                groups.append([line])
    vocabulary = _vocabulary(line for page in kept for line in page)
    return [_joined(group, vocabulary) for group in groups]


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    edges = [_edge_lines(page) for page in pages]
    counts = Counter(key for lines in edges for key in {_place_and_words(line) for line in lines})
    enough = max(_FEWEST_REPETITIONS, _REPEATED_SHARE * len(pages))
    # A sentence that comes back, as in a log, is the writer's; heads and feet do not end like one.
    furniture = {key for key, count in counts.items() if count >= enough and not key[1].endswith((".", "!", "?"))}
    return [
        [
            line
            for line in page
            if line not in at_edge or not (_place_and_words(line) in furniture or _is_page_number(line, page))
        ]
        for page, at_edge in zip(pages, edges, strict=True)
    ]


def _edge_lines(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.bottom)
    return [*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]]


def _is_page_number(line: Line, page: Sequence[Line]) -> bool:
    """A number by itself, away from the text: a sentence may end in one that wrapped."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return all(other is line or abs(other.bottom - line.bottom) > _APART * line.height for other in page)


def _place_and_words(line: Line) -> tuple[int, str]:
    return round(line.bottom), _DIGITS.sub("#", line.text)


def _rows(page: Sequence[Line]) -> list[Line]:
    """Pieces that stand side by side, such as the cells of a table, as one line with tabs between them."""
    rows: list[Line] = []
    for line in page:
        left = rows[-1] if rows else None
        if left and abs(left.bottom - line.bottom) < _SAME_LINE * line.height and left.right <= line.left:
            rows[-1] = replace(left, text=f"{left.text}\t{line.text}", right=line.right)
        else:
            rows.append(line)
    return rows


def _layout(pages: Iterable[Sequence[Line]]) -> _Layout:
    lines: list[Line] = []
    drops: list[float] = []
    for page in pages:
        lines += page
        drops += [
            (first.bottom - second.bottom) / second.height
            for first, second in pairwise(page)
            if second.height and first.bottom - second.bottom > _SAME_LINE * second.height
        ]
    rights: dict[int, list[float]] = {}
    for line in lines:
        rights.setdefault(_edge(line), []).append(line.right)
    return _Layout(median(drops or [1.0]), {edge: _margin(values) for edge, values in rights.items()})


def _margin(rights: list[float]) -> float:
    # A table or a long address may stick out of the column; a few such lines do not move the margin.
    return sorted(rights)[math.ceil((1 - _OUTLIERS) * len(rights)) - 1]


def _edge(line: Line) -> int:
    return round(line.left / max(line.height, 1) * 2)


def _continues(group: Sequence[Line], line: Line, layout: _Layout, *, is_page_start: bool) -> bool:
    previous = group[-1]
    drop = (previous.bottom - line.bottom) / max(line.height, 1)
    if is_page_start or drop < -_SAME_LINE:
        # The next page, column or cell: the sentence runs on, or something else begins.
        is_full = is_page_start and not layout.would_have_fitted(previous, line)
        return not SENTENCE_END.search(previous.text) and (is_full or line.text[:1].islower())
    is_heading = abs(previous.height - line.height) > _HEADING * line.height
    paragraph = f"{group[0].text} {previous.text}"
    if opens_item(line.text, paragraph) or is_heading or drop > _PARAGRAPH_GAP * layout.leading:
        return False
    return _is_aligned(group, line) and not layout.would_have_fitted(previous, line)


def _is_aligned(group: Sequence[Line], line: Line) -> bool:
    """Whether ``line`` starts where a further line of the paragraph may start."""
    indent = (line.left - group[-1].left) / max(line.height, 1)
    if indent > _INDENT:
        return len(group) == 1 and LIST_MARKER.match(group[0].text) is not None
    return indent > -_INDENT or len(group) == 1


def _joined(group: Sequence[Line], vocabulary: set[str]) -> str:
    text = group[0].text
    for line in group[1:]:
        if (broken := _BROKEN_WORD.search(text)) and line.text[:1].isalpha():
            text = _mended(text, broken[1], line.text, vocabulary)
        else:
            text += " " + line.text
    return text


def _vocabulary(lines: Iterable[Line]) -> set[str]:
    """The words of the document that no line end breaks, in lower case."""
    words: set[str] = set()
    was_broken = False
    for line in lines:
        is_broken = _BROKEN_WORD.search(line.text) is not None
        found = _WORD.findall(line.text)
        words.update(word.lower() for word in found[was_broken : len(found) - is_broken])
        was_broken = is_broken
    return words


def _mended(text: str, first_half: str, following: str, vocabulary: set[str]) -> str:
    """Join a word broken at a hyphen, which stays when both halves are words of the document ("follow-up")."""
    second_half = _WORD.match(following)
    halves = {first_half.lower(), second_half[0].lower() if second_half else ""}
    is_compound = halves <= vocabulary
    return text + following if is_compound else text[:-1] + following
