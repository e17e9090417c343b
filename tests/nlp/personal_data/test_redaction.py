"""A redacted copy names nobody, says throughout who is who, and leaves everything else as it was."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.personal_data.candidates import Kind
from nlp.personal_data.finder import find_personal_data
from nlp.personal_data.name_rules import name_rules
from nlp.personal_data.pseudonyms import letters
from nlp.personal_data.redaction import redact, replacements
from nlp.personal_data.redaction_rules import redaction_rules
from nlp.results import PersonalData


def redacted(text: str) -> str:
    return redact(text, find_personal_data(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs Garstang rang.", "Mrs A rang."),
        ("Beatrice Ollerton rang.", "Person A rang."),
        ("Mrs Beatrice Ollerton rang. Mrs Ollerton wept.", "Mrs A rang. Mrs A wept."),
        ("Beatrice Ollerton rang. Mrs Ollerton wept; Beatrice left.", "Mrs A rang. Mrs A wept; Mrs A left."),
        ("Mrs. Garstang rang. I liked Garstang.", "Mrs A rang. I liked Mrs A."),
        ("Mr and Mrs Patel rang. Mrs Patel wept.", "Mr A and Mrs B rang. Mrs B wept."),
        ("Mr. & Mrs. Patel rang. The Patels left.", "Mr A and Mrs B rang. The [family of Mr A] left."),
        ("I met Beatrice Ollerton and Zac Ollerton.", "I met Person A and Person B."),
        ("Zac Ollerton and Mr Ollerton and Mrs Ollerton.", "Person A and Mr B and Mrs C."),
        ("Mr S. Patel, then Mr T. Patel, then Mr S Patel.", "Mr A, then Mr B, then Mr A."),
        ("Miss Beatrice rang. Beatrice Ollerton wept.", "Miss A rang. Miss A wept."),
        ("Mr Ali rang. Ali Hassan wept.", "Mr A rang. Person B wept."),
        ("I saw Beatrice first. Beatrice Ollerton is her name.", "I saw Person A first. Person A is her name."),
        ("Dr van der Meer rang. I told Van der Meer and Meer.", "Dr A rang. I told Dr A and Dr A."),
        (
            "Ring 07700 900111 or 07700 900222, not 07700900111.",
            "Ring [telephone number 1] or [telephone number 2], not [telephone number 1].",
        ),
        ("Order no. 55120 was lost. 55120 again.", "Order no. [order number 1] was lost. [order number 1] again."),
        ("b@example.org, 41 Sparrow Close, Otley LS21 3AA", "[e-mail address 1], [postal address 1]"),
        ("My name is Beatrice Ollerton.", "My name is Beatrice Ollerton."),
        ("Nobody is named here.", "Nobody is named here."),
        ("", ""),
    ],
)
def test_what_stands_in_the_copy(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mrs Garstang's dog. Mrs Garstang’s cat. The Garstangs’ hat.",
            "Mrs A's dog. Mrs A’s cat. The [family of Mrs A]’ hat.",
        ),
        ("Mrs O'Hare rang. Mrs O’Hare’s dog. O’HARE.", "Mrs A rang. Mrs A’s dog. Mrs A."),
        ("Mrs Garstang rang. MRS GARSTANG. mrs garstang. Garstang.", "Mrs A rang. Mrs A. Mrs A. Mrs A."),
        ("Beatrice Ollerton rang. beatrice ollerton. Beatrice\nOllerton.", "Person A rang. Person A. Person A."),
        ("Siân Rees rang. I told Sian.", "Person A rang. I told Person A."),
        ("Siân Rees rang.\n\nSiân\n\nRees", "Person A rang.\n\nPerson A\n\nPerson A"),
    ],
)
def test_case_possessives_accents_and_line_breaks_do_not_hide_a_name(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Will Green rang. Will you go? I asked Will.", "Person A rang. Will you go? I asked Person A."),
        ("Mr Green rang. Green tea, green tea. I saw Green.", "Mr A rang. Green tea, green tea. I saw Mr A."),
        ("Mrs June Tattersall rang in June.", "Mrs A rang in June."),
        ("Don Tattersall rang. I asked Sue. Don't!", "Person A rang. I asked Sue. Don't!"),
        ("Sue Tattersall rang. My name is Sue Ollerton.", "Person A rang. My name is Sue Ollerton."),
        ("Mr Page rang. See page 4.", "Mr A rang. See page 4."),
    ],
)
def test_ordinary_words_and_other_people_keep_their_own_words(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs A came. Mrs Garstang came. Mr C came. Mr Patel came.", "Mrs A came. Mrs B came. Mr C came. Mr D came."),
        (
            "[telephone number 1] was old; 07700 900111 is new.",
            "[telephone number 1] was old; [telephone number 2] is new.",
        ),
        ("I rang Mrs Garstang. Margaret was cross.", "I rang [Mrs A]. Margaret was cross."),
    ],
)
def test_pseudonyms_that_the_writer_gave_stay_hers(text: str, expected: str) -> None:
    assert redacted(text) == expected
    assert redacted(expected) == expected


def test_of_several_persons_of_one_name_the_last_mentioned_is_meant() -> None:
    text = "Sue Tattersall came, then Sue Hartley. I thanked Sue. Mrs Tattersall was back. I thanked Sue."
    assert redacted(text) == "Mrs A came, then Person B. I thanked Person B. Mrs A was back. I thanked Mrs A."


def test_letters_go_on_after_z() -> None:
    given = list(islice(letters(), 703))
    assert (given[0], given[25], given[26], given[27], given[51], given[52], given[702]) == (
        "A",
        "Z",
        "AA",
        "AB",
        "AZ",
        "BA",
        "AAA",
    )
    surnames = [f"{first}{second}ksworth" for first in "BCDFGHJ" for second in ("o", "i", "a", "e")]
    copy = redacted(" ".join(f"Mrs {surname} rang." for surname in surnames))
    assert copy.endswith("Mrs AA rang. Mrs AB rang.")
    assert redacted(copy) == copy


def test_every_replacement_says_what_stood_there() -> None:
    text = "Mrs Garstang rang from 07700 900111. Garstang wept."
    assert [
        (text[item.start : item.end], item.text, item.kind) for item in replacements(text, find_personal_data(text))
    ] == [
        ("Mrs Garstang", "Mrs A", "titled_surname"),
        ("07700 900111", "[telephone number 1]", "phone"),
        ("Garstang", "Mrs A", "name_again"),
    ]


def test_the_same_names_in_another_order_have_other_letters() -> None:
    assert redacted("Mrs Garstang and Mr Patel.") == "Mrs A and Mr B."
    assert redacted("Mr Patel and Mrs Garstang.") == "Mr A and Mrs B."


def test_every_title_and_every_kind_has_its_words() -> None:
    rules = redaction_rules()
    assert set(rules.titles) == name_rules().titles
    assert set(rules.kinds) == {*get_args(Kind), "name_again"}


def test_a_kind_that_is_not_known_is_named_as_it_is() -> None:
    assert redact("Size 9 shoes", [PersonalData(kind="shoe_size", start=5, end=6)]) == "Size [shoe size 1] shoes"


def test_findings_may_overlap_and_come_in_any_order() -> None:
    findings = [PersonalData(kind="phone", start=4, end=9), PersonalData(kind="full_name", start=0, end=6)]
    assert redact("Beatrice Ollerton", findings) == "Person Ace Ollerton"


def test_a_name_without_a_word_is_a_string_like_others() -> None:
    assert redact("Ask 07.", [PersonalData(kind="full_name", start=4, end=6)]) == "Ask [full name 1]."


PIECES = st.sampled_from(
    [
        "Mrs Garstang", "Mr. Garstang", "MRS GARSTANG", "Mr and Mrs Patel", "the Patels", "Patel", "Beatrice Ollerton",
        "Beatrice", "Ollerton's", "Mrs O’Hare", "O'Hare", "Dr Beatrice", "Will Green", "Will",
        "green", "Green", "Mr Green",
        "Sue", "Sue Patel", "Pieter van der Meulen", "Mr van der Meulen", "my name is", "a customer called", "Mrs A",
        "Person B", "07700 900111", "07700900111", "order no.", "55120", "b.garstang@example.org", "41 Sparrow Close",
        "LS21 3AA", "[postcode 1]", "she", "and", "J.", "Margaret", "Street", "June", "4 June 1972", "Nurse", "Miss",
    ]
)  # fmt: skip
GAPS = st.sampled_from([" ", ". ", ", ", "\n", "\n\n", "’s ", " & ", "; "])
TEXTS = st.lists(st.tuples(PIECES, GAPS), max_size=25).map(lambda pieces: "".join(map("".join, pieces)))
ANY_TEXT = st.one_of(TEXTS, st.text())


def stands_in(string: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(string)}(?!\w)", text) is not None


@given(ANY_TEXT)
def test_no_found_string_survives(text: str) -> None:
    findings = find_personal_data(text)
    copy = redact(text, findings)
    assert not [item for item in findings if stands_in(text[item.start : item.end], copy)]


@given(ANY_TEXT)
def test_a_second_time_changes_nothing(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once


@given(ANY_TEXT)
def test_text_outside_the_replacements_is_untouched(text: str) -> None:
    items = replacements(text, find_personal_data(text))
    assert all(before.end <= after.start for before, after in pairwise(items))
    between = [0, *(place for item in items for place in (item.start, item.end)), len(text)]
    kept = [text[start:end] for start, end in zip(between[::2], between[1::2], strict=True)]
    filled = [piece for pair in zip(kept, [*(item.text for item in items), ""], strict=True) for piece in pair]
    assert "".join(filled) == redact(text, find_personal_data(text))


@given(TEXTS)
def test_the_same_string_of_one_kind_always_becomes_the_same(text: str) -> None:
    items = [
        item
        for item in replacements(text, find_personal_data(text))
        if item.text.startswith("[") and "of" not in item.text
    ]
    stands_for = {re.sub(r"\W", "", text[item.start : item.end]).lower(): item.text for item in items}
    assert all(stands_for[re.sub(r"\W", "", text[item.start : item.end]).lower()] == item.text for item in items)


@given(TEXTS)
def test_a_title_and_surname_are_one_person_throughout(text: str) -> None:
    called = {
        item.text.strip("[]")
        for item in replacements(text, find_personal_data(text))
        if text[item.start : item.end] in ("Mrs Garstang", "MRS GARSTANG")
    }
    assert len(called) <= 1


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 12), st.sampled_from(["full_name", "titled_surname", "phone"]))
    ),
    TEXTS,
)
def test_any_findings_can_be_redacted(places: list[tuple[int, int, str]], text: str) -> None:
    findings = [
        PersonalData(kind=kind, start=start, end=min(start + length, len(text)))
        for start, length, kind in places
        if start < len(text)
    ]
    items = replacements(text, findings)
    assert all(0 <= item.start < item.end <= len(text) for item in items)


@pytest.mark.parametrize(
    ("unit", "hidden"),
    [
        ("Mrs Garstang ", ["Garstang"]),
        ("07700 900111 ", ["07700", "900111"]),
        ("Beatrice ", ["Beatrice"]),
        ("Ann Lee Ann ", ["Ann"]),
        ("Mr and ", []),
        ("a", []),
    ],
)
def test_hostile_text_is_redacted_throughout(unit: str, hidden: list[str]) -> None:
    """Each takes half a second; anything quadratic takes minutes. `benchmarks/hostile_text.py` measures the growth."""
    text = unit * (100_000 // len(unit))
    copy = redacted(text)
    assert not any(word in copy for word in hidden)
    assert hidden or copy == text
