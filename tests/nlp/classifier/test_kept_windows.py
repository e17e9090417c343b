from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nlp.classifier.base import Passage
from nlp.classifier.encoder import States, TokenEncoder
from nlp.classifier.heads import Heads
from nlp.classifier.kept_windows import KeptWindows, WindowScores, key_of
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from tests.nlp.classifier.tiny_model import SPECIAL, WORDS, TableEncoder, random_table, word_tokenizer

FEW, MANY = 12, 24
"""Word pieces of a window, so few that a draft of some sentences has several."""

Draft = list[tuple[str, bool]]
"""Sentences, and whether each begins a paragraph."""

said = st.lists(st.sampled_from([*WORDS, "[SEP]", "[CLS]"]), min_size=1, max_size=9).map(" ".join)
entries = st.tuples(said, st.booleans())


class Counted:
    """An encoder that counts the windows it is asked to read."""

    def __init__(self, inner: TokenEncoder) -> None:
        self._inner = inner
        self.windows = 0

    def encode(self, ids: NDArray[np.int64]) -> States:
        self.windows += 1
        return self._inner.encode(ids)


@pytest.fixture(scope="module")
def scorer(heads: Heads) -> Scorer:
    """One that reads a typed "[SEP]" as the separator, as the installed tokenizer does."""
    tokenizer = word_tokenizer()
    tokenizer.add_special_tokens(list(SPECIAL))
    return Scorer(WordPieces(tokenizer), TableEncoder(random_table()), heads)


@st.composite
def revisions(draw: st.DrawFn) -> list[Draft]:
    """A draft and those after it: sentences and paragraphs come, go, move and come back."""
    drafts = [draw(st.lists(entries, min_size=1, max_size=20))]
    for _ in range(draw(st.integers(1, 4))):
        draft = draw(st.sampled_from(drafts))
        start, end = sorted(draw(st.tuples(st.integers(0, len(draft)), st.integers(0, len(draft)))))
        new = draw(st.one_of(st.lists(entries, max_size=3), st.permutations(draft[start:end])))
        drafts.append([*draft[:start], *new, *draft[end:]] or draft)
    return drafts


def as_passage(draft: Draft) -> Passage:
    opens = np.cumsum([opens for _, opens in draft])
    return Passage(tuple(sentence for sentence, _ in draft), tuple(opens.tolist()))


def scores(value: float) -> WindowScores:
    return np.full((1, 3), value, np.float32), np.full((1, 4), value, np.float32)


def key(number: int) -> bytes:
    return key_of(np.array([2, number, 3]), np.array([1]))


@given(drafts=revisions(), most=st.sampled_from([1, 3, 1000]))
def test_what_was_read_before_changes_no_score_by_a_bit(scorer: Scorer, drafts: list[Draft], most: int) -> None:
    keeping = replace(scorer, least=FEW, most=MANY, kept=KeptWindows(most))

    for draft in drafts:
        passage = as_passage(draft)
        fresh = replace(scorer, least=FEW, most=MANY, kept=KeptWindows()).score(passage)
        again = keeping.score(passage)
        assert np.array_equal(again.stages, fresh.stages)
        assert np.array_equal(again.labels, fresh.labels)


def test_a_typed_separator_is_not_taken_for_the_end_of_a_sentence(scorer: Scorer) -> None:
    reads_separators = scorer.pieces.encode(["she rang [SEP] he asked"])[0]
    one, two = Passage(("she rang [SEP] he asked",), (0,)), Passage(("she rang", "he asked"), (0, 0))
    keeping = replace(scorer, kept=KeptWindows())

    keeping.score(one)
    after = keeping.score(two)

    assert scorer.pieces.closing in reads_separators  # the same word pieces, parted otherwise
    assert np.array_equal(after.labels, replace(scorer, kept=KeptWindows()).score(two).labels)


def test_only_windows_that_changed_are_read_again(scorer: Scorer) -> None:
    encoder = Counted(scorer.encoder)
    scorer = replace(scorer, encoder=encoder, least=FEW, most=MANY, kept=KeptWindows())
    random = np.random.default_rng(3)
    sentences = [" ".join(random.choice(WORDS, size=6)) for _ in range(60)]
    changed = [*sentences[:30], "she thanked you so calmly", *sentences[31:]]
    paragraphs = tuple(number // 5 for number in range(60))
    scorer.score(Passage(tuple(sentences), paragraphs))
    whole, encoder.windows = encoder.windows, 0

    scorer.score(Passage(tuple(sentences), paragraphs))
    unchanged = encoder.windows
    scorer.score(Passage(tuple(changed), paragraphs))

    assert whole > 15
    assert unchanged == 0
    assert 1 <= encoder.windows <= 4


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    kept = KeptWindows(most=2)
    kept.put(key(1), scores(1))
    kept.put(key(2), scores(2))
    kept.get(key(1))

    kept.put(key(3), scores(3))

    assert len(kept) == 2
    assert kept.get(key(2)) is None
    assert [np.unique(kept.get(key(number))[0]).tolist() for number in (1, 3)] == [[1.0], [3.0]]  # type: ignore[index]


def test_what_is_kept_cannot_be_changed_by_whoever_gets_it() -> None:
    kept = KeptWindows()
    kept.put(key(1), scores(1))
    found = kept.get(key(1))
    assert found is not None

    with pytest.raises(ValueError, match="read-only"):
        found[0][0, 0] = 5


def test_windows_are_known_by_a_digest_that_holds_nothing_of_their_words() -> None:
    ids = np.arange(1000, 1190)

    assert len(key_of(ids, np.array([1]))) == 16
    assert key_of(ids, np.array([1])) == key_of(ids.copy(), np.array([1]))
    assert key_of(ids, np.array([1])) != key_of(ids, np.array([1, 7]))
    assert key_of(ids, np.array([1])) != key_of(ids[:-1], np.array([1]))


def test_threads_share_what_is_kept_and_it_stays_bounded() -> None:
    kept = KeptWindows(most=20)

    def use(caller: int) -> bool:
        for turn in range(400):
            number = (turn * (caller + 3)) % 40
            found = kept.get(key(number))
            if found is not None and not (found[0] == number).all():
                return False
            kept.put(key(number), scores(number))
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(use, range(4)))

    assert len(kept) == 20
