"""The heaviest chain of links, against trying all of them."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from nlp.comparison.chain import Link, heaviest_chain

links = st.builds(
    Link,
    first=st.integers(0, 5),
    second=st.integers(0, 5),
    weight=st.integers(1, 9),
    first_count=st.integers(1, 2),
    second_count=st.integers(1, 2),
)


def is_chain(chosen: list[Link]) -> bool:
    return all(one.first_end <= other.first and one.second_end <= other.second for one, other in pairwise(chosen))


def heaviest_by_trying(offered: list[Link]) -> int:
    ordered = sorted(offered, key=lambda link: (link.first, link.second))
    chains = (list(chosen) for size in range(len(ordered) + 1) for chosen in combinations(ordered, size))
    return max(sum(link.weight for link in chain) for chain in chains if is_chain(chain))


@given(offered=st.lists(links, max_size=8))
def test_it_keeps_order_overlaps_nowhere_and_none_is_heavier(offered: list[Link]) -> None:
    chain = heaviest_chain(offered)

    assert is_chain(chain)
    assert set(chain) <= set(offered)
    assert sum(link.weight for link in chain) == heaviest_by_trying(offered)


def test_a_heavy_link_wins_over_many_light_ones_that_it_crosses() -> None:
    light = [Link(1, 0, 2), Link(2, 1, 2)]
    heavy = Link(0, 2, 5)

    assert heaviest_chain([*light, heavy]) == [heavy]
    assert heaviest_chain([*light, Link(0, 2, 3)]) == light
