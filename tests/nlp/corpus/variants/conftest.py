"""What the tests of variants share."""

from __future__ import annotations

from pathlib import Path

import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_accounts

CORPUS = Path(__file__).parents[4] / "models" / "corpus"


@pytest.fixture(scope="session")
def accounts(unit: Unit) -> list[Account]:
    """Accounts of both kinds."""
    return [account for name in ("retail.acc", "inbox_1.acc") for account in read_accounts(CORPUS / name, unit)]
