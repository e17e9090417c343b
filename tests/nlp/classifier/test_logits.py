from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nlp.classifier.base import Passage
from nlp.classifier.encoder import States, TokenEncoder
from nlp.classifier.logits import WINDOW, Scorer
from nlp.classifier.tokens import MAX_PIECES
from tests.nlp.classifier.tiny_model import WORDS

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)


@dataclass
class Watched:
    """An encoder, and what it was asked to read."""

    inner: TokenEncoder
    read: list[list[int]] = field(default_factory=list)

    def encode(self, ids: NDArray[np.int64]) -> States:
        self.read.append(ids.tolist())
        return self.inner.encode(ids)


def passage(*texts: str) -> Passage:
    return Passage(texts, (0,) * len(texts))


def watched(scorer: Scorer) -> tuple[Scorer, Watched]:
    encoder = Watched(scorer.encoder)
    return Scorer(scorer.pieces, encoder, scorer.heads), encoder


@given(texts=st.lists(sentences, min_size=1, max_size=40))
def test_every_sentence_gets_one_row_whatever_the_windows(scorer: Scorer, texts: list[str]) -> None:
    logits = scorer.score(passage(*texts))

    assert logits.stages.shape == (len(texts), 3)
    assert logits.labels.shape == (len(texts), 4)
    assert np.isfinite(logits.stages).all()
    assert np.isfinite(logits.labels).all()


@given(data=st.data(), texts=st.lists(sentences, min_size=1, max_size=40))
def test_some_sentences_get_the_rows_that_they_have_among_all(
    scorer: Scorer, texts: list[str], data: st.DataObject
) -> None:
    indices = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=5))

    some, every = scorer.score_some(passage(*texts), indices), scorer.score(passage(*texts))

    assert np.array_equal(some.stages, every.stages[indices])
    assert np.array_equal(some.labels, every.labels[indices])


def test_only_the_windows_that_hold_them_are_read(scorer: Scorer) -> None:
    (whole, read_whole), (some, read_some) = watched(scorer), watched(scorer)
    texts = [" ".join([*WORDS[place:], *WORDS[:place]] * times) for times in (1, 2, 3) for place in range(len(WORDS))]

    whole.score(passage(*texts))
    some.score_some(passage(*texts), [30])
    some.score_some(passage(*texts), [])

    assert len(read_whole.read) > 2
    assert len(read_some.read) == 1


def test_a_short_passage_is_read_in_one_go_between_separators(scorer: Scorer) -> None:
    scorer, encoder = watched(scorer)
    she, rang, opening, closing = scorer.pieces.encode(["she rang"])[0] + [scorer.pieces.opening, scorer.pieces.closing]

    scorer.score(passage("she rang", "rang"))

    assert encoder.read == [[opening, she, rang, closing, rang, closing]]


def test_a_sentence_is_judged_from_its_own_pieces_and_its_separator(scorer: Scorer) -> None:
    (first,), (second, third) = scorer.pieces.encode(["customer", "she rang"])
    opening, closing = scorer.pieces.opening, scorer.pieces.closing
    states = scorer.encoder.encode(np.array([opening, first, closing, second, third, closing]))
    stages, labels = scorer.heads.apply(states[1:], np.array([0, 2]))

    logits = scorer.score(passage("customer", "she rang"))

    assert np.array_equal(logits.stages, stages)
    assert np.array_equal(logits.labels, labels)


def test_neighbours_give_a_sentence_its_context(scorer: Scorer) -> None:
    calm = scorer.score(passage("she rang calmly", "i thanked you"))
    alone = scorer.score(passage("he promised", "i thanked you"))

    assert not np.allclose(calm.labels[1], alone.labels[1])


@given(texts=st.lists(sentences, min_size=10, max_size=40))
def test_no_window_that_is_read_is_over_the_limit(scorer: Scorer, texts: list[str]) -> None:
    scorer, encoder = watched(scorer)

    scorer.score(passage(*texts))

    assert all(len(ids) <= WINDOW for ids in encoder.read)


def test_a_run_on_counts_with_the_mean_stage_and_the_strongest_label_of_its_parts(scorer: Scorer) -> None:
    words = [WORDS[index % len(WORDS)] for index in range(MAX_PIECES + 10)]
    half = len(words) // 2
    in_parts = scorer.score(passage("she rang", " ".join(words[:half]), " ".join(words[half:])))

    whole = scorer.score(passage("she rang", " ".join(words)))

    assert whole.stages.shape == (2, 3)
    assert np.allclose(whole.stages, [in_parts.stages[0], in_parts.stages[1:].mean(axis=0)], atol=1e-6)
    assert np.array_equal(whole.labels, [in_parts.labels[0], in_parts.labels[1:].max(axis=0)])


def test_a_sentence_is_embedded_alone_between_separators(scorer: Scorer) -> None:
    (ids,) = scorer.pieces.encode(["she rang"])
    expected = scorer.encoder.encode(np.array([scorer.pieces.opening, *ids, scorer.pieces.closing])).mean(axis=0)

    vectors = scorer.embed(["he promised", "she rang"])

    assert vectors.shape == (2, len(expected))
    assert np.allclose(vectors[1], expected)


def test_nothing_of_a_run_on_is_left_out_of_its_embedding(scorer: Scorer) -> None:
    words = ["she"] * MAX_PIECES

    (short,), (long,) = scorer.embed([" ".join(words)]), scorer.embed([" ".join([*words, *["calmly"] * MAX_PIECES])])

    assert not np.allclose(short, long)
