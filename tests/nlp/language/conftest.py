"""One pipeline for all tests of this folder; it keeps nothing of what it reads."""

from __future__ import annotations

import pytest
from spacy.language import Language

from nlp.language.pipeline import build_language


@pytest.fixture(scope="session")
def language() -> Language:
    return build_language()
