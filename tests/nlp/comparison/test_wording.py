"""Which words of a sentence changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.comparison.wording import MOST_WORD_PAIRS, changed_words

wordings = st.text(alphabet="ab ,.'’", max_size=30)


def shown(before: str, after: str) -> tuple[list[str], list[str]]:
    removed, inserted = changed_words(before, after)
    return [before[span.start : span.end] for span in removed], [after[span.start : span.end] for span in inserted]


@pytest.mark.parametrize(
    ("before", "after", "removed", "inserted"),
    [
        ("I rang her back.", "I rang her back.", [], []),
        ("I rang her back.", "I rang her back, because she had waited.", [], [", because she had waited"]),
        ("To be fair I did not look.", "I did not look.", ["To be fair"], []),
        ("She need help.", "She needs help.", ["need"], ["needs"]),
        ("i rang “Ann”", "I rang  'Ann'", ["“Ann”"], ["'Ann'"]),
        ("He said “no”", 'He said "no"', [], []),
        ("all of it", "", ["all of it"], []),
        ("", "all of it", [], ["all of it"]),
    ],
)
def test_words_that_are_gone_and_words_that_are_new(
    before: str, after: str, removed: list[str], inserted: list[str]
) -> None:
    assert shown(before, after) == (removed, inserted)


def test_a_word_in_common_by_chance_does_not_tear_a_change_apart() -> None:
    before = "I was polite and I always smile."
    after = "I was polite but I have learnt that being nice is not enough."

    assert shown(before, after) == (
        ["and I always smile"],
        ["but I have learnt that being nice is not enough"],
    )


@given(before=wordings, after=wordings)
def test_what_is_left_without_the_changes_is_the_same(before: str, after: str) -> None:
    removed, inserted = changed_words(before, after)

    rest = [
        "".join(character for place, character in enumerate(text) if not any(s.start <= place < s.end for s in spans))
        for text, spans in ((before, removed), (after, inserted))
    ]
    assert "".join(rest[0].split()).replace("’", "'") == "".join(rest[1].split()).replace("’", "'")


def test_endless_sentences_without_anything_in_common_are_replaced_whole() -> None:
    many = int(MOST_WORD_PAIRS**0.5) + 1

    (removed,), (inserted,) = changed_words("x" + " a" * many + " y", "x" + " b" * many + " y")

    assert (removed.start, inserted.start) == (2, 2)
    assert removed.end == inserted.end == 2 * many + 1
