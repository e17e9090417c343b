from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from nlp.classifier.base import Passage, Prediction
from nlp.classifier.fake import FakeClassifier
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.evaluation.evaluate import predict_accounts, predict_held_out
from nlp.evaluation.judged import LABEL_KINDS, STATUSES, PredictedAccount
from nlp.evaluation.report import build_report
from nlp.judgement.rules import JudgementRules
from nlp.pipeline import Analyser, fake_analyser


class CountingClassifier(FakeClassifier):
    """The fake, counting what it is asked."""

    asked = 0

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        for prediction in super().predict(passages):
            self.asked += 1
            yield prediction


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return fake_analyser()


def written_as(account: Account, *paragraphs: tuple[str, ...]) -> Account:
    own = tuple(tuple(LabelledSentence(text, "description") for text in texts) for texts in paragraphs)
    return replace(account, paragraphs=own)


def assert_same(one: PredictedAccount, other: PredictedAccount) -> None:
    assert one.sentences.stages.tolist() == other.sentences.stages.tolist()
    assert np.array_equal(one.sentences.stage_probabilities, other.sentences.stage_probabilities)
    for kind in LABEL_KINDS:
        ours, theirs = one.sentences.labels[kind], other.sentences.labels[kind]
        assert np.array_equal(ours.probabilities, theirs.probabilities)
        assert np.array_equal(ours.present, theirs.present)
    assert one.decisions.tolist() == other.decisions.tolist()
    assert (one.depth, one.flags) == (other.depth, other.flags)


def test_labelled_sentences_are_judged_as_the_classifier_sees_them(analyser: Analyser, accounts: list[Account]) -> None:
    account = accounts[0]

    (predicted,) = predict_accounts(analyser, [account])

    texts = tuple(sentence.text for sentence in account.sentences)
    (expected,) = analyser.classifier.predict([Passage(texts, account.sentence_paragraphs)])
    assert np.array_equal(predicted.sentences.stage_probabilities, expected.stages)
    assert predicted.sentences.stages.tolist() == expected.stages.argmax(axis=1).tolist()
    for kind, probabilities in (("elements", expected.elements), ("mistakes", expected.mistakes)):
        said = predicted.sentences.labels[kind]
        bounds = [analyser.rules.labels[entry.id].present for entry in getattr(analyser.unit, kind)]
        assert np.array_equal(said.probabilities, probabilities)
        assert np.array_equal(said.present, probabilities >= np.array(bounds))


def test_every_account_gets_all_decisions(analyser: Analyser, accounts: list[Account]) -> None:
    for predicted in predict_accounts(analyser, accounts[:5]):
        assert predicted.decisions.shape == (len(analyser.unit.marking_points),)
        assert predicted.decision_probabilities.shape == (len(analyser.unit.marking_points), len(STATUSES))
        assert predicted.decision_probabilities.sum(axis=1) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("own_sentences", [False, True])
def test_no_account_goes_through_the_model_twice(
    analyser: Analyser, accounts: list[Account], *, own_sentences: bool
) -> None:
    classifier = CountingClassifier(analyser.unit)
    counting = Analyser(analyser.loaded_unit, classifier, analyser.rules)

    predict_accounts(counting, accounts[:4], own_sentences=own_sentences)

    assert classifier.asked == 4


def test_progress_is_told_after_each_account(analyser: Analyser, accounts: list[Account]) -> None:
    told: list[int] = []

    predict_accounts(analyser, accounts[:3], told.append)

    assert told == [1, 2, 3]


def test_held_out_accounts_are_judged_by_the_analyser_of_their_fold(
    analyser: Analyser, accounts: list[Account]
) -> None:
    strict = Analyser(
        analyser.loaded_unit, analyser.classifier, JudgementRules.unfitted(analyser.unit, present=1.0, weak=1.0)
    )
    told: list[int] = []

    judged, predicted = predict_held_out([(strict, accounts[3:5]), (analyser, accounts[:2])], told.append)

    assert judged == [*accounts[3:5], *accounts[:2]]
    assert told == [1, 2, 3, 4]
    assert not any(made.sentences.labels["elements"].present.any() for made in predicted[:2])
    for made, expected in zip(predicted[2:], predict_accounts(analyser, accounts[:2]), strict=True):
        assert_same(made, expected)


def test_sentences_that_the_program_cuts_alike_are_judged_alike(analyser: Analyser, accounts: list[Account]) -> None:
    plain = written_as(
        accounts[0], ("A customer came back with a kettle.", "I asked what had gone wrong."), ("She thanked me.",)
    )

    (labelled,) = predict_accounts(analyser, [plain])
    (own,) = predict_accounts(analyser, [plain], own_sentences=True)

    assert_same(labelled, own)


def test_a_sentence_that_the_program_does_not_cut_lends_its_labels_to_all_its_parts(
    analyser: Analyser, accounts: list[Account]
) -> None:
    whole = written_as(accounts[0], ("I asked her what had gone wrong and she told me about the kettle.",))
    in_parts = written_as(accounts[0], ("I asked her what had gone wrong", "and she told me about the kettle."))

    (one,) = predict_accounts(analyser, [whole], own_sentences=True)
    (two,) = predict_accounts(analyser, [in_parts], own_sentences=True)

    assert two.sentences.stages.tolist() == one.sentences.stages.tolist() * 2
    for kind in LABEL_KINDS:
        assert np.array_equal(two.sentences.labels[kind].present, one.sentences.labels[kind].present.repeat(2, axis=0))


def test_a_labelled_sentence_that_the_program_cuts_takes_the_labels_of_both_parts(
    analyser: Analyser, accounts: list[Account]
) -> None:
    cut = written_as(accounts[0], ("She came back.", "I asked her at length what had gone wrong."))
    whole = written_as(accounts[0], ("She came back. I asked her at length what had gone wrong.",))

    (two,) = predict_accounts(analyser, [cut], own_sentences=True)
    (one,) = predict_accounts(analyser, [whole], own_sentences=True)

    assert one.sentences.stages.tolist() == [two.sentences.stages[1]]
    for kind in LABEL_KINDS:
        parts, joined = two.sentences.labels[kind], one.sentences.labels[kind]
        assert np.array_equal(joined.present, parts.present.any(axis=0, keepdims=True))
        assert np.array_equal(joined.probabilities, parts.probabilities.max(axis=0, keepdims=True))


def test_noise_agrees_with_the_labels_no_better_than_chance(analyser: Analyser, accounts: list[Account]) -> None:
    report = build_report(accounts, predict_accounts(analyser, accounts), analyser.unit)

    kappa = report["overall"]["figures"]["stages"]["kappa"]["value"]
    assert kappa is not None
    assert abs(kappa) < 0.1
