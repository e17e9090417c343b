"""Run-ons: neighbouring sentences of a paragraph joined to one, which carries the labels of all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from criteria_bank.schema import Unit
from nlp.corpus.accounts import LabelledSentence
from nlp.corpus.variants.data import variant_data
from nlp.corpus.variants.wording import split_lead
from nlp.language.verbs import is_past

MOST_SENTENCES = 4
MOST_CHARACTERS = 420
"""Longer run-ons would leave a window of the encoder no room for their neighbours."""

_WORD = re.compile(r"[^\W\d_]+")
_CONJUNCTION = re.compile(r"(?:and|but|so|then)\b", re.IGNORECASE)
_END = re.compile(r"[.,;]+\s*$")


@dataclass(frozen=True, slots=True)
class Origin:
    """A sentence of a variant and the numbers (from 0, in reading order) of the sentences it was made from."""

    sentence: LabelledSentence
    sources: tuple[int, ...]


def join_neighbours(
    paragraph: Sequence[Origin], unit: Unit, lower: Collection[str], random: Random, chance: float
) -> list[Origin]:
    """``paragraph`` with runs of 2 to 4 neighbours joined; each may join the one before with ``chance``.

    Sentences of a stage without content, and those that open a turn or a list item, are never joined to the one before.
    ``lower``: words that the account has in lower case, so that they are no names.
    """
    stages = [stage.id for stage in unit.stages if stage.content]
    runs: list[list[Origin]] = []
    for each in paragraph:
        run = runs[-1] if runs else []
        if run and _joins(run, each, stages) and random.random() < chance:
            run.append(each)
        else:
            runs.append([each])
    return [_joined(run, stages, lower, random) if len(run) > 1 else run[0] for run in runs]


def words_in_lower_case(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand in lower case somewhere in ``texts``."""
    return frozenset(word for text in texts for word in _WORD.findall(text) if word.islower())


def _joins(run: Sequence[Origin], following: Origin, stages: Sequence[str]) -> bool:
    length = sum(len(each.sentence.text) for each in run) + len(following.sentence.text)
    return (
        len(run) < MOST_SENTENCES
        and length <= MOST_CHARACTERS
        and run[-1].sentence.stage in stages
        and following.sentence.stage in stages
        and not split_lead(following.sentence.text)[0]
    )


def _joined(run: Sequence[Origin], stages: Sequence[str], lower: Collection[str], random: Random) -> Origin:
    links = variant_data().links
    sentences = [each.sentence for each in run]
    text = sentences[0].text
    for sentence in sentences[1:]:
        link = " " if _CONJUNCTION.match(sentence.text) else random.choice(links)
        text = _END.sub("", text) + link + _uncapitalised(sentence.text, lower)
    return Origin(
        LabelledSentence(
            text,
            max((sentence.stage for sentence in sentences), key=stages.index),
            _union(sentence.elements for sentence in sentences),
            _union(sentence.constraints for sentence in sentences),
            _union(sentence.mistakes for sentence in sentences),
        ),
        tuple(source for each in run for source in each.sources),
    )


def _union(labels: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for own in labels for label in own))


def _uncapitalised(text: str, lower: Collection[str]) -> str:
    first = _WORD.match(text)
    word = first[0].lower() if first else ""
    is_ordinary = word in lower or word in variant_data().function_words or is_past(word)
    return word + text[len(word) :] if is_ordinary and word != "i" and first and first[0].istitle() else text
