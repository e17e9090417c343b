from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.judgement.told import Told

WORDS = ("file", "24/7", "post-it", "data protection", "data", "£5", "é", "k")
SAID = st.lists(
    st.sampled_from(
        [
            *WORDS,
            *map(str.upper, WORDS),
            "pro",
            "files",
            "file_1",
            "f\N{LATIN SMALL LETTER DOTLESS I}le",
            "\N{KELVIN SIGN}",
            " ",
            " ",
            ".",
            "-",
            "5",
        ]
    )
    | st.text(max_size=3)
).map("".join)


def mentions(words: tuple[str, ...], *sentences: str) -> list[tuple[int, str]]:
    """What is mentioned, where each sentence starts a hundred characters after the one before it."""
    return list(Told(tuple((100 * number, said) for number, said in enumerate(sentences))).mentions(words))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We keep a file.", 1),
        ("FILE", 1),
        ("profile", 0),
        ("files", 0),
        ("file_1", 0),
        ("It is open 24/7, always.", 1),
        ("a post-it note in the file", 2),
        ("", 0),
    ],
)
def test_only_whole_words_and_phrases_count_in_any_case(text: str, found: int) -> None:
    assert len(mentions(("file", "24/7", "post-it"), text)) == found


def test_no_words_are_never_mentioned() -> None:
    assert mentions((), "anything") == []


def test_mentions_are_in_reading_order_and_know_where_they_start() -> None:
    found = mentions(("policy", "data protection", "data"), "The policy on Data Protection.", "No data, no policy.")

    assert found == [(4, "policy"), (14, "Data Protection"), (103, "data"), (112, "policy")]


@given(sentences=st.lists(SAID, max_size=4), words=st.lists(st.sampled_from(WORDS), min_size=1, unique=True))
def test_the_same_is_found_as_by_trying_everywhere(sentences: list[str], words: list[str]) -> None:
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    everywhere = [
        (100 * number + match.start(), match[0])
        for number, said in enumerate(sentences)
        for match in pattern.finditer(said)
    ]

    assert mentions(tuple(words), *sentences) == everywhere
