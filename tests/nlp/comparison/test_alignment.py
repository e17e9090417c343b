"""Which sentence of one draft is which of the other."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.comparison.alignment import Kind, Pair, align

ACCOUNT = (
    "I work on the bookings desk of a small ferry company.",
    "In May a man rang whose mother could no longer manage the steps.",
    "I asked him what she found hardest.",
    "He said it was the waiting, and that nobody ever told her how long.",
    "I booked them on the quiet sailing and rang the harbour.",
    "He has rung me twice since and asks for me by name.",
)
# Few words, so that examples repeat sentences, split them and say them nearly again.
WORDS = ("i", "rang", "her", "back", "because", "she", "had", "waited", "and", "nobody", "told", "why", "Monday")
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
drafts = st.lists(sentences, max_size=12)


def kinds(first: tuple[str, ...] | list[str], second: tuple[str, ...] | list[str]) -> list[Pair]:
    """What is not the same."""
    return [pair for pair in align(first, second) if pair.kind != "same"]


@given(first=drafts, second=drafts)
def test_every_sentence_is_in_exactly_one_pair(first: list[str], second: list[str]) -> None:
    pairs = align(first, second)

    assert sorted(index for pair in pairs for index in pair.first) == list(range(len(first)))
    assert sorted(index for pair in pairs for index in pair.second) == list(range(len(second)))


@given(first=drafts, second=drafts)
def test_the_kind_says_how_many_sentences_there_are_on_each_side(first: list[str], second: list[str]) -> None:
    sizes: dict[Kind, tuple[int, int]] = {
        "same": (1, 1),
        "moved": (1, 1),
        "reworded": (1, 1),
        "split": (1, 2),
        "joined": (2, 1),
        "added": (0, 1),
        "removed": (1, 0),
    }
    assert all((len(pair.first), len(pair.second)) == sizes[pair.kind] for pair in align(first, second))


@given(draft=drafts)
def test_a_draft_is_the_same_as_itself(draft: list[str]) -> None:
    assert kinds(draft, draft) == []


@given(first=drafts, second=drafts)
def test_swapping_the_drafts_mirrors_the_pairs(first: list[str], second: list[str]) -> None:
    assert Counter(align(first, second)) == Counter(pair.mirrored() for pair in align(second, first))


@given(draft=drafts, more=sentences, place=st.integers(0, 12))
def test_one_sentence_more_is_all_the_difference(draft: list[str], more: str, place: int) -> None:
    place = min(place, len(draft))
    longer = [*draft[:place], more, *draft[place:]]

    (pair,) = kinds(draft, longer)

    assert pair.kind == "added"
    assert longer[pair.second[0]] == more


@given(first=drafts, second=drafts)
def test_what_keeps_its_order_is_in_order(first: list[str], second: list[str]) -> None:
    places = [(pair.first, pair.second) for pair in align(first, second) if pair.kind == "same"]

    assert sorted(places) == sorted(places, key=lambda place: place[1])


def test_the_pairs_follow_the_second_draft() -> None:
    second = [ACCOUNT[0], "It was new to me.", *ACCOUNT[3:]]

    pairs = align(ACCOUNT, second)

    assert [(pair.kind, pair.first, pair.second) for pair in pairs[:4]] == [
        ("same", (0,), (0,)),
        ("removed", (1,), ()),
        ("removed", (2,), ()),
        ("added", (), (1,)),
    ]


@pytest.mark.parametrize(
    "after",
    [
        "I ASKED HIM  what she\nfound hardest.",
        "I asked him what she found hardest. ",
    ],
)
def test_case_and_spacing_change_nothing(after: str) -> None:
    assert kinds(ACCOUNT, [*ACCOUNT[:2], after, *ACCOUNT[3:]]) == []


def test_neither_do_the_quotation_marks_that_a_word_processor_puts_in() -> None:
    assert kinds(['I said "that\'s right" - and meant it...'], ["I said “that’s right” – and meant it…"]) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I asked him what she found hardest.", "I aksed him wat she found hardst."),
        ("I asked him what she found hardest.", "I asked him what she found hardest, because he sounded worn out."),
        (
            "She need somebody which read the ticket for her when she is coming.",
            "She needs somebody who reads the ticket to her when she comes.",
        ),
        (
            "I rang her back the next day to check.",
            "The next morning, before the office opened, I rang her back to check that the ramp had been put out, "
            "which is what she had been most afraid of since the winter.",
        ),
    ],
)
def test_a_sentence_is_known_again_when_it_is_mended_or_continued(before: str, after: str) -> None:
    first, second = [*ACCOUNT[:2], before, *ACCOUNT[3:]], [*ACCOUNT[:2], after, *ACCOUNT[3:]]

    assert kinds(first, second) == [Pair("reworded", (2,), (2,))]


def test_a_different_sentence_in_the_same_place_is_another_one() -> None:
    second = [*ACCOUNT[:2], "Our policy lets us hold a cabin for wheelchair users.", *ACCOUNT[3:]]

    assert kinds(ACCOUNT, second) == [Pair("removed", (2,), ()), Pair("added", (), (2,))]


def test_a_sentence_cut_in_two_is_split_and_the_other_way_round_joined() -> None:
    halves = ["He said it was the waiting.", "Nobody ever told her how long."]
    second = [*ACCOUNT[:3], *halves, *ACCOUNT[4:]]

    assert kinds(ACCOUNT, second) == [Pair("split", (3,), (3, 4))]
    assert kinds(second, ACCOUNT) == [Pair("joined", (3, 4), (3,))]


def test_a_sentence_followed_by_a_new_one_is_not_split() -> None:
    second = [*ACCOUNT[:4], "I could hear that he was tired of asking.", *ACCOUNT[4:]]

    assert kinds(ACCOUNT, second) == [Pair("added", (), (4,))]


def test_a_paragraph_that_was_moved_is_moved_whole_and_the_longer_part_stays() -> None:
    second = [ACCOUNT[0], *ACCOUNT[3:], *ACCOUNT[1:3]]

    assert kinds(ACCOUNT, second) == [Pair("moved", (1,), (4,)), Pair("moved", (2,), (5,))]


def test_a_sentence_that_was_moved_and_mended_is_still_known() -> None:
    second = [ACCOUNT[0], *ACCOUNT[2:], "In may a man rang who's mother could not manage the steps no longer."]

    assert kinds(ACCOUNT, second) == [Pair("reworded", (1,), (5,))]


def test_one_of_two_identical_sentences_is_taken_out() -> None:
    first = [ACCOUNT[2], ACCOUNT[0], ACCOUNT[2], ACCOUNT[1]]

    assert kinds(first, first[1:]) == [Pair("removed", (0,), ())]
    assert kinds(first, [*first[:2], first[3]]) == [Pair("removed", (2,), ())]


def test_empty_drafts_have_nothing_in_common() -> None:
    assert align([], []) == ()
    assert [pair.kind for pair in align([], ACCOUNT)] == ["added"] * 6
    assert [pair.kind for pair in align(ACCOUNT, [])] == ["removed"] * 6
