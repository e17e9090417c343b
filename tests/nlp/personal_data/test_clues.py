"""Nothing that the rules look at reaches across a blank line, and what was read before changes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.personal_data.clues import Clues, find_clues, stretches
from nlp.personal_data.finder import PersonalDataFinder, find_personal_data
from tests.nlp.revisions import Draft, documents, revisions

FRAGMENTS = st.sampled_from(
    [
        *("Mrs ", "Mr ", "and ", "A. ", "Listening ", "listening ", "Ann Qorri", "Dean ", "Ormskirk", "Priya Shah"),
        *(
            "My name is ",
            "Learner: ",
            "a lady called ",
            "Manager ",
            "said ",
            "Mr Kipling",
            "the ",
            "Street",
            "showroom",
        ),
        *("order number", "reg ", "born ", "12 March 1961", "4471902", "AB12 CDE", "07700 900111", "a@b.uk"),
        *("12 Mill Lane", "Flat 4, ", ", Leeds", " LS1 4AB", "May ", "4th of ", "(", ")", ". ", ", ", ": ", " "),
        *("\n", "\n\n", "\n\n", "\n\n\n", " \n\n ", "\n \n"),
    ]
)
TEXTS = st.lists(FRAGMENTS, max_size=30).map("".join) | st.text(max_size=60)


def moved(clues: Clues, by: int) -> Clues:
    """The same clues in a text that has ``by`` characters more before them."""
    return Clues(
        tuple(shape.moved(by) for shape in clues.shapes),
        tuple(
            clue._replace(start=clue.start + by, surname=clue.surname + by, end=clue.end + by) for clue in clues.names
        ),
        tuple(
            clue._replace(start=clue.start + by, surname=clue.surname + by, end=clue.end + by) for clue in clues.titles
        ),
        tuple(type(span)(span.start + by, span.end + by) for span in clues.after_titles),
    )


@given(TEXTS)
def test_stretches_are_all_of_a_text(text: str) -> None:
    spans = list(stretches(text))
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(before.end == after.start for before, after in pairwise(spans))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_text_shows_what_its_stretches_show(text: str) -> None:
    parts = [moved(find_clues(text[span.start : span.end]), span.start) for span in stretches(text)]

    assert find_clues(text) == tuple(tuple(clue for part in parts for clue in part[kind]) for kind in range(4))


@settings(max_examples=150, deadline=None)
@given(drafts=revisions(), most=st.sampled_from([1, 4, 1000]))
def test_a_finder_that_has_read_finds_what_one_finds_that_has_not(drafts: list[Draft], most: int) -> None:
    keeping = PersonalDataFinder(most)

    for document in documents(drafts):
        assert keeping.find(document.text) == find_personal_data(document.text)


def test_a_name_may_become_one_by_what_another_paragraph_says() -> None:
    said = "The estate is Grange Qorri in our area."
    finder = PersonalDataFinder()

    before, after = finder.find(said), finder.find(f"I rang Mrs Qorri.\n\n{said}")

    assert [item.kind for item in before] == []
    assert [item.kind for item in after] == ["titled_surname", "full_name"]


def test_threads_share_what_is_kept() -> None:
    texts = [f"I rang Ann Qorri{'i' * (n // 2)} on 07700 900111.\n\nShe was out." for n in range(40)]
    shared = PersonalDataFinder(most=6)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(shared.find, [*texts, *texts]))

    assert found == [*map(find_personal_data, [*texts, *texts])]
