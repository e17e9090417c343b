from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria_bank.schema import Unit
from nlp.checks.own_words import OwnWordsReader, phrase_lists
from nlp.language.pipeline import read_sentences
from tests.nlp.checks.checking import Bench
from tests.nlp.revisions import Draft, documents, revisions

TIP = (
    "Refer to relevant legislation (e.g., data protection) and organizational policies when discussing how you handle "
    "confidential customer information or manage complaints."
)


def named(bench: Bench, phrases: tuple[str, ...], *paragraphs: str) -> list[str]:
    own = bench.own_words(*paragraphs, phrases=phrases)
    return [own.written(mention) for mention in own.mentions(phrases)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I did a SWOT for the schools.", ["SWOT"]),
        ("i did a swot", ["swot"]),
        ("In Swot's terms it was a threat.", ["Swot's"]),
        ("The ladder of loyalty, Kano and SWOT.", ["ladder of loyalty", "Kano", "SWOT"]),
        ("I swotted up on it.", []),
        ("I did not use a SWOT.", []),
        ("I didn't do a SWOT or look at Kano.", []),
        ("We never got round to the ladder of loyalty.", []),
        ("There was no SWOT, Kano or ladder of loyalty in it.", []),
        ("A SWOT was not used.", []),
        ("They want SWOT in here but I have not used SWOT.", []),
        ("I did not use SWOT but Kano.", ["Kano"]),
        ("There is nothing I need SWOT for.", []),
        ("I did not know where to start, so I did a SWOT.", ["SWOT"]),
        ("I was not happy with this but the SWOT helped.", ["SWOT"]),
        ("He asked for her score and I said no, SWOT.", ["SWOT"]),
        ("It was not long. The SWOT took an hour.", ["SWOT"]),
    ],
)
def test_a_phrase_is_found_in_any_case_unless_it_is_denied(bench: Bench, text: str, found: list[str]) -> None:
    assert named(bench, ("swot", "kano", "ladder of loyalty"), text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We used LAST for it.", ["LAST"]),
        ("Last week it did not last.", []),
        ("I HEARD her.", []),
    ],
)
def test_a_phrase_with_capitals_is_found_only_as_it_is_written(bench: Bench, text: str, found: list[str]) -> None:
    assert named(bench, ("LAST",), text) == found


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (["Assessor: Did you do a SWOT?", "Learner: I asked who had stopped coming."], []),
        (["Assessor: How did you choose?", "Learner: I did a SWOT."], ["SWOT"]),
        (['My tutor said, "you should all do a SWOT before you start". I rang them.'], []),
        (["My tutor said, “you should all do a SWOT before you start”. I rang them."], []),
        (["I did a 'SWOT analysis' for the schools."], ["SWOT"]),
        (["I did a SWOT and she said “what in the world is that for”."], ["SWOT"]),
    ],
)
def test_only_the_learners_own_words_count(bench: Bench, paragraphs: list[str], found: list[str]) -> None:
    assert named(bench, ("swot",), *paragraphs) == found


def test_wording_of_the_unit_that_is_pasted_in_is_not_the_learners(bench: Bench) -> None:
    assert named(bench, ("data protection",), TIP) == []
    assert named(bench, ("data protection",), TIP, "I thought of data protection.") == ["data protection"]
    assert named(bench, ("data protection",), "I told her that data protection would not let me say more.") == [
        "data protection"
    ]


def test_nothing_of_the_specification_counts(bench: Bench, unit: Unit) -> None:
    pasted = [tip.text for tip in unit.guidance] + [point.text for point in unit.marking_points]
    own = bench.own_words(*pasted)

    assert not any(own.of_sentence(index) for index in range(len(own.sentences)))


@given(st.text(max_size=300))
def test_words_stand_in_the_text_in_order(bench: Bench, text: str) -> None:
    own = bench.own_words("I wrote this.", text, phrases=("i wrote",))

    place = 0
    for index in range(len(own.sentences)):
        for word in own.of_sentence(index):
            place = own.text.index(word.written, place) + len(word.written)
    assert own.mentions(("i wrote",))[0] == (0, 1, 0)


def test_a_phrase_is_denied_for_the_list_that_holds_it(bench: Bench) -> None:
    own = bench.own_words("It did not last, so LAST it was.", phrases=("LAST",))

    assert [own.written(mention) for mention in own.mentions(("LAST",))] == ["LAST"]


@settings(max_examples=100, deadline=None)
@given(drafts=revisions(), most=st.sampled_from([1, 4, 1000]))
def test_what_was_read_before_changes_nothing(bench: Bench, drafts: list[Draft], most: int) -> None:
    lists = phrase_lists(bench.unit.checks)
    keeping, forgetting = (OwnWordsReader(bench.unit, lists, room) for room in (most, 0))
    for document in documents(drafts):
        sentences = read_sentences(bench.language, document)

        warm, fresh = (reader.read(document.text, sentences) for reader in (keeping, forgetting))

        assert warm.places == fresh.places
        for phrases in lists:
            assert [*map(warm.written, warm.mentions(phrases))] == [*map(fresh.written, fresh.mentions(phrases))]
