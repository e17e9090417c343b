"""Shares, changes of status, and the reading of the cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import CorpusError
from nlp.evaluation.behaviour.cases import NameCases, read_cases
from nlp.evaluation.behaviour.judging import Changes, Judged, Share
from nlp.results import Status


def judged(*statuses: Status) -> Judged:
    return Judged({f"MP{number}": status for number, status in enumerate(statuses, 1)}, frozenset())


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(count: int, of: int, low: float, high: float) -> None:
    assert Share(count, of).interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_stays_a_share(case: tuple[int, int]) -> None:
    share = Share(*case)
    low, high = share.interval
    assert 0.0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1.0


def test_nothing_counted_says_nothing() -> None:
    assert Share(0, 0).interval == (0.0, 1.0)


def test_a_change_of_two_steps_is_one_status_changed() -> None:
    changes = Changes.between(judged("not", "met", "partial", "met"), judged("met", "partial", "partial", "met"))

    assert changes == Changes(compared=4, raised=1, lowered=1)
    assert changes.changed == Share(2, 4)
    assert changes + changes == Changes(8, 2, 2)


def test_places_for_people_are_filled_with_and_without_a_capital() -> None:
    cases = NameCases.model_validate(
        {
            "people": [{"customer": "Ms Ito", "they": "she"}, {"customer": "Mr Roe", "they": "he"}],
            "accounts": [{"name": "one", "text": "{customer} came. {They} sat where {they} liked."}],
        }
    )

    assert list(cases.filled()) == [["Ms Ito came. She sat where she liked.", "Mr Roe came. He sat where he liked."]]


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no cases"):
        read_cases(tmp_path)


@pytest.mark.parametrize("content", ["about: x\ntexts: []\n", "about: x\n", "texts: [\n", "about: x\ntext: y\n"])
def test_a_file_that_breaks_the_format_is_named_and_not_quoted(tmp_path: Path, content: str) -> None:
    (tmp_path / "gaming").mkdir()
    (tmp_path / "gaming" / "claims.yaml").write_text(content, encoding="utf-8")

    with pytest.raises(CorpusError, match=r"claims\.yaml does not hold cases") as raised:
        read_cases(tmp_path)

    assert content not in str(raised.value)
