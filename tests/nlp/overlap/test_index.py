"""What an index finds, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from criteria_bank.schema import Unit
from nlp.overlap.ignoring import wording_of
from nlp.overlap.index import Overlaps
from nlp.overlap.settings import OverlapSettings
from nlp.overlap.words import words_of
from nlp.results import Overlap
from tests.nlp.corpus.variants.chance import seeded
from tests.nlp.overlap.conftest import AMIRA, BEN, COPIED, OTHER

Index = Callable[..., Overlaps]


def passages(text: str, overlap: Overlap) -> list[str]:
    return [text[one.start : one.end] for one in overlap.passages]


def test_a_copied_passage_is_found_and_cited_in_this_text(index_of: Index) -> None:
    (found,) = index_of(amira=AMIRA, other=OTHER).find(BEN)
    assert found.source == "amira"
    assert passages(BEN, found) == [COPIED.rstrip(".")]
    assert found.share == pytest.approx(len(COPIED.split()) / len(BEN.split()), abs=0.01)


def test_the_share_is_of_each_texts_own_words(index_of: Index) -> None:
    (in_ben,), (in_amira,) = index_of(amira=AMIRA).find(BEN), index_of(ben=BEN).find(AMIRA)
    assert in_ben.share > in_amira.share > 0


def test_texts_that_share_nothing(index_of: Index) -> None:
    assert index_of(amira=AMIRA, ben=BEN).find(OTHER) == ()


@pytest.mark.parametrize("text", ["", " \n\n ", "…", "One word.", "a " * 4])
def test_texts_too_short_to_share_anything(index_of: Index, text: str) -> None:
    assert index_of(amira=AMIRA, empty=text).find(text) == ()


@pytest.mark.parametrize(
    "disguised",
    [
        BEN.upper(),
        BEN.replace(" ", "  \n"),
        BEN.replace(",", "").replace(".", ""),
        BEN.replace("I had", "“I” had"),
        BEN.replace("hummed, and", "hummed — and"),
    ],
    ids=["case", "white space", "punctuation", "curly quotes", "dash"],
)
def test_case_punctuation_and_white_space_hide_nothing(index_of: Index, disguised: str) -> None:
    (found,) = index_of(amira=AMIRA).find(disguised)
    assert sum(len(words_of(one).words) for one in passages(disguised, found)) == len(words_of(COPIED).words)


@pytest.mark.parametrize("mark", ["'", "’", "\N{MODIFIER LETTER APOSTROPHE}", ""])
def test_an_apostrophe_is_one_however_it_is_written(index_of: Index, mark: str) -> None:
    said = "She said she wouldn{0}t come back because nobody{0}d told her that the lift wasn{0}t working on our floor."
    assert index_of(one=said.format("'")).find(said.format(mark))[0].share == 1


def test_small_edits_leave_the_rest_of_a_passage(index_of: Index) -> None:
    edited = BEN.replace("only at night", "just at night").replace("the rest of", "the rest of all")
    (found,) = index_of(amira=AMIRA).find(edited)
    cited = passages(edited, found)
    assert all("just" not in one for one in cited)
    assert len(cited) == 3


def test_passages_come_longest_first(index_of: Index) -> None:
    edited = BEN.replace("only at night", "just at night")
    (found,) = index_of(amira=AMIRA).find(edited)
    lengths = [len(words_of(one).words) for one in passages(edited, found)]
    assert lengths == sorted(lengths, reverse=True)


def test_scattered_phrases_are_no_passage(index_of: Index) -> None:
    scattered = (
        "At night when the rest of us slept, a man brought back a heater to the wrong shop. I leave a pause "
        "before the door. "
        "What I took from it was cold."
    )
    assert index_of(amira=AMIRA).find(scattered) == ()


def test_its_own_name_is_left_out(index_of: Index) -> None:
    index = index_of(amira=AMIRA, ben=BEN)
    assert [one.source for one in index.find(BEN, leaving_out={"ben"})] == ["amira"]
    assert [one.source for one in index.find(BEN)] == ["ben", "amira"]


def test_a_name_is_taken_once(index_of: Index) -> None:
    with pytest.raises(ValueError, match="'amira'"):
        index_of(amira=AMIRA).add("amira", BEN)


def test_the_first_few_sources_are_told(index_of: Index) -> None:
    found = index_of(**{f"draft_{number}": AMIRA for number in range(30)}).find(AMIRA)
    assert [one.source for one in found] == [f"draft_{number}" for number in (0, 1, 10, 11, 12)]


def test_the_units_wording_is_nobodys_own(unit: Unit) -> None:
    quoted = "\n\n".join(
        [point.text for point in unit.marking_points]
        + [tip.text for tip in unit.guidance]
        + [element.label for element in unit.elements]
        + [f"{mistake.text} {mistake.correction}" for mistake in unit.common_mistakes]
    )
    index = Overlaps(wording_of(unit))
    index.add("criteria", quoted)
    assert index.find(quoted) == ()
    index.add("amira", f"{quoted}\n\n{AMIRA}")
    (found,) = index.find(f"{quoted}\n\n{BEN}")
    assert passages(f"{quoted}\n\n{BEN}", found) == [COPIED.rstrip(".")]


def test_examples_of_the_unit_are_not_its_wording(unit: Unit) -> None:
    example = unit.elements[0].examples[0]
    index = Overlaps(wording_of(unit))
    index.add("one", example)
    assert index.find(example)


def test_questions_of_the_same_assessor_are_no_overlap(index_of: Index) -> None:
    question = (
        "Assessor: Can you tell me about a time when you built a relationship with a customer over several weeks?"
    )
    more = "Assessor: And what would you do another time if the same customer came back to you with the same thing?"

    def discussion(first: str, second: str) -> str:
        return f"{question}\n\nLearner: {first}\n\n{more}\n\nLearner: {second}"

    ours, theirs = (
        discussion(OTHER, "I would knock three times."),
        discussion("There was a man with a fan.", "The same."),
    )
    assert index_of(theirs=theirs).find(ours) == ()


def test_headings_are_no_overlap(index_of: Index) -> None:
    headings = ["What happened on the day", "How I felt about what happened", "What I would do another time"]
    ours = "\n\n".join(f"{heading}\n\n{text}" for heading, text in zip(headings, OTHER.split(". "), strict=True))
    theirs = "\n\n".join(f"{heading}\n\n{text}" for heading, text in zip(headings, AMIRA.split(". ")[:3], strict=True))
    assert index_of(theirs=theirs).find(ours) == ()


def test_two_indexes_find_the_same(index_of: Index) -> None:
    assert index_of(amira=AMIRA, other=OTHER).find(BEN) == index_of(other=OTHER, amira=AMIRA).find(BEN)


def test_a_short_passage_in_long_texts_is_found() -> None:
    def filler(seed: int) -> str:
        chance: Random = seeded(seed)
        return " ".join(f"{chance.choice('bcdfg')}{chance.randrange(3000)}" for _ in range(600))

    index = Overlaps(settings=OverlapSettings(smallest_share=0.0))
    for number in range(60):
        index.add(str(number), f"{filler(number)} {COPIED} {filler(number + 100)}")
    missed = [n for n in range(60) if not index.find(f"{filler(n + 500)} {COPIED}{filler(n + 700)}")]
    assert missed == []
