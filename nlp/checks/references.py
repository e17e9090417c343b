"""The check for criteria named beside the evidence for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from criteria_bank.checks import ReferencesCheck
from nlp.checks.account import Account, Outcome, listed

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})*|one|two|three|four|five|six|seven|eight|nine|ten)"
_IN_BRACKETS = r"(?<=[\[(])\d\.\d{1,2}(?:\s*[,;&]\s*\d\.\d{1,2})*(?=[\])])"


def check_references(check: ReferencesCheck, account: Account) -> Outcome:
    """Found where criteria are named beside content in enough places; partly in fewer, or nowhere near it."""
    seen = list(_references(check, account))
    paragraphs = [sentence.paragraph for sentence in account.observations.sentences]
    content = {paragraphs[index] for index in range(len(paragraphs)) if not _is_empty(account, index)}
    tied = {paragraphs[index] for index, _ in seen if _is_beside_content(paragraphs[index], content)}
    fills: dict[str, str | int] = {
        "references": listed(words for _, words in seen),
        "count": len(tied),
        "needed": check.needed,
    }
    places = account.extents(index for index, _ in seen)
    if len(tied) >= check.needed:
        return Outcome("found", "found", fills, places)
    return Outcome("partly", "partly", fills, places) if seen else Outcome("missing", "missing", fills)


def _references(check: ReferencesCheck, account: Account) -> Iterator[tuple[int, str]]:
    """Each reference in the learner's sentences: the index of the sentence and the reference as written."""
    pattern = _pattern(check.forms)
    for index, sentence in enumerate(account.observations.sentences):
        if sentence.speaker == "learner":
            for match in pattern.finditer(account.text, sentence.span.start, sentence.span.end):
                yield index, " ".join(match[0].split())


def _is_beside_content(paragraph: int, content: set[int]) -> bool:
    """Whether a reference in ``paragraph`` stands with content: in it, as a heading above it, or alone below it."""
    return not content.isdisjoint((paragraph, paragraph + 1, paragraph - 1))


def _is_empty(account: Account, sentence: int) -> bool:
    """Whether a sentence has no content of its own: a heading, a reference alone."""
    return not next(stage.content for stage in account.unit.stages if stage.id == account.stages[sentence])


@lru_cache(maxsize=16)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})s?[.:]?\s*{_NUMBER}\b|{_IN_BRACKETS}", re.IGNORECASE)
