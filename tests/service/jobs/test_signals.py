"""What the queue keeps of a result."""

from __future__ import annotations

import pytest

from nlp.pipeline import fake_analyser
from nlp.readers.reading import read_text
from nlp.results import AnalysisResult
from service.jobs.signals import signals_of
from service.triage.signals import Signals

ANALYSER = fake_analyser()
ACCOUNT = """I rang Mrs Patel on 07700 900123 the same day. She told me that it was the waiting which had worried her.

I wrote it down in the notes. I wrote it down in the notes. Next week I rang again."""


@pytest.fixture(scope="module")
def result() -> AnalysisResult:
    return ANALYSER.analyse(read_text(ACCOUNT))


def test_signals_count_what_the_result_shows(result: AnalysisResult) -> None:
    signals = signals_of(result, ANALYSER.unit)
    assert [(point.id, point.status) for point in signals.points] == [
        (point.id, point.status) for point in result.marking_points
    ]
    assert signals.points[0].not_met == result.marking_points[0].probabilities["not"]
    assert signals.words == result.text.words
    assert signals.sentences == 5
    assert signals.repeated_share == 0.2
    assert signals.english_share > 0.4
    assert signals.personal_data == 1
    assert (signals.depth, signals.reflective_share) == (result.depth.label, result.depth.reflective_share)
    assert [flag.id for flag in signals.flags] == [flag.id for flag in result.flags]
    assert len(signals.hints) == len({hint.id for hint in result.quality})


def test_signals_hold_no_words_of_the_learners_and_survive_being_stored(result: AnalysisResult) -> None:
    stored = signals_of(result, ANALYSER.unit).model_dump(mode="json")
    written = str(stored)
    assert not [word for word in ("Patel", "900123", "worried", "notes") if word in written]
    assert Signals.model_validate(stored) == signals_of(result, ANALYSER.unit)


def test_signals_of_another_version_are_read(result: AnalysisResult) -> None:
    stored = signals_of(result, ANALYSER.unit).model_dump(mode="json")
    del stored["hints"]
    assert Signals.model_validate(stored | {"of_a_later_version": 1}).hints == ()


def test_the_least_certain_point_has_the_least_probable_status(result: AnalysisResult) -> None:
    signals = signals_of(result, ANALYSER.unit)
    assert signals.least_certain.certainty == min(point.certainty for point in signals.points)
