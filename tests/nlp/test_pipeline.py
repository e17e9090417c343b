"""A document in, a result out; over the fake classifier, or one that says what a test puts into its mouth."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from criteria_bank.errors import UnitNotFound
from criteria_bank.loader import default_unit_id, unit_path
from criteria_bank.schema import Unit
from nlp.classifier.base import Passage, Prediction
from nlp.documents import Document
from nlp.errors import ArtefactMissing, DocumentEmpty
from nlp.pipeline import Analyser, fake_analyser, load_analyser
from nlp.results import (
    AnalysisResult,
    ConstraintStatus,
    DepthLabel,
    ElementStatus,
    Evidence,
    Matching,
    Severity,
    Status,
)
from tests.nlp.classifier.tiny_model import write_model
from tests.nlp.judgement.saying import Said, prediction_of
from tests.nlp.result_shape import SHAPE, assert_shape, extents

ACCOUNT = Document.from_paragraphs(
    [
        "Reflective account, 4 March",
        "I work on the parcel desk. A man came in with a torn box, so I asked what had been in it.",
        "He told me it was a gift for his sister. I think he was more upset about the card than about the vase 😀.",
        "Next time I will ask about the person before the parcel, because that is what he wanted to talk about.",
        "He gave me his number, 07700 900461, and I rang him on Friday.",
    ]
)
INTERVIEW = Document.from_paragraphs(
    ["Assessor: How did you win the customer's trust?", "Learner: I rang her when I said I would."]
)


class Prompter:
    """Says of each sentence what a test wrote down for it, and remembers what it was shown."""

    name = "prompter"
    matching: Matching = "trained"

    def __init__(self, unit: Unit, lines: Mapping[str, Said]) -> None:
        self._unit = unit
        self._lines = lines
        self.shown: list[Passage] = []

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        for passage in passages:
            self.shown.append(passage)
            yield prediction_of(self._unit, [self._lines.get(sentence, Said()) for sentence in passage.sentences])

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        return next(self.predict([passage])).rows(indices)


def prompted(lines: Mapping[str, Said]) -> Analyser:
    plain = fake_analyser()
    return Analyser(plain.loaded_unit, Prompter(plain.unit, lines), plain.rules)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return fake_analyser()


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    extra = [Document.from_paragraphs([f"Call {n}.", f"I rang customer {n} back, she was glad."]) for n in range(20)]
    return [ACCOUNT, INTERVIEW, *extra]


def test_the_result_has_exactly_the_documented_keys(analyser: Analyser, documents: list[Document]) -> None:
    for document in documents:
        assert_shape(json.loads(analyser.analyse(document).model_dump_json()), SHAPE)


def test_everything_that_is_said_is_one_of_the_documented_words(analyser: Analyser) -> None:
    result = analyser.analyse(ACCOUNT)

    assert {point.status for point in result.marking_points} <= set(get_args(Status))
    assert {item.status for point in result.marking_points for item in point.elements} <= set(get_args(ElementStatus))
    assert {constraint.status for constraint in result.constraints} <= set(get_args(ConstraintStatus))
    assert {flag.severity for flag in result.flags} <= set(get_args(Severity))
    assert result.depth.label in get_args(DepthLabel)


def test_offsets_point_into_the_text(analyser: Analyser) -> None:
    result = analyser.analyse(ACCOUNT)

    content = result.text.content
    places = extents(result.model_dump(mode="json"))
    assert all(0 <= start < end <= len(content) for start, end in places)
    words = [content[item.start : item.end] for item in result.text.sentences]
    assert words == [text.strip() for text in words]
    assert "He told me it was a gift for his sister." in words
    assert [content[item.start : item.end] for item in result.personal_data] == ["07700 900461"]


def test_evidence_is_always_a_whole_sentence(analyser: Analyser) -> None:
    result = analyser.analyse(ACCOUNT)

    sentences = {(item.start, item.end) for item in result.text.sentences}
    cited: list[tuple[Evidence, ...]] = [item.evidence for point in result.marking_points for item in point.elements]
    cited += [item.evidence for item in result.constraints] + [item.evidence for item in result.flags]
    assert {(item.start, item.end) for evidence in cited for item in evidence} <= sentences


def test_a_result_says_what_made_it(analyser: Analyser) -> None:
    result = analyser.analyse(ACCOUNT)

    unit = analyser.loaded_unit
    assert result.unit.model_dump() == {
        "id": unit.unit.id,
        "version": unit.unit.version,
        "sha256": unit.sha256,
        "title": unit.unit.title,
    }
    assert (result.analyser.model, result.analyser.matching) == ("fake", "trained")
    assert result.text.content == ACCOUNT.text
    assert result.text.words == len(ACCOUNT.text.split())
    assert [(item.start, item.end) for item in result.text.paragraphs] == [
        (span.start, span.end) for span in ACCOUNT.paragraphs
    ]


def test_an_assessors_question_carries_no_label_and_is_no_evidence() -> None:
    everything = dict.fromkeys((label.id for label in fake_analyser().unit.labels), 0.9)
    sentences = fake_analyser().analyse(INTERVIEW).text.sentences
    lines = {INTERVIEW.text[item.start : item.end]: Said(everything, "analysis") for item in sentences}

    result = prompted(lines).analyse(INTERVIEW)

    question, *answer = result.text.sentences
    assert "How did you win" in INTERVIEW.text[question.start : question.end]
    assert (question.stage.label, question.elements, question.constraints, question.mistakes) == ("other", (), (), ())
    assert all(sentence.elements for sentence in answer)
    cited = {item.start for point in result.marking_points for found in point.elements for item in found.evidence}
    assert cited == {sentence.start for sentence in answer}


def test_what_the_model_sees_becomes_labels_statuses_and_feedback() -> None:
    asked = "A man came in with a torn box, so I asked what had been in it."
    read = "I think he was more upset about the card than about the vase 😀."
    lines = {
        asked: Said({"6.questioning": 0.9, "6.cues": 0.1, "3.interaction": 0.7}),
        read: Said({"6.cues": 0.8}, "analysis"),
        "He told me it was a gift for his sister.": Said({"6.listening": 0.85}, "analysis"),
    }

    result = prompted(lines).analyse(ACCOUNT)

    by_text = {ACCOUNT.text[item.start : item.end]: item for item in result.text.sentences}
    assert [label.id for label in by_text[asked].elements] == ["6.questioning", "3.interaction"]
    assert by_text[read].stage.label == "analysis"
    statuses = {point.id: point.status for point in result.marking_points}
    assert statuses["MP6"] == "met"
    assert statuses["MP3"] == "partial"
    assert statuses["MP1"] == "not"
    assert {flag.id for flag in result.flags} >= {"data_protection"}  # his number, and nothing of how it was kept
    assert result.feedback.next_steps


def test_the_classifier_is_shown_each_sentence_with_its_paragraph() -> None:
    prompter = Prompter(fake_analyser().unit, {})
    plain = fake_analyser()

    Analyser(plain.loaded_unit, prompter, plain.rules).analyse(ACCOUNT)

    (passage,) = prompter.shown
    assert passage.sentences[:2] == ("Reflective account, 4 March", "I work on the parcel desk.")
    assert passage.paragraphs == (0, 1, 1, 2, 2, 3, 4)


def test_many_documents_give_what_each_alone_gives_in_order(analyser: Analyser, documents: list[Document]) -> None:
    assert list(analyser.analyse_many(documents)) == [analyser.analyse(document) for document in documents]


def test_documents_are_taken_as_they_are_needed(analyser: Analyser, documents: list[Document]) -> None:
    taken = []

    def source() -> Any:
        for document in documents:
            taken.append(document)
            yield document

    results = analyser.analyse_many(source())
    assert taken == []
    first = next(results)

    assert first == analyser.analyse(documents[0])
    assert len(taken) == 1
    assert list(analyser.analyse_many([])) == []


def test_sentences_that_are_known_already_are_not_cut_again(analyser: Analyser) -> None:
    document = Document.from_paragraphs(["I rang. She thanked me."])
    known = analyser.analyse(document)
    from_spans = analyser.sentences(document)

    assert analyser.analyse_sentences(document, from_spans) == known
    assert len(analyser.analyse_sentences(document, from_spans[:1]).text.sentences) == 1


@pytest.mark.parametrize("paragraphs", [[], [" "]])
def test_a_document_without_words_is_an_error_and_never_an_empty_result(
    analyser: Analyser, paragraphs: list[str]
) -> None:
    document = Document.from_paragraphs(paragraphs)

    with pytest.raises(DocumentEmpty, match="Check that you chose the right file"):
        analyser.analyse(document)
    with pytest.raises(DocumentEmpty):
        list(analyser.analyse_many([document]))


def test_threads_share_an_analyser(documents: list[Document]) -> None:
    shared = fake_analyser()  # its language pipeline is built by whichever thread comes first

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(shared.analyse, documents * 3))

    assert results == [fake_analyser().analyse(document) for document in documents] * 3


def test_the_same_document_gives_the_same_bytes(analyser: Analyser) -> None:
    assert analyser.analyse(ACCOUNT).model_dump_json() == fake_analyser().analyse(ACCOUNT).model_dump_json()


def test_a_result_comes_back_from_its_json(analyser: Analyser) -> None:
    result = analyser.analyse(ACCOUNT)

    assert AnalysisResult.model_validate_json(result.model_dump_json()) == result


def test_a_result_cannot_be_changed(analyser: Analyser) -> None:
    result = analyser.analyse(ACCOUNT)

    with pytest.raises(ValidationError, match="frozen"):
        result.depth = result.depth  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        result.marking_points[0].status = "met"  # type: ignore[misc]
    assert isinstance(result.flags, tuple)
    assert isinstance(result.text.sentences[0].elements, tuple)


def test_the_installed_model_is_used(analyser: Analyser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_model(tmp_path / "serving", analyser.unit)
    monkeypatch.setenv("TALLYMARK_MODEL_DIR", str(tmp_path / "serving"))

    loaded = load_analyser()
    result = loaded.analyse(ACCOUNT)

    assert (result.analyser.model, result.analyser.matching) == ("tiny 0.0.1", "trained")
    assert loaded.rules.labels["6.cues"].present == 0.6
    assert_shape(json.loads(result.model_dump_json()), SHAPE)


def test_a_second_unit_is_matched_by_similarity_and_the_result_says_so(
    analyser: Analyser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_model(tmp_path / "serving", analyser.unit)
    original = unit_path(default_unit_id())
    text = original.read_text(encoding="utf-8").replace(f"id: {original.stem}", "id: meeting-visitors", 1)
    (tmp_path / "meeting-visitors.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("TALLYMARK_MODEL_DIR", str(tmp_path / "serving"))
    monkeypatch.setenv("TALLYMARK_UNITS_DIR", str(tmp_path))

    result = load_analyser("meeting-visitors").analyse(ACCOUNT)

    assert (result.unit.id, result.analyser.matching) == ("meeting-visitors", "similarity")
    assert_shape(json.loads(result.model_dump_json()), SHAPE)


def test_what_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYMARK_MODEL_DIR", str(tmp_path))

    with pytest.raises(UnitNotFound, match="no-such-unit"):
        load_analyser("no-such-unit")
    with pytest.raises(ArtefactMissing, match="Reinstall"):
        load_analyser()
