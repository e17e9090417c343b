"""The real unit and language pipeline, and plain rules: a label counts from 0.5, weakly from 0.25."""

from __future__ import annotations

import pytest
from spacy.language import Language

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.judgement.rules import JudgementRules
from nlp.language.pipeline import build_language
from tests.nlp.checks.checking import Bench


@pytest.fixture(scope="session")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture(scope="session")
def rules(unit: Unit) -> JudgementRules:
    return JudgementRules.unfitted(unit)


@pytest.fixture(scope="session")
def language() -> Language:
    return build_language()


@pytest.fixture(scope="session")
def bench(unit: Unit, rules: JudgementRules, language: Language) -> Bench:
    return Bench(unit, rules, language)
