"""Turns of a recorded discussion, and whose they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp.language.openings import ASSESSOR_LABELS, CUSTOMER_LABELS, LEARNER_LABELS
from nlp.language.sentences import Speaker
from nlp.language.words import APOSTROPHE

FEWEST_TURNS = 2
"""Turns a name or initials must have to count as a speaker: ``Lesson:`` comes once."""

QUESTION_SHARE = 0.6
"""Share of turns with a question from which a speaker without a role is taken to be the assessor."""

LATEST_START = 6
"""Sentences before the first turn of a discussion; a dialogue that starts later is one that the learner reports."""

_TIME = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s+)?"
_NAME = rf"[A-Z][\w'{APOSTROPHE}]*(?: [\w'{APOSTROPHE}]+)?"
_LABEL = re.compile(
    rf"{_TIME}[*_\[]{{0,3}}(?P<name>{_NAME})(?:\s*\((?P<role>[^()]{{1,30}})\))?[*_\]]{{0,3}} *"
    r"(?:(?P<colon>:)|(?P<dash>[\N{EN DASH}\N{EM DASH}|-]\s|\t)|(?P<stop>[.)]\s))[*_]{0,2}"
)
_NUMBERED = re.compile(r"(q|a|question|answer)\s?\d{1,2}")
_ASKING = frozenset({"q", "question"})
"""Labels that stand for the assessor only where questions follow: Q3 is also a quarter."""

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Sentences ``start`` to ``end`` (exclusive), of which the first carries ``label`` (lower case)."""

    label: str
    start: int
    end: int


def label_of(sentence: str) -> str:
    """The speaker's label that ``sentence`` begins with, in lower case; empty where there is none.

    A colon makes a label of any name; a dash or a tab (in a table) only of a role, and a full stop only of a numbered
    or lone Q or A. A role in brackets, as in ``MT (assessor):``, is part of the label.
    """
    found = _LABEL.match(sentence)
    if not found:
        return ""
    name = found["name"].casefold()
    numbered = _NUMBERED.fullmatch(name)
    name = numbered[1] if numbered else name
    if found["stop"] and name not in {"q", "a"}:
        return ""
    if found["dash"] and name not in ASSESSOR_LABELS | LEARNER_LABELS:
        return ""
    return f"{name} ({found['role'].casefold()})" if found["role"] else name


def find_turns(sentences: Sequence[str], paragraphs: Sequence[int]) -> list[Turn]:
    """All turns; each lasts until the next label or the end of its paragraph, a label alone until that of the next."""
    labels = [label_of(sentence) for sentence in sentences]
    starts = [index for index, label in enumerate(labels) if label]
    turns: list[Turn] = []
    for start, following in pairwise([*starts, len(sentences)]):
        end = start + 1
        alone = end < following and _LABEL.fullmatch(sentences[start])
        while end < following and paragraphs[end] == paragraphs[start + 1 if alone else start]:
            end += 1
        turns.append(Turn(labels[start], start, end))
    return turns


def roles_of(turns: Sequence[Turn], sentences: Sequence[str]) -> dict[str, Speaker]:
    """Who each label stands for; labels that stand for nobody (``Result:``) are left out.

    Roles that are named come first (assessor, learner, Q, ``JB (assessor)``). With an assessor known, other labels
    that come again are the learner. Without one, it is whoever mostly asks.
    """
    by_label: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_label[turn.label].append(turn)
    roles = _named_roles(by_label, sentences)
    recurring = [label for label, own in by_label.items() if label not in roles and len(own) >= FEWEST_TURNS]
    if "assessor" not in roles.values() and turns and turns[0].start < LATEST_START:
        asking = [label for label in recurring if _asks(by_label[label], sentences) and not _is_customer(label)]
        if len(asking) == 1 and (len(recurring) > 1 or roles or len(by_label[asking[0]]) > FEWEST_TURNS):
            roles[asking[0]] = "assessor"
    if "assessor" in roles.values():
        roles.update({label: "learner" for label in recurring if label not in roles})
    return roles


def _named_roles(by_label: Mapping[str, Sequence[Turn]], sentences: Sequence[str]) -> dict[str, Speaker]:
    roles: dict[str, Speaker] = {}
    for label in by_label:
        words = set(re.findall(r"\w+", label))
        role: Speaker | None = (
            "assessor" if words & ASSESSOR_LABELS else "learner" if words & LEARNER_LABELS or label == "me" else None
        )
        if role:
            roles[label] = role
            initials, bracket, _ = label.partition(" (")
            if bracket and initials in by_label:
                roles[initials] = role
    for label in _ASKING & roles.keys():
        if not _asks(by_label[label], sentences):
            del roles[label]
    if "q" in roles and "a" in by_label:
        roles["a"] = "learner"
    return roles


def _asks(turns: Sequence[Turn], sentences: Sequence[str]) -> bool:
    asking = sum(any(sentences[index].endswith("?") for index in range(turn.start, turn.end)) for turn in turns)
    return asking >= QUESTION_SHARE * len(turns)


def _is_customer(label: str) -> bool:
    words = set(label.split())
    return bool(words & CUSTOMER_LABELS or words & _TITLES)
