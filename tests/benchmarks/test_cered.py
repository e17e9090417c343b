from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cered import Accuracy, accuracies, baseline, table
from benchmarks.cered_rows import CATEGORIES, Row, Task

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "cered.py"


def row(sentence: str, category: str, confidence: float = 5.0) -> Row:
    return Row("", sentence, "", CATEGORIES.index(category), confidence)


def test_the_interval_is_wilsons() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 and 15 of 148, method 3.
    assert Accuracy(3, 263, 81).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Accuracy(3, 148, 15).interval == pytest.approx((0.0624, 0.1605), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(counts: tuple[int, int]) -> None:
    measured = Accuracy(3, *counts)

    low, high = measured.interval

    assert 0 <= low <= measured.share + 1e-9  # the ends round
    assert measured.share - 1e-9 <= high <= 1


def test_without_rows_nothing_is_known() -> None:
    measured = Accuracy(5, 0, 0)

    assert np.isnan(measured.share)
    assert measured.interval == (0.0, 1.0)


def test_rows_count_from_their_mean_confidence_on() -> None:
    rows = [row("a", "Belief", 2.5), row("b", "Belief", 3.0), row("c", "Feeling", 4.5), row("d", "Other", 6.0)]
    found = np.array([each.category for each in rows])
    found[2] = CATEGORIES.index("Other")

    assert accuracies(rows, found) == [Accuracy(3, 3, 2), Accuracy(4, 2, 1), Accuracy(5, 1, 1)]


def test_the_baseline_learns_words() -> None:
    glad = [row(f"I was so glad about {thing}.", "Feeling") for thing in ("it", "this", "that", "them")]
    next_time = [row(f"Next time I will ask about {thing}.", "Intention") for thing in ("it", "this", "that", "them")]
    asked = [row("She was glad.", "Feeling"), row("Next week they will come.", "Intention")]

    found = baseline(Task(glad + next_time, glad + next_time, asked))

    assert [CATEGORIES[index] for index in found] == ["Feeling", "Intention"]


def test_the_table_sets_ours_beside_the_published_figures() -> None:
    measured = [Accuracy(3, 320, 240), Accuracy(4, 263, 210), Accuracy(5, 149, 130)]

    made = table("test", {"ours": measured}, [measured, measured])

    first, *columns = [list(column.cells) for column in made.columns]
    assert first == ["ours", "  one seed: mean, range", "XLM-RoBERTa-large (560 M), published"]
    assert columns[0] == ["75.0 [70.0, 79.4]", "75.0, 75.0 to 75.0", "79.4"]
    assert [column[-1] for column in columns] == ["79.4", "82.7", "90.5"]


def test_without_the_data_it_says_so_and_is_done(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(PROGRAM), "--data", str(tmp_path / "nowhere")], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Skipped: no folder ")
    assert "docs/cered.md" in ran.stdout
