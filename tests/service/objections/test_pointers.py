"""The same observation in a result and in the part of it that somebody may see."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.objections.kinds import kind_at, kinds
from service.objections.pointers import same_in, values_on

POINTS = st.lists(st.integers(0, 99), unique=True, max_size=8).map(
    lambda numbers: [{"id": f"MP{number}", "elements": [{"id": f"MP{number}.1"}]} for number in numbers]
)


@given(POINTS, st.data())
def test_an_observation_keeps_its_identity_where_others_are_left_out(points: list[Any], data: st.DataObject) -> None:
    kept = [point for point in points if data.draw(st.booleans())]
    whole, seen = {"marking_points": points}, {"marking_points": kept}
    for place, point in enumerate(points):
        pointer = f"/marking_points/{place}/elements/0"
        found = same_in(seen, whole, pointer)
        if point in kept:
            assert found is not None
            assert values_on(found, seen) == [seen, kept, point, point["elements"], point["elements"][0]]
            assert same_in(whole, seen, found) == pointer
        else:
            assert found is None


def test_other_words_in_the_same_place_are_another_observation() -> None:
    assert same_in({"summary": "It is hidden."}, {"summary": "All is met."}, "/summary") is None


def test_nothing_is_found_outside_a_list() -> None:
    document = {"flags": [{"id": "short"}]}
    assert same_in(document, document, "/flags/1") is None
    assert same_in(document, document, "/nothing") is None
    assert values_on("/flags/1", document) is None


def test_each_place_is_of_one_kind_and_other_places_of_none() -> None:
    for name, kind in kinds().items():
        assert kind_at(kind.pointer.replace("*", "12")) == name
    for pointer in ("", "/", "/text/content", "/marking_points", "/marking_points/01", "/marking_points/-1", "/depth/"):
        assert kind_at(pointer) is None
