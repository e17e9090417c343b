from __future__ import annotations

import numpy as np

from nlp.classifier.base import Prediction
from nlp.documents import Document
from nlp.judgement.lead_ins import without_lead_ins
from nlp.language.pipeline import build_language, read_sentences


def test_a_line_that_announces_a_list_carries_nothing_and_the_list_what_it_did() -> None:
    document = Document.from_paragraphs(["From July I am going to do this:", "Ring each of them by the 5th."])
    sentences = read_sentences(build_language(), document)
    full = np.full((2, 3), 0.8)
    said = Prediction(np.full((2, 2), 0.5), full, full, full)

    counted = without_lead_ins(document.text, sentences, said)

    for labels in (counted.elements, counted.constraints, counted.mistakes):
        assert labels.tolist() == [[0.0] * 3, [0.8] * 3]
    assert (counted.stages == said.stages).all()


def test_without_such_a_line_nothing_changes() -> None:
    document = Document.from_paragraphs(["I rang her at five: she was out."])
    sentences = read_sentences(build_language(), document)
    said = Prediction(*(np.full((len(sentences), 2), 0.5) for _ in range(4)))
    assert without_lead_ins(document.text, sentences, said) is said


def test_an_item_takes_over_what_its_announcement_made_of_it() -> None:
    document = Document.from_paragraphs(["From July I will:", "no day at the counter", "count the late ones again"])
    sentences = read_sentences(build_language(), document)
    plan = np.array([[0.7, 0.1], [0.2, 0.4], [0.0, 0.0]])
    said = Prediction(np.full((3, 2), 0.5), plan, plan, plan)
    assert without_lead_ins(document.text, sentences, said).elements.tolist() == [[0.0, 0.0], [0.7, 0.4], [0.0, 0.0]]


def test_an_announcement_of_nothing_carries_nothing() -> None:
    document = Document.from_paragraphs(["I rang her.", "From July I will:"])
    sentences = read_sentences(build_language(), document)
    said = Prediction(np.full((2, 2), 0.5), *(np.full((2, 1), 0.7) for _ in range(3)))
    assert without_lead_ins(document.text, sentences, said).elements.tolist() == [[0.7], [0.0]]
