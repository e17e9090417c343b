"""The rules of docs/evaluation.md ("Matching") as scenarios; a row of letters is a sentence's extent in the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.documents import Span
from nlp.evaluation.matching import Match, match_sentences


def extents(row: str) -> list[Span]:
    """'aaa bb' is a sentence over [0, 3) and one over [4, 6)."""
    return [Span(row.index(letter), row.rindex(letter) + 1) for letter in sorted(set(row) - {" "})]


@pytest.mark.parametrize(
    ("labelled", "own", "expected"),
    [
        pytest.param("aaaa bbbb", "aaaa bbbb", [Match(0, (0,)), Match(1, (1,))], id="the same cut"),
        pytest.param("aaaaaaaaa", "aaaa bbbb", [Match(0, (0, 1))], id="cut in two: labels of both, stage of the first"),
        pytest.param("aaaaaaaaa", "aa bbbbbb", [Match(1, (0, 1))], id="cut unevenly: stage of the longer part"),
        pytest.param(
            "aaaa bbbb", "aaaaaaaaa", [Match(0, (0,)), Match(0, (0,))], id="run together: both take its labels"
        ),
        pytest.param("aaaaaabbb", "aaaaaaaab", [Match(0, (0,)), Match(0, (0, 1))], id="cut late: a half is enough"),
        pytest.param("aaaaaabbbbbb", "aaaaaaabbbbb", [Match(0, (0,)), Match(1, (1,))], id="one letter over: no label"),
        pytest.param("aaaa", "aabb", [Match(0, (0, 1))], id="equal halves: the earlier gives the stage"),
    ],
)
def test_matching(labelled: str, own: str, expected: list[Match]) -> None:
    assert match_sentences(extents(labelled), extents(own)) == expected


def cut(length: int, places: list[int]) -> list[Span]:
    edges = sorted({0, length, *(place for place in places if 0 < place < length)})
    return [Span(start, end) for start, end in pairwise(edges)]


lengths = st.integers(1, 60)
cuts = st.lists(st.integers(0, 60), max_size=8)


@given(lengths, cuts, cuts)
def test_however_a_text_is_cut_the_closest_sentence_touches(length: int, labelled: list[int], own: list[int]) -> None:
    spans, others = cut(length, labelled), cut(length, own)

    for span, match in zip(spans, match_sentences(spans, others), strict=True):
        closest = others[match.closest]
        assert closest.start < span.end
        assert span.start < closest.end


@given(lengths, cuts)
def test_the_same_cut_matches_one_to_one(length: int, places: list[int]) -> None:
    spans = cut(length, places)

    assert match_sentences(spans, spans) == [Match(place, (place,)) for place in range(len(spans))]
