"""What a learner may see of a result before she hands in, by the qualification's policy."""

from __future__ import annotations

import pytest

from criteria_bank.loader import default_unit_id, load_unit
from nlp.documents import Document
from nlp.errors import FeedbackWithheld
from nlp.feedback.policy import for_learner
from nlp.pipeline import Analyser, fake_analyser
from nlp.results import AnalysisResult, QualityHint

ACCOUNT = Document.from_paragraphs(["I rang her back on the Thursday. She had waited two days and was cross with us."])


def analysed(policy: str) -> AnalysisResult:
    loaded = load_unit(default_unit_id())
    analyser = fake_analyser()
    qualification = loaded.unit.qualifications[0].model_copy(update={"feedback": policy})
    bound: Analyser = analyser.for_qualification(None)
    bound.qualification = qualification
    return bound.analyse(ACCOUNT)


def test_full_changes_nothing() -> None:
    result = analysed("full")
    assert for_learner(result) is result


def test_signpost_leaves_out_every_verdict_by_criterion() -> None:
    hints = tuple(
        QualityHint(id=quality, quality=quality, message="", evidence=()) for quality in ("valid", "sufficient")
    )
    result = analysed("signpost").model_copy(update={"quality": hints})
    assert any(sentence.elements for sentence in result.text.sentences)
    seen = for_learner(result)
    assert seen.marking_points == ()
    assert [sentence.elements for sentence in seen.text.sentences] == [()] * len(seen.text.sentences)
    assert [hint.quality for hint in seen.quality] == ["valid"]
    assert seen.model_dump(exclude={"marking_points", "text", "quality"}) == result.model_dump(
        exclude={"marking_points", "text", "quality"}
    )


def test_off_is_refused_in_the_units_words() -> None:
    with pytest.raises(FeedbackWithheld, match="only your assessor gives feedback"):
        for_learner(analysed("off"))
