"""What counts as personal data, kind by kind; what looks like it and does not; and what always holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.personal_data.finder import find_candidates, find_personal_data


def found(text: str) -> list[tuple[str, str]]:
    return [(item.kind, text[item.start : item.end]) for item in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind", "string"),
    [
        ("I rang Beatrice Ollerton on Friday.", "full_name", "Beatrice Ollerton"),
        ("Mrs. Xanthippe Qorri rang twice.", "full_name", "Xanthippe Qorri"),
        ("A lady called Zrinka Vukelj came in.", "full_name", "Zrinka Vukelj"),
        ("Then Zrinka Vukelj (07700 900111) came in.", "full_name", "Zrinka Vukelj"),
        ("Mrs Vukelj came. Zrinka Vukelj is her full name.", "full_name", "Zrinka Vukelj"),
        ("We met Siân O'Callaghan-Price's son.", "full_name", "Siân O'Callaghan-Price"),
        ("It was Pieter van der Meulen who asked.", "full_name", "Pieter van der Meulen"),
        ("Then Paweł Zając rang.", "full_name", "Paweł Zając"),
        ("It was Mary Ann Thistlewood who asked.", "full_name", "Mary Ann Thistlewood"),
        ("It was Peter J. Thistlewood who asked.", "full_name", "Peter J. Thistlewood"),
        ("Mrs June Tattersall asked.", "full_name", "June Tattersall"),
        ("Mr Will Tattersall asked.", "full_name", "Will Tattersall"),
        ("I told Susan Green about it.", "full_name", "Susan Green"),
        ("Manager Ferdinand Ostrowski asked.", "full_name", "Ferdinand Ostrowski"),
        ("Her mobile is 07700 900111.", "phone", "07700 900111"),
        ("Ring (0113) 496 0111 please.", "phone", "(0113) 496 0111"),
        ("Ring +44 7700 900111 please.", "phone", "+44 7700 900111"),
        ("I rang 07700 900111 2 times.", "phone", "07700 900111"),
        ("I rang (0113) 496 0111 2 times.", "phone", "(0113) 496 0111"),
        ("Ring +44 (0)20 7946 0111 please.", "phone", "+44 (0)20 7946 0111"),
        ("His tel. 496 0111 is old.", "phone", "496 0111"),
        ("Write to b.ollerton+home@example.org.", "email", "b.ollerton+home@example.org"),
        ("She lives at 41 Sparrow Hawk Close now.", "postal_address", "41 Sparrow Hawk Close"),
        (
            "Send it to Flat 2, 41 Sparrow Close, Otley LS21 3AA.",
            "postal_address",
            "Flat 2, 41 Sparrow Close, Otley LS21 3AA",
        ),
        ("At 41 Sparrow Close, Mrs Ollerton asked me in.", "postal_address", "41 Sparrow Close"),
        ("We went to 7 Ffordd y Bryn again.", "postal_address", "7 Ffordd y Bryn"),
        ("We went to Flat 9, Kestrel House again.", "postal_address", "Flat 9, Kestrel House"),
        ("We went to Plum Cottage, Abbey Lane again.", "postal_address", "Plum Cottage, Abbey Lane"),
        ("The postcode was LS21 3AA.", "postcode", "LS21 3AA"),
        ("Account number: 55512098 was closed.", "account_number", "55512098"),
        ("Her sort code 20-00-00 is wrong.", "account_number", "20-00-00"),
        ("Her IBAN is GB82 WEST 1234 5698 7654 32.", "account_number", "GB82 WEST 1234 5698 7654 32"),
        ("NHS number 943 476 5919 was read out.", "account_number", "943 476 5919"),
        ("I found 20993811 in the system.", "account_number", "20993811"),
        ("Order no. 55120 was late.", "order_number", "55120"),
        ("Case QX/2231/B was late.", "order_number", "QX/2231/B"),
        ("It was number 55120 again.", "order_number", "55120"),
        ("I looked up QX-90210 for her.", "order_number", "QX-90210"),
        ("Her policy number is HP 771204.", "policy_number", "HP 771204"),
        ("She read out QQ 12 34 56 C.", "national_insurance_number", ""),
        ("She read out AB 12 34 56 C.", "national_insurance_number", "AB 12 34 56 C"),
        ("Her licence is QORRI 557322 XA9AB, she said.", "driving_licence_number", ""),
        ("Her licence is QORRI 557022 XA9AB, she said.", "driving_licence_number", "QORRI 557022 XA9AB"),
        ("His licence is FOX99809301J99XY now.", "driving_licence_number", "FOX99809301J99XY"),
        ("Passport no. 533380006 was read out.", "passport_number", "533380006"),
        ("Her passport number is AB1234567.", "passport_number", "AB1234567"),
        ("DOB: 04/11/1972, she said.", "date_of_birth", "04/11/1972"),
        ("She was born on 4th of November 1972.", "date_of_birth", "4th of November 1972"),
        ("Date of birth: November 4th, 1972.", "date_of_birth", "November 4th, 1972"),
        ("She gave 4 November 1972 at once.", "date_of_birth", "4 November 1972"),
        ("Her birthday is 4 November.", "date_of_birth", "4 November"),
        ("She gave 04/11/1972 at once.", "date_of_birth", "04/11/1972"),
        ("A van, AB51 XYZ, blocked the gate.", "vehicle_registration", "AB51 XYZ"),
        ("His reg. K123 XYZ is old.", "vehicle_registration", "K123 XYZ"),
        ("She paid with 4111 1111 1111 1111 again.", "card_number", "4111 1111 1111 1111"),
    ],
)
def test_each_kind_is_found_whole(text: str, kind: str, string: str) -> None:
    expected = [(kind, string)] if string else []
    assert [pair for pair in found(text) if pair[0] == kind] == expected


@pytest.mark.parametrize(
    "text",
    [
        "A customer asked for Beatrice, and Beatrice came.",
        "My name is Beatrice Ollerton. Signed: Beatrice Ollerton",
        "Learner: Beatrice Ollerton. Assessor: Kofi Mensah.\n\nBeatrice Ollerton: I rang back.",
        "I compared SERVQUAL with the work of Eric Berne and Daniel Goleman.",
        "We follow the Equality Act and the General Data Protection Regulation.",
        "I left John Lewis for Dean Park Primary and then Stanley Street Library.",
        "Ruth Ollerton Ltd and Martin Wood Flooring buy from us.",
        "8 Jan Started early. Told Gary Monday was full. With Leonard I've learned to wait.",
        "I wrote it for Sue. Frank read it at St Mary Abbot.",
        "Our Customer Relationship Manager rewrote the Customer Promise.",
        "Call us on 0800 123 4567 or 0345 111 2222, or write to info@example.org.",
        "By 2024 it had gone from 1,250 to 12,500, up 7.5%, at £125000 a year.",
        "We meet on 04/11/2024 at 14.30 for unit H/602/5033 and BS 55120.",
        "Level 3 Customer Way, 5 Star Service, 4 March Close of play.",
        "In order to serve 4500 people we began at 9.",
        "Charge 4111 1111 1111 1112 is no card.",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_paragraph_is_found_in_order() -> None:
    text = "Mr Alban Dunmore of 6 Tinker's Row (order ZK-4410, 07700 900222) wrote from alban@example.org."
    assert [kind for kind, _ in found(text)] == ["full_name", "postal_address", "order_number", "phone", "email"]


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Qorri rang.",
        "Mr and Mrs Qorri rang.",
        "The law is of 16 July 1998.",
        "Her birthday is 4 November.",
    ],
)
def test_what_identifies_only_beside_other_facts_is_weak(text: str) -> None:
    assert [item.certainty for item in find_personal_data(text)] == ["weak"]


def test_a_strong_string_stands_before_a_longer_weak_one() -> None:
    assert found("Mrs Jo Li rang.") == [("full_name", "Jo Li")]


@pytest.mark.parametrize(
    "text",
    [
        "My name is Beatrice Ollerton, and the children call me Miss Ollerton.",
        "Assessor's name: Mrs Ollerton",
        "Signed: Mr Ollerton",
    ],
)
def test_the_learner_and_her_assessor_are_no_third_parties(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "turn",
    [
        "Learner: Adeola Mensah, November, her ring went home.",
        "Assessor: Who?\n\nLearner: Adeola Mensah was upset.",
        "Learner: Beatrice Ollerton. Assessor: Who?\n\nLearner: Adeola Mensah.",
    ],
)
def test_what_the_learner_says_in_a_discussion_may_begin_with_a_customers_name(turn: str) -> None:
    assert found(turn) == [("full_name", "Adeola Mensah")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I took it to John Lewis.", None),
        ("A man called John Lewis came in.", "John Lewis"),
        ("Mr John Lewis came in.", "John Lewis"),
        ("I rang John Lewis (07700 900111).", "John Lewis"),
    ],
)
def test_a_name_known_from_print_is_a_persons_where_the_text_says_so(text: str, name: str | None) -> None:
    assert [string for kind, string in found(text) if kind == "full_name"] == ([name] if name else [])


def test_every_candidate_says_who_found_it_and_why() -> None:
    name, phone = find_candidates("Mrs Xanthippe Qorri is on 07700 900111.")
    assert (name.recogniser, phone.recogniser) == ("full_name.title", "uk_phone")
    assert name.explanation.endswith(".")
    assert "07700" not in phone.explanation


FRAGMENTS = st.sampled_from(
    [
        "Dean ",
        "Ormskirk ",
        "Mrs ",
        "Mr and ",
        "van ",
        "14 ",
        "Elm ",
        "Road",
        ", ",
        "(",
        "07700 900111",
        "order no. ",
        "4471902 ",
        "a@b.uk ",
    ]
)


@given(st.one_of(st.text(), st.lists(FRAGMENTS, max_size=30).map("".join)))
def test_spans_lie_in_the_text_and_never_overlap(text: str) -> None:
    items = find_personal_data(text)
    assert all(0 <= item.start < item.end <= len(text) for item in items)
    assert all(before.end <= after.start for before, after in pairwise(items))
    assert items == find_personal_data(text)


@pytest.mark.parametrize(
    ("unit", "kinds"),
    [
        ("a", set()),
        ("1", set()),
        ("1 ", set()),
        ("1-", set()),
        ("a@", set()),
        ("a.a@a.", set()),
        ("Dean ", {"full_name"}),
        ("Aa ", set()),
        ("1 Aa ", set()),
        ("Jan van ", set()),
        ("O'", set()),
        ("order no ", set()),
        ("Mr and ", set()),
        ("Mr J ", set()),
        ("Learner: Dean Ormskirk. ", set()),
    ],
)
def test_hostile_text_is_read_to_its_end(unit: str, kinds: set[str]) -> None:
    """Each takes a second; anything quadratic takes minutes. `benchmarks/hostile_text.py` measures the growth."""
    assert {kind for kind, _ in found(unit * (100_000 // len(unit)))} == kinds
