"""The English sentences of CEReD, read: nine categories, two annotators' confidence, the sentence among its neighbours.

Czech-English Reflective Dataset by Nehyba and Štefánik (2022), CC BY 4.0; see docs/cered.md for where to get it.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from statistics import fmean

from ftfy import fix_text

CATEGORIES = (
    "Other",
    "Experience",
    "Feeling",
    "Reflection",
    "Difficulty",
    "Belief",
    "Intention",
    "Perspective",
    "Learning",
)
OTHER_SPELLINGS = {"Difficulties": "Difficulty"}  # the test file's
HIGHEST_CONFIDENCE = 6.0
LONGEST_RUN = 3
ALIKE = 0.4
_BREAK = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class Row:
    """One labelled sentence. ``category``: index into CATEGORIES; ``confidence``: the annotators' mean, 1 to 6."""

    before: str
    sentence: str
    after: str
    category: int
    confidence: float


@dataclass(frozen=True)
class Task:
    """Rows to learn from, rows to watch while learning, rows whose categories are asked for."""

    train: Sequence[Row]
    val: Sequence[Row]
    asked: Sequence[Row]


def read_rows(path: Path) -> list[Row]:
    """Rows of one split, in the file's order; a row that cannot be used is a ValueError that says where it stands."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_row(fields, f"{path.name}, row {number}") for number, fields in enumerate(_table(file), start=1)]


def _table(lines: Iterator[str]) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(lines, delimiter="\t")


def _row(fields: dict[str, str], where: str) -> Row:
    name = OTHER_SPELLINGS.get(fields["y"], fields["y"])
    if name not in CATEGORIES:
        raise ValueError(f"{where}: the category is none of {', '.join(CATEGORIES)}. Get the file anew.")
    try:
        confidence = fmean(json.loads(fields["confidence"]))
    except (TypeError, ValueError):
        raise ValueError(f"{where}: the confidence is no list of numbers such as [5, 6]. Get the file anew.") from None
    sentence = fix_text(fields["sentence"]).strip()
    if not sentence:
        raise ValueError(f"{where}: the sentence is empty. Get the file anew.")
    before, after = surroundings(sentence, fix_text(fields["context"]).strip())
    return Row(before, sentence, after, CATEGORIES.index(name), confidence)


def surroundings(sentence: str, context: str) -> tuple[str, str]:
    """What stands before and after the sentence in its context.

    One context in eight words the sentence differently, because sentence and context were translated apart: then the
    run of up to three of its sentences that is most alike gives the place, and where none is alike, all of the context
    counts as standing before.
    """
    if sentence in context:
        before, _, after = context.partition(sentence)
        return before.strip(), after.strip()
    parts = _BREAK.split(context)
    runs = [(first, end) for first, end in combinations(range(len(parts) + 1), 2) if end - first <= LONGEST_RUN]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sentence.casefold().split())

    def likeness(run: tuple[int, int]) -> float:
        matcher.set_seq1(" ".join(parts[slice(*run)]).casefold().split())
        return matcher.ratio()

    first, end = max(runs, key=likeness)
    if likeness((first, end)) < ALIKE:
        return context, ""
    return " ".join(parts[:first]), " ".join(parts[end:])
