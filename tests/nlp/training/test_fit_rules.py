from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.gold_sentences import gold_sentences
from nlp.judgement.constraints import analyse_constraints
from nlp.judgement.depth import analyse_depth
from nlp.judgement.evidence import observe
from nlp.judgement.flags import Whole, features, probability
from nlp.judgement.rules import DepthModel, JudgementRules
from nlp.judgement.told import Told
from nlp.personal_data.finder import find_personal_data
from nlp.training.fit_depth import fit_depth, labelled_share
from nlp.training.fit_flags import fit_flags
from nlp.training.fit_rules import WEAK_SHARE, fit_rules
from nlp.training.judged import Judged, JudgedWhole
from tests.nlp.judgement.saying import Said, observed, prediction_of
from tests.nlp.training.inventing import account, random_accounts


def said_of(account: Account, yes: float, no: float, unit: Unit) -> list[Said]:
    """Every label that a sentence carries at ``yes``, every other one at ``no``."""
    return [
        Said(
            dict.fromkeys((label.id for label in unit.labels), no)
            | dict.fromkeys((*sentence.elements, *sentence.constraints, *sentence.mistakes), yes),
            sentence.stage,
            sentence.text,
        )
        for sentence in account.sentences
    ]


def whole(unit: Unit, item: Account, said: list[Said]) -> JudgedWhole:
    observations = observe(unit, gold_sentences(item), prediction_of(unit, said))
    rules = JudgementRules.unfitted(unit)
    text = item.document().text
    personal_data = find_personal_data(text)
    told = Told.of(text, observations)
    constraints = analyse_constraints(unit, told, observations, rules, personal_data)
    return JudgedWhole(item, observations, 1.0, Whole(text, observations, told, constraints, personal_data))


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return random_accounts(unit, 24)


def test_a_bound_falls_between_what_is_and_what_is_not(unit: Unit, accounts: list[Account]) -> None:
    predictions = [prediction_of(unit, said_of(item, 0.42, 0.33, unit)) for item in accounts]

    rules = fit_rules(unit, accounts, predictions, inbox_weight=3.0)

    assert set(rules.labels) == {label.id for label in unit.labels}
    assert set(rules.points) == {point.id for point in unit.marking_points}
    assert set(rules.flags) == {flag.id for flag in unit.flags if flag.depth is None}
    for bounds in rules.labels.values():
        assert 0.33 < bounds.present <= 0.42
        assert bounds.weak == pytest.approx(bounds.present * WEAK_SHARE, abs=1e-4)


def test_what_an_account_holds_has_a_bound_of_its_own(unit: Unit) -> None:
    """Two sentences at 0.3 hold the element between them, one does not; no sentence carries it alone."""
    carries = LabelledSentence("It rang.", "description", ("6.cues",))
    lacks = LabelledSentence("It did.", "description")
    hints = [number < 4 for number in range(40)]
    accounts = [account(unit, f"hints-{n}", [carries if twice else lacks] * 2) for n, twice in enumerate(hints)]
    said = [[Said({"6.cues": 0.3}), Said({"6.cues": 0.3 * twice})] for twice in hints]
    sure = account(unit, "sure", [LabelledSentence("It rang.", "description", ("5.trust",))] * 9)
    predictions = [prediction_of(unit, items) for items in [*said, [Said({"5.trust": 0.6})] * 9]]

    labels = fit_rules(unit, [*accounts, sure], predictions, inbox_weight=1.0).labels

    assert labels["6.cues"].present > 0.3
    assert 0.3 < labels["6.cues"].somewhere <= 0.51
    assert all(labels[mistake.id].somewhere == 1.0 for mistake in unit.mistakes)


def test_labels_of_one_kind_share_a_bound(unit: Unit, accounts: list[Account]) -> None:
    predictions = [prediction_of(unit, said_of(item, 0.9, 0.2, unit)) for item in accounts]
    lower = [replace(item, mistakes=item.mistakes / 2) for item in predictions]

    rules = fit_rules(unit, accounts, lower, inbox_weight=1.0)

    assert len({rules.labels[entry.id].present for entry in unit.elements}) == 1
    assert {rules.labels[entry.id].present for entry in unit.mistakes} != {
        rules.labels[entry.id].present for entry in unit.elements
    }


# Depth --------------------------------------------------------------------------------------------------------------


def narrated(unit: Unit, reflecting: int, of: int, seen: int) -> Judged:
    """So many sentences labelled as reflecting, and so many that the model is sure reflect."""

    def stages(count: int) -> list[str]:
        return ["analysis"] * count + ["description"] * (of - count)

    labelled = account(
        unit, f"{reflecting}-of-{of}", [LabelledSentence("It rang.", name) for name in stages(reflecting)]
    )
    return Judged(labelled, observed(unit, *(Said(stage=name) for name in stages(seen))), 1.0)


def test_a_model_that_sees_what_people_see_is_left_alone(unit: Unit) -> None:
    model = fit_depth(unit, [narrated(unit, count, 10, count) for count in range(11)])

    assert (model.slope, model.offset) == pytest.approx((1.0, 0.0), abs=1e-4)


def test_a_model_that_sees_too_much_reflection_is_corrected(unit: Unit) -> None:
    judged = [narrated(unit, count, 20, 4 + count // 2) for count in range(0, 21, 2)]

    model = fit_depth(unit, judged)

    shares = [analyse_depth(unit, item.observations, model).reflective_share for item in judged]
    assert shares == pytest.approx([labelled_share(unit, item.account) for item in judged], abs=1e-3)


def test_what_counts_more_pulls_the_depth(unit: Unit) -> None:
    low, high = narrated(unit, 2, 10, 5), narrated(unit, 8, 10, 5)
    ends = [narrated(unit, 0, 10, 0), narrated(unit, 10, 10, 10)]

    model = fit_depth(unit, [*ends, replace(low, weight=50.0), high])

    assert analyse_depth(unit, low.observations, model).reflective_share < 0.4


def test_accounts_that_all_look_alike_say_nothing_about_depth(unit: Unit) -> None:
    assert fit_depth(unit, [narrated(unit, count, 10, 5) for count in range(5)]) == DepthModel()


def test_sentences_that_show_a_mistake_or_have_no_content_do_not_reflect(unit: Unit) -> None:
    sentences = [
        LabelledSentence("A smile is enough.", "evaluation", mistakes=("politeness",)),
        LabelledSentence("Unit 4.", "other"),
        LabelledSentence("It rang.", "description"),
        LabelledSentence("I should have asked.", "conclusion"),
    ]

    assert labelled_share(unit, account(unit, "mixed", sentences)) == pytest.approx(1 / 3)
    assert labelled_share(unit, account(unit, "empty", [sentences[1]])) == 0.0


# Flags --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def flagged(unit: Unit) -> list[JudgedWhole]:
    """Politeness and overlooked data protection, each flagged where it plainly shows."""
    made = []
    for number in range(40):
        polite, private = number % 2 == 0, number % 4 < 2
        text = "I wrote down her phone number." if private else "I swept the floor."
        item = account(
            unit,
            f"flagged-{number}",
            [LabelledSentence(text, "description"), LabelledSentence("A smile is enough.", "evaluation")],
            flags=("politeness",) * polite + ("data_protection",) * private,
        )
        shown = 0.6 + 0.3 * (number % 3 == 0) if polite else 0.1
        made.append(whole(unit, item, [Said(text=text), Said({"politeness": shown}, "evaluation")]))
    return made


def test_flags_are_raised_where_people_raised_them(unit: Unit, flagged: list[JudgedWhole]) -> None:
    models = fit_flags(unit, flagged)

    for name in ("politeness", "data_protection"):
        (flag,) = (flag for flag in unit.flags if flag.id == name)
        for item in flagged:
            values = features(unit, flag, item.whole)
            raised = probability(models[name], values) >= models[name].threshold
            assert raised == (name in item.account.flags)


def test_flags_about_mistakes_share_a_model(unit: Unit, flagged: list[JudgedWhole]) -> None:
    models = fit_flags(unit, flagged)

    about_mistakes = [models[flag.id] for flag in unit.flags if flag.mistake]
    assert all(model == about_mistakes[0] for model in about_mistakes)
    assert about_mistakes[0].weights["strongest"] > 0
    assert set(models) == {flag.id for flag in unit.flags if flag.depth is None}


@pytest.mark.parametrize("always", [True, False])
def test_a_flag_that_says_nothing_about_accounts_is_always_or_never_raised(
    unit: Unit, flagged: list[JudgedWhole], *, always: bool
) -> None:
    flags = ("constraints",) if always else ()
    judged = [replace(item, account=replace(item.account, flags=flags)) for item in flagged]

    model = fit_flags(unit, judged)["constraints"]

    (flag,) = (flag for flag in unit.flags if flag.id == "constraints")
    values = [features(unit, flag, item.whole) for item in judged]
    assert {probability(model, row) >= model.threshold for row in values} == {always}


def test_what_counts_more_pulls_the_bound(unit: Unit) -> None:
    rows = np.repeat([0.3, 0.6], 10)
    accounts = [
        account(
            unit,
            f"weighed-{number}",
            [LabelledSentence("It rang.", "description", ("6.cues",)), LabelledSentence("It did.", "description")],
            kind="inbox" if number < 10 else "ordered",
            decisions={"MP6": "partial" if number % 2 else "not"},
            depth="mixed" if number % 2 else "descriptive",
        )
        for number in range(20)
    ]
    predictions = [prediction_of(unit, [Said({"6.cues": value}), Said({"6.cues": 0.4})]) for value in rows]

    heavy = fit_rules(unit, accounts, predictions, inbox_weight=50.0).labels["6.cues"].present
    light = fit_rules(unit, accounts, predictions, inbox_weight=0.01).labels["6.cues"].present

    assert heavy <= 0.3 < light
