from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.classifier.base import Passage
from nlp.classifier.repeats import said_once, same_words

WORDS = ["I rang her on Thursday.", "I RANG her  on Thursday.", "She asked for me by name.", "Monday", "Yes, I did."]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=8)


def passage(sentences: list[str]) -> Passage:
    return Passage(tuple(sentences), tuple(range(len(sentences))))


def test_a_long_sentence_is_read_at_its_first_place_and_short_ones_wherever_they_stand() -> None:
    once, places = said_once(passage(["Monday", "I rang her on Thursday.", "Monday", "I rang her on THURSDAY."]))

    assert once == Passage(("Monday", "I rang her on Thursday.", "Monday"), (0, 1, 2))
    assert places.tolist() == [0, 1, 2, 1]


@given(SENTENCES)
def test_every_sentence_keeps_its_words(sentences: list[str]) -> None:
    once, places = said_once(passage(sentences))

    assert len(places) == len(sentences)
    for sentence, place in zip(sentences, places, strict=True):
        assert once.sentences[place].casefold().split() == sentence.casefold().split()


def says_nothing_twice(sentences: list[str]) -> bool:
    """Whether a text begins with a long sentence and repeats no long one."""
    long = [same_words(each) for each in sentences if len(each.split()) > 3]
    return len(set(long)) == len(long) and (not sentences or len(sentences[0].split()) > 3)


@given(SENTENCES.filter(lambda sentences: all(len(each.split()) > 3 for each in sentences)))
def test_pasting_long_sentences_twice_reads_the_same(sentences: list[str]) -> None:
    assert said_once(passage([*sentences, *sentences]))[0] == said_once(passage(sentences))[0]


@given(SENTENCES.filter(says_nothing_twice))
def test_pasting_twice_reads_the_same(sentences: list[str]) -> None:
    assert said_once(passage([*sentences, *sentences]))[0] == said_once(passage(sentences))[0]
