"""The demonstration that ships, and the accounts that it is made from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_accounts, read_corpus
from service.demonstration.deciding import Suggestion
from service.demonstration.parts import cast_parts
from service.demonstration.planning import Plan, plan
from service.demonstration.scripts import Script
from service.demonstration.specification import Specification, specification

MODELS = Path(__file__).parents[3] / "models"
Act = Callable[[Specification, datetime], Plan]


@pytest.fixture(scope="session")
def wanted() -> Specification:
    return specification()


@pytest.fixture(scope="session")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture(scope="session")
def accounts(unit: Unit) -> list[Account]:
    return read_corpus(MODELS / "corpus", unit)


@pytest.fixture(scope="session")
def foils(unit: Unit) -> list[Account]:
    return read_accounts(MODELS / "foils" / "talk.acc", unit)


@pytest.fixture(scope="session")
def act(unit: Unit, accounts: list[Account], foils: list[Account]) -> Act:
    """Make a plan, with a program that suggests what the corpus says."""

    def make(wanted: Specification, present: datetime) -> Plan:
        return plan(wanted, unit, cast_parts(wanted, unit, accounts, foils), as_the_corpus_says, present)

    return make


def as_the_corpus_says(script: Script) -> dict[str, Suggestion]:
    return {point: Suggestion(status, script.evidence[point]) for point, status in script.labels.items()}
