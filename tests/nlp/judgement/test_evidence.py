from __future__ import annotations

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.judgement.evidence import MAX_EVIDENCE, STRONGEST, observe, present_labels
from nlp.judgement.rules import JudgementRules
from nlp.results import Evidence
from tests.nlp.judgement.saying import Said, observed, prediction_of, sentences_of


def test_an_assessors_question_is_never_the_learners_evidence(unit: Unit) -> None:
    everything = dict.fromkeys((label.id for label in unit.labels), 1.0)
    question = Said(everything, "analysis", "Which theory did you use to win her trust?", "assessor")

    observations = observed(unit, question, Said({"5.trust": 0.3}))

    assert observations.strongest("1.theory") == 0.0
    assert observations.strongest("5.trust") == 0.3
    assert not any(observations.evidence(label.id, 0.5) for label in unit.labels)
    assert observations.reflective.tolist() == [0.0, 0.0]
    assert observations.content.tolist() == [0.0, 1.0]


def test_evidence_is_cited_best_first_with_its_place(unit: Unit) -> None:
    observations = observed(
        unit,
        Said({"6.cues": 0.6}, text="He paused."),
        Said({"6.cues": 0.1}, text="I wrote."),
        Said({"6.cues": 0.9}, text="Her voice shook."),
    )

    assert observations.evidence("6.cues", 0.5) == (
        Evidence(start=20, end=36, probability=0.9),
        Evidence(start=0, end=10, probability=0.6),
    )


def test_equally_good_evidence_is_cited_in_reading_order(unit: Unit) -> None:
    observations = observed(unit, *[Said({"6.cues": 0.7}, text="He paused.")] * 3)

    assert [item.start for item in observations.evidence("6.cues", 0.5)] == [0, 11, 22]


def test_a_sentence_at_the_threshold_counts(unit: Unit) -> None:
    observations = observed(unit, Said({"6.cues": 0.5}))

    assert observations.evidence("6.cues", 0.5)
    assert not observations.evidence("6.cues", 0.5001)


def test_no_more_evidence_is_cited_than_a_person_would_read(unit: Unit) -> None:
    observations = observed(unit, *(Said({"6.cues": 0.5 + index / 100}) for index in range(MAX_EVIDENCE + 4)))

    cited = observations.evidence("6.cues", 0.5)

    assert len(cited) == MAX_EVIDENCE
    assert cited[0].probability == pytest.approx(0.58)


def test_a_label_is_somewhere_unless_every_sentence_lacks_it(unit: Unit) -> None:
    observations = observed(unit, Said({"6.cues": 0.5}), Said({"6.cues": 0.4}), Said({"5.trust": 0.9}))

    assert observations.somewhere("6.cues") == pytest.approx(1 - 0.5 * 0.6)
    assert observations.somewhere("5.trust") == pytest.approx(0.9)
    assert observations.somewhere("1.theory") == 0.0


def test_a_long_text_holds_no_more_for_its_length(unit: Unit) -> None:
    noise = Said({"6.cues": 0.01})
    long, longer = (observed(unit, *[noise] * count) for count in (STRONGEST, 20 * STRONGEST))

    assert longer.somewhere("6.cues") == pytest.approx(long.somewhere("6.cues"))


def test_nothing_said_is_no_evidence(unit: Unit) -> None:
    observations = observed(unit)

    assert observations.strongest("6.cues") == 0.0
    assert observations.somewhere("6.cues") == 0.0
    assert observations.evidence("6.cues", 0.0) == ()


def test_what_reflects_and_what_has_content_follows_the_units_stages(unit: Unit) -> None:
    observations = observed(unit, *(Said(stage=stage.id) for stage in unit.stages))

    assert observations.reflective.tolist() == [float(stage.reflective) for stage in unit.stages]
    assert observations.content.tolist() == [float(stage.content) for stage in unit.stages]


def test_an_assessors_sentence_is_even_in_a_unit_where_every_stage_has_content(unit: Unit) -> None:
    stages = tuple(stage.model_copy(update={"content": True}) for stage in unit.stages)
    said = [Said(speaker="assessor")]

    observations = observe(unit.model_copy(update={"stages": stages}), sentences_of(said), prediction_of(unit, said))

    assert np.allclose(observations.stages, 1 / len(stages))


def test_a_sentence_carries_its_labels_likeliest_first(unit: Unit, rules: JudgementRules) -> None:
    observations = observed(unit, Said({"5.trust": 0.6, "5.empathy": 0.8, "6.cues": 0.49, "policy": 0.9}))

    elements = present_labels(observations, [element.id for element in unit.elements], rules)[0]

    assert [(label.id, label.probability) for label in elements] == [("5.empathy", 0.8), ("5.trust", 0.6)]
