from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cered_rows import CATEGORIES, read_rows, surroundings

HEADER = "idx\tcontext\tsentence\ty\tconfidence\ty_requires_context\n"
BEFORE, SENTENCE, AFTER = "The stall opened at nine.", "I was glad of the queue.", "We sold out by noon."


def split_file(folder: Path, *rows: str) -> Path:
    path = folder / "cered_test.tsv"
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def row(sentence: str = SENTENCE, category: str = "Feeling", confidence: str = "[5, 6]") -> str:
    return f"7\t{BEFORE} {SENTENCE} {AFTER}\t{sentence}\t{category}\t{confidence}\t"


def test_a_row_is_the_sentence_its_neighbours_its_category_and_the_mean_confidence(tmp_path: Path) -> None:
    [read] = read_rows(split_file(tmp_path, row()))

    assert (read.before, read.sentence, read.after) == (BEFORE, SENTENCE, AFTER)
    assert CATEGORIES[read.category] == "Feeling"
    assert read.confidence == 5.5


def test_the_test_file_spells_one_category_in_its_own_way(tmp_path: Path) -> None:
    ours, theirs = read_rows(split_file(tmp_path, row(category="Difficulty"), row(category="Difficulties")))

    assert ours == theirs


def test_letters_that_were_decoded_wrongly_are_mended(tmp_path: Path) -> None:
    [read] = read_rows(split_file(tmp_path, row(sentence="In the cafÃ© it wasnâ€™t loud.")))

    assert read.sentence == "In the café it wasn't loud."


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (row(category="Gladness"), "category"),
        (row(confidence="5; 6"), "confidence"),
        (row(confidence="[]"), "confidence"),
        (row(confidence="5"), "confidence"),
        (row(sentence=" "), "sentence is empty"),
    ],
)
def test_a_row_that_cannot_be_used_says_where_it_stands_and_quotes_nothing(tmp_path: Path, bad: str, says: str) -> None:
    with pytest.raises(ValueError, match=f"cered_test.tsv, row 2: .*{says}") as raised:
        read_rows(split_file(tmp_path, row(), bad))

    assert SENTENCE not in str(raised.value)


def test_a_sentence_translated_apart_from_its_context_is_found_by_likeness() -> None:
    context = f"{BEFORE} I felt glad about the long queue. {AFTER}"

    assert surroundings("I was glad about the queue.", context) == (BEFORE, AFTER)


def test_one_sentence_may_be_two_in_its_context() -> None:
    context = f"{BEFORE} I was glad. It was a long queue. {AFTER}"

    assert surroundings("I was glad it was a long queue.", context) == (BEFORE, AFTER)


def test_a_context_that_is_like_the_sentence_nowhere_stands_before_it() -> None:
    assert surroundings("Nothing here is shared.", f"{BEFORE} {AFTER}") == (f"{BEFORE} {AFTER}", "")


def test_no_context_is_no_neighbours() -> None:
    assert surroundings(SENTENCE, "") == ("", "")


sentences = st.lists(st.sampled_from(["I", "asked", "why", "late", "we", "won"]), min_size=1, max_size=6).map(
    lambda words: " ".join(words) + "."
)


@given(st.lists(sentences, min_size=1, max_size=6), st.data())
def test_neighbours_and_sentence_make_up_a_context_that_holds_it(parts: list[str], data: st.DataObject) -> None:
    context = " ".join(parts)
    sentence = data.draw(st.sampled_from(parts))

    before, after = surroundings(sentence, context)

    assert " ".join(filter(None, (before, sentence, after))) == context or sentence in f"{before} {after}"
