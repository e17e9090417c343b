"""What each picture says, and what it refuses."""

from __future__ import annotations

import pytest

from service.pictures import (
    Bar,
    BarGroup,
    Bin,
    Interval,
    Observation,
    Unknown,
    coverage,
    histogram,
    intervals,
    series,
    sparkline,
    stage_strip,
)
from tests.pages.pictures.drawn import marks, profile, root

HOSTILE = '<script>alert("1")</script> & \N{RIGHT-TO-LEFT OVERRIDE}\x00 ' + "long " * 30


def height(block: object) -> float:
    return float(block.get("height").removesuffix("em"))  # type: ignore[attr-defined]


def test_the_strip_rises_from_telling_to_reflecting() -> None:
    picture = stage_strip("strip", "Stages", profile(["other", "description", "feelings", "evaluation", "action_plan"]))
    blocks = marks(picture, "rect", "block")
    assert [height(block) for block in blocks] == sorted(height(block) for block in blocks)
    assert len({block.get("fill") for block in blocks[:3]} | {blocks[4].get("fill")}) == 4
    assert picture.summary.startswith("2 of 5 sentences reflect.")
    assert picture.table.rows[0] == ("Description", "2", "1")
    assert [item.label for item in picture.key][2] == "Evaluation (reflects)"


def test_stages_that_look_alike_in_one_way_differ_in_another() -> None:
    stages = ["other", "description", "feelings", "evaluation", "analysis", "conclusion", "action_plan"]
    blocks = marks(stage_strip("strip", "Stages", profile(stages)), "rect", "block")
    assert len({block.get("height") for block in blocks}) == len(stages)
    assert len({block.get("fill") for block in blocks}) == len(stages)


def test_blocks_lead_to_sentences_with_the_mouse_and_the_table_does_for_everybody() -> None:
    cells = ["description", "description", "analysis"]
    picture = stage_strip("strip", "Stages", profile(cells), anchors=["s1", "s2", "s3"])
    links = list(root(picture).iter("a"))
    assert [link.get("href") for link in links] == ["#s1", "#s2", "#s3"]
    assert {(link.get("tabindex"), link.get("aria-hidden")) for link in links} == {("-1", "true")}
    assert picture.table.rows[0][1] == '<a href="#s1">1 to 2</a>'


def test_a_very_long_account_has_blocks_of_several_sentences() -> None:
    picture = stage_strip("strip", "Stages", profile(["description", "analysis", "analysis"] * 200))
    assert len(marks(picture, "rect", "block")) == 200
    assert "Each block stands for 3 sentences" in picture.summary


def test_anchors_are_for_all_sentences_or_none() -> None:
    with pytest.raises(ValueError, match="every sentence"):
        stage_strip("strip", "Stages", profile(["analysis"] * 3), anchors=["s1"])


def test_bars_show_shares_and_the_first_part_in_figures() -> None:
    bars = (Bar("1 Needs", (3, 1)), Bar("2 Limits", (0, 0)))
    picture = coverage("cover", "Points", of="Point", parts=["met", "not"], groups=[BarGroup("Spring", bars)])
    widths = [float(str(bar.attrib["width"]).removesuffix("%")) for bar in marks(picture, "rect", "part")]
    assert widths[0] == pytest.approx(3 * widths[1])
    said = [each.text for each in marks(picture, "text")]
    assert said == ["Spring", "1 Needs", "3 of 4", "2 Limits", "none"]
    assert picture.table.rows == (("Spring: 1 Needs", "3", "1"), ("Spring: 2 Limits", "0", "0"))
    assert picture.summary.startswith("4 in all: met 3, not 1.")


@pytest.mark.parametrize(
    ("parts", "counts"), [(["met"], (1, 2)), (["met"], (-1,)), ([], ()), (list("abcdefgh"), (1,) * 8)]
)
def test_bars_that_cannot_be_drawn_are_refused(parts: list[str], counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="part"):
        coverage("cover", "Points", of="Point", parts=parts, groups=[BarGroup("", (Bar("1", counts),))])


def test_agreement_says_what_is_not_estimable_and_marks_by_shape_what_leaves_out_the_line() -> None:
    rows: list[Interval | Unknown] = [
        Interval("Chidi", 0.62, 0.48, 0.74, 140),
        Interval("Maria", 0.91, 0.83, 0.96, 88),
        Unknown("Sam", "only 2 decisions", 2),
    ]
    picture = intervals(
        "agree", "Agreement", rows, of="Assessor", figure="Kappa", form="decimal", reference=("centre", 0.7)
    )
    assert [each.get("class") for each in marks(picture, "path")] == ["mark-dot", "mark-diamond"]
    said = [each.text for each in marks(picture, "text")]
    assert said[-6:] == ["Maria", "0.91", "n 88", "Sam", "not estimable", "n 2"]
    assert picture.table.rows[0] == ("Chidi", "0.62", "0.48 to 0.74", "140")
    assert picture.table.rows[2] == ("Sam", "not estimable: only 2 decisions", "–", "2")
    assert picture.summary == (
        "From 0.62 to 0.91 over 2 rows, with 95% intervals. The interval leaves out centre (0.70) in 1 of them. "
        "Not estimable: 1 of 3 rows; the table says why."
    )


def test_where_nothing_is_estimable_there_is_no_drawing_and_the_table_says_why() -> None:
    rows = [Unknown("Sam", "only 2 decisions", 2)]
    picture = intervals("agree", "Agreement", rows, of="Assessor", figure="Kappa", form="decimal")
    assert not picture.svg
    assert picture.summary == "Not estimable: 1 of 1 rows; the table says why."
    assert picture.table.rows


def test_a_figure_outside_its_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="within its interval"):
        intervals("a", "A", [Interval("Sam", 2, 0, 1, 3)], of="Assessor", figure="Kappa", form="decimal")


def test_a_series_breaks_where_a_figure_is_missing_and_marks_what_is_out_of_limits() -> None:
    values = [0.5, 0.5, None, 0.5, 0.9]
    seen = [Observation(f"week {place}", value, 0.3, 0.7) for place, value in enumerate(values, 1)]
    picture = series("drift", "Drift", seen, of="Week", figure="Met", form="percent", middle=("aim", 0.5))
    paths = [each.get("class") for each in marks(picture, "path")]
    assert paths.count("figures") == 2
    assert (paths.count("mark-dot"), paths.count("mark-diamond")) == (3, 1)
    assert picture.summary == "4 figures, from 50% to 90%; the last is 90%. Out of limits: week 5."
    assert picture.table.rows[-1] == ("week 5", "90%", "30%", "70%", "no")
    assert picture.table.rows[2] == ("week 3", "–", "30%", "70%", "–")


def test_many_points_out_of_limits_are_counted_in_the_summary_and_listed_in_the_table() -> None:
    seen = [Observation(f"w{place}", 2, None, 1) for place in range(9)]
    summary = series("drift", "Drift", seen, of="Week", figure="Sum", form="count").summary
    assert summary.endswith("Out of limits: w0, w1, w2, w3, w4 and 4 more.")


def test_a_histogram_has_its_numbers_on_top_and_its_ends_below() -> None:
    bins = [Bin("1 day", 4), Bin("2 days", 0), Bin("3 days", 8)]
    picture = histogram("bins", "Waiting", bins, of="Days", counted="Submissions")
    assert [each.text for each in marks(picture, "text")] == ["4", "0", "8", "1 day", "3 days"]
    first, last = marks(picture, "rect", "block")
    assert height(last) == 2 * height(first)
    with pytest.raises(ValueError, match="0 or more"):
        histogram("bins", "Waiting", [Bin("1 day", -1)], of="Days", counted="Submissions")


def test_figures_that_are_none_are_refused() -> None:
    for value in (float("nan"), float("inf"), 1e300):
        with pytest.raises(ValueError, match="figure"):
            sparkline("spark", "Decisions", [("week", value)], of="Week", figure="Decisions")


def test_hostile_names_are_escaped_cut_in_the_drawing_and_whole_in_the_table() -> None:
    bars = (Bar(HOSTILE, (1,)),)
    picture = coverage("cover", HOSTILE, of="Point", parts=[HOSTILE], groups=[BarGroup(HOSTILE, bars)])
    assert "<script" not in picture.svg
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in picture.svg
    assert {each.tag for each in root(picture).iter()} <= {"svg", "title", "desc", "defs", "pattern", "rect", "text"}
    assert max(len(each.text or "") for each in marks(picture, "text")) < len(HOSTILE) / 2
    assert HOSTILE in str(picture.table.rows[0][0])


def test_without_data_there_is_a_sentence() -> None:
    pictures = [
        stage_strip("a", "A", profile([])),
        coverage("b", "B", of="Point", parts=["met"], groups=[]),
        intervals("c", "C", [], of="Assessor", figure="Kappa", form="decimal"),
        series("d", "D", [Observation("week 1", None)], of="Week", figure="Rate", form="percent"),
        histogram("e", "E", [], of="Days", counted="Submissions"),
        sparkline("f", "F", [], of="Week", figure="Decisions"),
    ]
    for picture in pictures:
        assert (picture.svg, picture.table.rows) == ("", ())
        assert picture.summary.endswith(".")
