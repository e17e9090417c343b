"""Is it fair? The same content in another form, or about somebody with another name, earns the same statuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from random import Random

from nlp.corpus.variants.keeping import KEEPING, Rewrite
from nlp.documents import PARAGRAPH_BREAK
from nlp.evaluation.behaviour.cases import NameCases, ToldAccount
from nlp.evaluation.behaviour.judging import Changes, judge
from nlp.language.pipeline import read_sentences
from nlp.language.reader import AccountReader
from nlp.pipeline import Analyser
from nlp.readers.reading import read_text


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that say the same; ``form`` is what sets the second apart."""

    form: str
    before: str
    after: str


def told_pairs(accounts: Iterable[ToldAccount]) -> Iterator[Pair]:
    """Each account in plain English beside each of its other forms."""
    for account in accounts:
        for form, text in account.forms.items():
            yield Pair(form, account.plain, text)


def rewritten_pairs(language: AccountReader, accounts: Iterable[ToldAccount]) -> Iterator[Pair]:
    """Each account in plain English beside what each rule of `KEEPING` makes of its sentences; always the same."""
    for account in accounts:
        for name, rewrite in KEEPING.items():
            random = Random(f"{account.name} {name}")  # noqa: S311  (repeatable on purpose)
            rewritten = _rewritten(language, account.plain, rewrite, random)
            yield Pair(f"rule: {name}", account.plain, rewritten)


def name_pairs(cases: NameCases) -> Iterator[Pair]:
    """Each account about the first of the people beside the same about each of the others."""
    for first, *others in cases.filled():
        for person, text in zip(cases.people[1:], others, strict=True):
            yield Pair(person["customer"], first, text)


def changes_by_form(analyser: Analyser, pairs: Iterable[Pair]) -> dict[str, Changes]:
    """How many statuses differ between the texts of the pairs, form by form."""
    ordered = sorted(pairs, key=attrgetter("form"))
    texts = list(dict.fromkeys(text for pair in ordered for text in (pair.before, pair.after)))
    judged = dict(zip(texts, judge(analyser, texts), strict=True))
    return {
        form: total(Changes.between(judged[pair.before], judged[pair.after]) for pair in of_form)
        for form, of_form in groupby(ordered, key=attrgetter("form"))
    }


def total(changes: Iterable[Changes]) -> Changes:
    """Changes of several comparisons together."""
    return sum(changes, Changes())


def _rewritten(language: AccountReader, text: str, rewrite: Rewrite, random: Random) -> str:
    document = read_text(text)
    paragraphs: list[list[str]] = [[] for _ in document.paragraphs]
    for sentence in read_sentences(language, document):
        own = document.text[sentence.span.start : sentence.span.end]
        paragraphs[sentence.paragraph].append(rewrite(own, random))
    return PARAGRAPH_BREAK.join(" ".join(sentences) for sentences in paragraphs)
