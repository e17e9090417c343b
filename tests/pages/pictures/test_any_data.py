"""Whatever the data are, a picture is well-formed, keeps within its edges, and its table has every datum."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service.pictures import (
    Bar,
    BarGroup,
    Bin,
    Form,
    Interval,
    Observation,
    Picture,
    Unknown,
    coverage,
    histogram,
    intervals,
    series,
    sparkline,
    stage_strip,
)
from service.pictures.figures import LARGEST, cut, said, scale_over
from service.pictures.stage_strip import MOST_BLOCKS
from tests.pages.pictures.drawn import STAGES, marks, outside, profile, root, shown

FINITE = st.floats(-LARGEST, LARGEST)
NAMES = st.text(max_size=60)
FORMS: st.SearchStrategy[Form] = st.sampled_from(["percent", "decimal", "count"])
COUNTS = st.integers(0, 10_000)


def check(picture: Picture) -> None:
    """A drawing that browsers read and people can do without; or a sentence."""
    assert picture.summary
    if not picture.svg:
        return
    drawing = root(picture)
    assert not list(outside(picture))
    assert drawing.get("role") in {"img", "group"}
    named = {each.get("id"): each.text for each in drawing if each.tag in {"title", "desc"}}
    assert set(named) == {drawing.get("aria-labelledby"), drawing.get("aria-describedby")}
    assert not [each for each in drawing.iter() if each.tag == "script" or "style" in each.attrib]
    assert not [name for each in drawing.iter() for name in each.attrib if str(name).startswith("on")]
    ids = [each.get("id") for each in drawing.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert all(str(name).startswith(f"{picture.name}-") for name in ids)
    assert all(len(row) == len(picture.table.head) for row in picture.table.rows)


@given(st.lists(st.sampled_from([stage for stage, *_ in STAGES]), max_size=2 * MOST_BLOCKS + 3), st.booleans())
def test_stage_strip(cells: list[str], linked: bool) -> None:
    anchors = [f"s{place}" for place in range(len(cells))] if linked else []
    picture = stage_strip("strip", "Stages", profile(cells), anchors=anchors)
    check(picture)
    assert bool(picture.svg) == bool(cells)
    assert sum(int(row[-1]) for row in picture.table.rows) == len(cells)
    if cells:
        assert len(marks(picture, "rect", "block")) <= MOST_BLOCKS


@given(st.integers(1, 6), st.data())
def test_coverage(parts: int, data: st.DataObject) -> None:
    bars = st.builds(Bar, NAMES, st.tuples(*[COUNTS] * parts))
    groups = data.draw(st.lists(st.builds(BarGroup, NAMES, st.lists(bars, max_size=3).map(tuple)), max_size=3))
    picture = coverage("cover", "Points", of="Point", parts=[f"part {n}" for n in range(parts)], groups=groups)
    check(picture)
    every = [bar for group in groups for bar in group.bars]
    if picture.svg:
        assert [row[1:] for row in picture.table.rows] == [tuple(map(str, bar.counts)) for bar in every]
        assert all(bar.label in str(row[0]) for bar, row in zip(every, picture.table.rows, strict=True))
    else:
        assert not any(sum(bar.counts) for bar in every)


def known(values: list[float], label: str) -> Interval:
    low, value, high = sorted(values)
    return Interval(label, value, low, high, 12)


ROWS = st.one_of(
    st.builds(known, st.lists(FINITE, min_size=3, max_size=3), NAMES), st.builds(Unknown, NAMES, NAMES, COUNTS)
)


@given(st.lists(ROWS, max_size=6), FORMS, st.none() | st.tuples(NAMES, FINITE))
def test_intervals(rows: list[Interval | Unknown], form: Form, reference: tuple[str, float] | None) -> None:
    picture = intervals("agree", "Agreement", rows, of="Assessor", figure="Kappa", form=form, reference=reference)
    check(picture)
    assert len(picture.table.rows) == len(rows)
    for row, cells in zip(rows, picture.table.rows, strict=True):
        assert row.label == cells[0]
        if isinstance(row, Interval):
            assert all(said(value, form) in " ".join(cells) for value in (row.value, row.low, row.high))
        else:
            assert row.reason in cells[1]


MAYBE = st.none() | FINITE


@given(st.lists(st.builds(Observation, NAMES, MAYBE, MAYBE, MAYBE), max_size=80), FORMS)
def test_series(observations: list[Observation], form: Form) -> None:
    picture = series("drift", "Drift", observations, of="Week", figure="Rate", form=form)
    check(picture)
    assert bool(picture.svg) == any(seen.value is not None for seen in observations)
    if picture.svg:
        assert [row[0] for row in picture.table.rows] == [seen.label for seen in observations]
        everything = [
            value for seen in observations for value in (seen.value, seen.low, seen.high) if value is not None
        ]
        assert all(said(value, form) in shown(picture) for value in everything)
        beyond = [each for each in marks(picture, "path") if each.get("class") == "mark-diamond"]
        assert len(beyond) == sum(seen.out for seen in observations)


@given(st.lists(st.builds(Bin, NAMES, COUNTS), max_size=40))
def test_histogram(bins: list[Bin]) -> None:
    picture = histogram("bins", "Days", bins, of="Days", counted="Submissions")
    check(picture)
    assert len(marks(picture, "rect", "block") if picture.svg else []) == sum(each.count > 0 for each in bins)
    if picture.svg:
        assert picture.table.rows == tuple((each.label, f"{each.count:,}") for each in bins)


@given(st.lists(st.tuples(NAMES, FINITE), max_size=40), FORMS)
def test_sparkline(values: list[tuple[str, float]], form: Form) -> None:
    picture = sparkline("spark", "Decisions", values, of="Week", figure="Decisions", form=form)
    check(picture)
    assert picture.table.rows == tuple((label, said(value, form)) for label, value in values)


@given(st.lists(FINITE, min_size=1))
def test_a_scale_keeps_the_order_of_its_values(values: list[float]) -> None:
    scale = scale_over(values)
    places = [scale.place(value) for value in sorted(values)]
    assert all(0 <= one <= other <= 1 for one, other in pairwise([*places, places[-1]]))
    assert 1 <= len(scale.ticks()) <= 7
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks())


@given(st.text(max_size=200), st.floats(1, 40))
def test_what_is_cut_fits_and_begins_alike(text: str, ems: float) -> None:
    short = cut(text, ems)
    assert len(short) <= 2 * ems + 1
    assert " ".join(text.split()).startswith(short.removesuffix("…"))
