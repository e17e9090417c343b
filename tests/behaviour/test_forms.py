"""The same content in other English, and about people with other names, earns the same statuses."""

from __future__ import annotations

import pytest

from nlp.corpus.variants.keeping import KEEPING
from nlp.evaluation.behaviour.cases import Cases
from nlp.evaluation.behaviour.invariance import changes_by_form, name_pairs, rewritten_pairs, told_pairs, total
from nlp.evaluation.behaviour.judging import Changes
from nlp.pipeline import Analyser
from tests.behaviour.conftest import Bounds

TOLD = ("bullets", "dialect", "dictated", "second_language")


@pytest.fixture(scope="module")
def told(analyser: Analyser, cases: Cases) -> dict[str, Changes]:
    return changes_by_form(analyser, told_pairs(cases.accounts))


@pytest.fixture(scope="module")
def rewritten(analyser: Analyser, cases: Cases) -> dict[str, Changes]:
    return changes_by_form(analyser, rewritten_pairs(analyser.language, cases.accounts))


@pytest.mark.parametrize("form", TOLD)
def test_statuses_do_not_depend_on_the_english(told: dict[str, Changes], bounds: Bounds, form: str) -> None:
    assert told[form].changed.value <= bounds.forms.of(form)


@pytest.mark.parametrize("name", KEEPING)
def test_statuses_survive_rules_that_keep_the_content(rewritten: dict[str, Changes], bounds: Bounds, name: str) -> None:
    form = f"rule: {name}"
    assert rewritten[form].changed.value <= bounds.forms.of(form)


def test_statuses_do_not_depend_on_names_gender_and_place(analyser: Analyser, cases: Cases, bounds: Bounds) -> None:
    by_customer = changes_by_form(analyser, name_pairs(cases.names))

    assert total(by_customer.values()).changed.value <= bounds.names.aim
    over = {name: of for name, of in by_customer.items() if of.changed.value > bounds.names.of(name)}
    assert not over


def test_every_account_is_told_in_three_other_forms(cases: Cases) -> None:
    assert len(cases.accounts) == 12
    for account in cases.accounts:
        assert {"second_language", "dialect"} < account.forms.keys() <= set(TOLD)
        assert len(account.forms) == 3
        lengths = [len(text.split()) for text in (account.plain, *account.forms.values())]
        assert min(lengths) >= 110
        assert max(lengths) <= 290


def test_a_changed_name_changes_nothing_else(cases: Cases) -> None:
    for texts in cases.names.filled():
        assert len(set(texts)) == len(texts) == len(cases.names.people)
        assert not [text for text in texts if "{" in text]
        assert len({text.count(".") for text in texts}) == 1
