"""Variants of whole accounts: for training (`vary`), and for measuring fairness (`keep_variant`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random

from pydantic import BaseModel, ConfigDict

from criteria_bank.entries import Share
from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.variants.joining import Origin, join_neighbours, words_in_lower_case
from nlp.corpus.variants.keeping import KEEPING, Rewrite
from nlp.corpus.variants.losing import LOSING, TURNING, Loss
from nlp.errors import CorpusError

JOINING_CHANCE = 0.4
"""Chance that a sentence is joined to the one before it, in an account whose neighbours are joined."""

Paragraphs = list[list[Origin]]


class VariantShares(BaseModel):
    """How much is varied.

    ``joined``: share of the accounts whose neighbours are joined to run-ons; ``kept``: share of the sentences that get
    one rewrite of `KEEPING`; ``lost``: share of the sentences that are evidence which get an extra copy that is none,
    by one rewrite of `LOSING`; ``turned``: the same by one of `TURNING`, for which few sentences are plain enough, so
    that its share may be larger.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    joined: Share = 0.0
    kept: Share = 0.0
    lost: Share = 0.0
    turned: Share = 0.0


@dataclass(frozen=True, slots=True)
class Varied:
    """An account and, for each of its sentences, the numbers (from 0) of the sentences that it was made from.

    ``sources`` is empty for an extra copy that lost its labels: what was said of its source does not hold for it.
    """

    account: Account
    sources: tuple[tuple[int, ...], ...]


def vary(account: Account, unit: Unit, random: Random, settings: VariantShares) -> Account:
    """A variant of ``account`` for one epoch of training.

    Its paragraphs stay; its decisions, depth and flags are those of the original. The same state of ``random`` gives
    the same variant.
    """
    return vary_traced(account, unit, random, settings).account


def vary_traced(account: Account, unit: Unit, random: Random, settings: VariantShares) -> Varied:
    """As `vary`, with what each sentence was made from, so that soft labels can follow."""
    numbers = count()
    paragraphs = [[Origin(each, (next(numbers),)) for each in paragraph] for paragraph in account.paragraphs]
    if random.random() < settings.joined:
        lower = words_in_lower_case(sentence.text for sentence in account.sentences)
        paragraphs = [join_neighbours(own, unit, lower, random, JOINING_CHANCE) for own in paragraphs]
    for share, losses in ((settings.lost, LOSING), (settings.turned, TURNING)):
        if share:
            paragraphs = [_with_lost_copies(own, unit, random, share, tuple(losses.values())) for own in paragraphs]
    if settings.kept:
        rewrites = tuple(KEEPING.values())
        paragraphs = [[_kept(each, random, settings.kept, rewrites) for each in own] for own in paragraphs]
    return Varied(
        _with_paragraphs(account, [[each.sentence for each in own] for own in paragraphs]),
        tuple(each.sources for own in paragraphs for each in own),
    )


def keep_variant(account: Account, name: str, random: Random) -> Account:
    """``account`` with every sentence rewritten by the rewrite of `KEEPING` called ``name``; labels stay.

    Raises:
        CorpusError: there is no such rewrite.
    """
    if name not in KEEPING:
        raise CorpusError(f"No rewrite is called {name!r}. Use one of: {', '.join(KEEPING)}.")
    rewrite = KEEPING[name]
    return _with_paragraphs(
        account,
        [
            [replace(sentence, text=rewrite(sentence.text, random)) for sentence in paragraph]
            for paragraph in account.paragraphs
        ],
    )


def _kept(each: Origin, random: Random, share: float, rewrites: Sequence[Rewrite]) -> Origin:
    if random.random() >= share:
        return each
    text = random.choice(rewrites)(each.sentence.text, random)
    return replace(each, sentence=replace(each.sentence, text=text))


def _with_lost_copies(
    paragraph: list[Origin], unit: Unit, random: Random, share: float, losses: Sequence[Loss]
) -> list[Origin]:
    """``paragraph`` with extra copies, none of which stands beside its source where there is another place."""
    content = {stage.id for stage in unit.stages if stage.content}
    # Behind an assessor's question a copy would be the assessor's as well.
    headings = {index for index, each in enumerate(paragraph) if each.sentence.stage not in content}
    behind: list[list[Origin]] = [[] for _ in paragraph]
    for index, each in enumerate(paragraph):
        if _is_evidence(each.sentence) and random.random() < share:
            copy = _lost_copy(each.sentence, unit, random, losses)
            places = [place for place in range(len(paragraph)) if place not in {index - 1, index, *headings}]
            if copy:
                behind[random.choice(places or [index])].append(Origin(copy, ()))
    return [each for own, copies in zip(paragraph, behind, strict=True) for each in (own, *copies)]


def _is_evidence(sentence: LabelledSentence) -> bool:
    return bool(sentence.elements or sentence.constraints) and not sentence.mistakes


def _lost_copy(
    sentence: LabelledSentence, unit: Unit, random: Random, losses: Sequence[Loss]
) -> LabelledSentence | None:
    """By a rewrite drawn evenly from those that are sure of themselves here."""
    drawn = random.sample(losses, len(losses))
    return next((copy for loss in drawn if (copy := loss.apply(sentence, unit, random))), None)


def _with_paragraphs(account: Account, paragraphs: Iterable[Iterable[LabelledSentence]]) -> Account:
    varied = replace(account, paragraphs=tuple(map(tuple, paragraphs)))
    text = varied.document().text
    return replace(varied, personal_data=tuple(_as_in(text, string) for string in account.personal_data))


def _as_in(text: str, string: str) -> str:
    """``string`` as ``text`` writes it: perhaps in lower case or without punctuation."""
    if string in text:
        return string
    parts = re.findall(r"\w+", string)
    found = re.search(r"\W*".join(map(re.escape, parts)), text, re.IGNORECASE)
    return found[0] if found else string
