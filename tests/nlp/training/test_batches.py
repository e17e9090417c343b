from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.training.settings import TrainingSettings
from tests.nlp.classifier.tiny_model import WORDS, word_tokenizer
from tests.nlp.training.inventing import account, random_accounts, seeded

try:
    from nlp.training.batches import Batch, Example, epoch, examples
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training
SETTINGS = TrainingSettings(window=32, pieces_per_step=96, inbox_weight=2.5)


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(word_tokenizer())


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return random_accounts(unit, 7, sentences=9)


@pytest.fixture(scope="module")
def made(accounts: list[Account], unit: Unit, pieces: WordPieces) -> list[Example]:
    return examples(accounts, unit, pieces, SETTINGS)


def row_keys(batch: Batch) -> list[tuple[int, ...]]:
    """What a batch says of each of its sentences: stage and labels."""
    pairs = zip(batch.stages, batch.labels, strict=True)
    return [(int(stage), *row.nonzero().flatten().tolist()) for stage, row in pairs]


def test_labels_stand_in_the_units_columns(accounts: list[Account], made: list[Example], unit: Unit) -> None:
    names = [label.id for label in unit.labels]
    for item, example in zip(accounts, made, strict=True):
        assert example.weight == (2.5 if item.kind == "inbox" else 1.0)
        for sentence, stage, row in zip(item.sentences, example.stages, example.labels, strict=True):
            assert unit.stages[stage].id == sentence.stage
            carried = {names[column] for column in np.flatnonzero(row)}
            assert carried == {*sentence.elements, *sentence.constraints, *sentence.mistakes}


def test_every_sentence_comes_once_an_epoch(made: list[Example], pieces: WordPieces) -> None:
    expected = Counter(
        (int(stage), *np.flatnonzero(row).tolist())
        for example in made
        for stage, row in zip(example.stages, example.labels, strict=True)
    )

    for seed in range(5):
        batches = list(epoch(made, pieces, SETTINGS, seeded(seed)))
        assert Counter(key for batch in batches for key in row_keys(batch)) == expected


def test_windows_keep_to_their_limit_and_their_number(made: list[Example], pieces: WordPieces) -> None:
    for batch in epoch(made, pieces, SETTINGS, seeded(1)):
        assert batch.ids.shape == batch.mask.shape
        assert batch.ids.numel() <= SETTINGS.pieces_per_step
        assert batch.ids.shape[1] <= SETTINGS.window
        assert (batch.ids[:, 0] == pieces.opening).all()
        assert (batch.ids[batch.mask == 0] == 0).all()


def test_pooling_averages_a_sentences_own_pieces_and_its_separator(unit: Unit, pieces: WordPieces) -> None:
    said = [LabelledSentence("she rang", "analysis"), LabelledSentence("he promised calmly", "description")]
    (example,) = examples([account(unit, "two", said)], unit, pieces, SETTINGS)

    batches = list(epoch([example], pieces, SETTINGS.model_copy(update={"pieces_per_step": 32}), seeded(2)))

    rows = [(batch, row) for batch in batches for row in batch.pooling]
    for (batch, row), ids in zip(rows, example.pieces, strict=True):
        pooled = row.nonzero().flatten()
        assert batch.ids.flatten()[pooled].tolist() == [*ids, pieces.closing]
        assert float(row.sum()) == pytest.approx(1.0)


def test_epochs_cut_accounts_at_other_places(made: list[Example], pieces: WordPieces) -> None:
    random = seeded(0)

    one, other = (
        sorted(tuple(ids) for batch in epoch(made, pieces, SETTINGS, random) for ids in batch.ids.tolist())
        for _ in range(2)
    )

    assert one != other


def test_the_same_seed_gives_the_same_batches(made: list[Example], pieces: WordPieces) -> None:
    one, other = (list(epoch(made, pieces, SETTINGS, seeded(4))) for _ in range(2))

    assert all((a.ids == b.ids).all() and (a.labels == b.labels).all() for a, b in zip(one, other, strict=True))


def test_a_sentence_longer_than_a_window_still_comes(unit: Unit, pieces: WordPieces) -> None:
    long = " ".join(WORDS * 4)
    said = [
        LabelledSentence("she rang", "analysis"),
        LabelledSentence(long, "description", ("3.interaction",)),
        LabelledSentence("he promised", "conclusion"),
    ]
    made = examples([account(unit, "long", said)], unit, pieces, SETTINGS)

    for seed in range(5):
        batches = list(epoch(made, pieces, SETTINGS, seeded(seed)))
        assert sum(len(batch.stages) for batch in batches) == 3
        assert all(batch.ids.shape[1] <= SETTINGS.window for batch in batches)


def test_windows_of_like_length_share_a_batch(unit: Unit, pieces: WordPieces) -> None:
    """Little of a batch is padding, though accounts differ in length by a factor of ten."""
    settings = SETTINGS.model_copy(update={"window": 512, "pieces_per_step": 1024})
    accounts = [
        account(unit, f"{words}", [LabelledSentence(" ".join(WORDS[:4]), "analysis") for _ in range(words)])
        for words in range(8, 80)
    ]
    made = examples(accounts, unit, pieces, settings)

    batches = epoch(made, pieces, settings, seeded(3))

    read = sum(int(batch.mask.sum()) for batch in batches)
    assert read > 0.75 * sum(batch.mask.numel() for batch in batches)
