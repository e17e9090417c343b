"""What the marking page works out by itself: where a passage comes from, and what somebody can do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.decisions.evidence import check_evidence
from service.errors import RequestInvalid
from service.storage.tables.analyses import Status
from service.web.assessor.marking_evidence import MOST, evidence_of, name_of, read_spans

LENGTH = 40
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).map(
    lambda pair: (min(pair), max(pair) if max(pair) > min(pair) else max(pair) + 1)
)


@given(st.sets(spans), st.sets(spans, max_size=8), st.sampled_from(Status))
def test_every_passage_has_an_origin_that_the_store_accepts(
    wanted: set[tuple[int, int]], cited: set[tuple[int, int]], status: Status
) -> None:
    evidence = evidence_of(wanted, cited, status)
    check_evidence(evidence, LENGTH + 1, cited)
    taken = {(one.start, one.end) for one in evidence}
    assert taken == (wanted - cited if status is Status.NOT else wanted)


def test_a_passage_is_a_change_of_a_cited_one_that_was_taken_off_and_ones_own_beside_it() -> None:
    assert evidence_of([(0, 5)], {(0, 9)}, Status.MET)[0].origin == "changed"
    assert [one.origin for one in evidence_of([(0, 5), (0, 9)], {(0, 9)}, Status.MET)] == ["own", "program"]
    assert evidence_of([(9, 12)], {(0, 9)}, Status.MET)[0].origin == "own"


@given(st.lists(spans, max_size=MOST))
def test_names_of_passages_are_read_as_they_were_written(wanted: list[tuple[int, int]]) -> None:
    assert read_spans(map(name_of, wanted)) == tuple(sorted(set(wanted)))


@pytest.mark.parametrize("name", ["", "1", "1-", "a-b", "1-2-3", "-1-4", "1-99999999999", "1–4"])
def test_what_is_no_passage_is_refused(name: str) -> None:
    with pytest.raises(RequestInvalid):
        read_spans([name])


def test_there_is_an_end_to_passages() -> None:
    with pytest.raises(RequestInvalid):
        read_spans(name_of((place, place + 1)) for place in range(MOST + 1))
