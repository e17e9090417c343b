"""Accounts that nobody wrote: labels drawn at random, and scores that follow them as closely as a test asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np

from criteria_bank.schema import Unit
from nlp.classifier.logits import Logits
from nlp.corpus.accounts import Account, Kind, LabelledSentence
from nlp.results import DepthLabel, Status
from nlp.training.cross_validate import OutOfFold

STATUSES: tuple[Status, ...] = ("not", "partial", "met")


def account(
    unit: Unit,
    name: str,
    sentences: Sequence[LabelledSentence],
    *,
    decisions: Mapping[str, Status] | None = None,
    depth: DepthLabel = "mixed",
    flags: tuple[str, ...] = (),
    kind: Kind = "ordered",
    sector: str = "retail",
) -> Account:
    said: dict[str, Status] = {point.id: "not" for point in unit.marking_points}
    return Account(
        id=name,
        sector=sector,
        level=3,
        form="account",
        file=f"{sector}.acc",
        kind=kind,
        decisions=said | dict(decisions or {}),
        depth=depth,
        flags=flags,
        personal_data=(),
        paragraphs=(tuple(sentences),),
    )


def random_accounts(unit: Unit, count: int, sentences: int = 6, seed: int = 0) -> list[Account]:
    """Each decided by how many of a point's elements it holds; two sectors in turns."""
    random = np.random.default_rng(seed)
    return [_random_account(unit, number, sentences, random) for number in range(count)]


def _random_account(unit: Unit, number: int, sentences: int, random: np.random.Generator) -> Account:
    generosity = random.random()
    written = [_random_sentence(unit, f"Account {number} says {row}.", generosity, random) for row in range(sentences)]
    held = {name for sentence in written for name in sentence.elements}
    decisions: dict[str, Status] = {
        point.id: STATUSES[min(2, sum(element.id in held for element in point.elements))]
        for point in unit.marking_points
    }
    reflecting = sum(sentence.stage in {"analysis", "conclusion"} for sentence in written) / sentences
    shown = {name for sentence in written for name in sentence.mistakes}
    return account(
        unit,
        f"made-{number}",
        written,
        decisions=decisions,
        depth="descriptive" if reflecting < 0.25 else "analytical" if reflecting > 0.5 else "mixed",
        flags=tuple(flag.id for flag in unit.flags if flag.mistake in shown),
        kind="inbox" if number % 4 == 0 else "ordered",
        sector=("retail", "care")[number % 2],
    )


def _random_sentence(unit: Unit, text: str, generosity: float, random: np.random.Generator) -> LabelledSentence:
    def some(ids: Sequence[str], share: float) -> tuple[str, ...]:
        return tuple(name for name in ids if random.random() < share)

    return LabelledSentence(
        text,
        str(random.choice(["description", "analysis", "conclusion"])),
        some([entry.id for entry in unit.elements], 0.2 * generosity),
        some([entry.id for entry in unit.constraints], 0.1),
        some([entry.id for entry in unit.mistakes], 0.05),
    )


def scores_of(unit: Unit, accounts: Sequence[Account], folds: Sequence[int], seed: int = 1) -> OutOfFold:
    """Logits that lean towards each account's labels, with noise."""
    random = np.random.default_rng(seed)
    names = [label.id for label in unit.labels]
    stages = [stage.id for stage in unit.stages]
    logits = {}
    for item in accounts:
        carried = [{*sentence.elements, *sentence.constraints, *sentence.mistakes} for sentence in item.sentences]
        truth = np.array([[name in labels for name in names] for labels in carried], dtype=np.float64)
        staged = np.array(
            [[name == sentence.stage for name in stages] for sentence in item.sentences], dtype=np.float64
        )
        logits[item.id] = Logits(_noisy(4.0 * staged, random), _noisy(6.0 * truth - 3.0, random))
    return OutOfFold(logits, {item.id: fold for item, fold in zip(accounts, folds, strict=True)})


def _noisy(values: np.ndarray, random: np.random.Generator) -> np.ndarray:
    return (values + random.normal(scale=1.5, size=values.shape)).astype(np.float32)


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- shuffles, guards nothing
