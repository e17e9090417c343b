"""A draft is told the same, to the last digit, whatever its analyser read before and whoever shares it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings

from nlp.checks.checker import Checker
from nlp.kept import Kept
from nlp.language.reader import build_reader
from nlp.personal_data.finder import PersonalDataFinder
from nlp.pipeline import Analyser, fake_analyser
from nlp.readers.reading import read_text
from tests.nlp.revisions import SENTENCES, Draft, documents, revisions


def keeping(most: int) -> Analyser:
    """An analyser that keeps little or nothing of what it reads."""
    analyser = fake_analyser()
    analyser.language = replace(build_reader(), kept=Kept(most))
    analyser.personal_data = PersonalDataFinder(most)
    analyser.checker = Checker(analyser.unit, most)
    return analyser


@pytest.fixture(scope="module")
def forgetting() -> Analyser:
    return keeping(0)


@pytest.fixture(scope="module", params=[5, 100_000])
def remembering(request: pytest.FixtureRequest) -> Analyser:
    """An analyser that has read all earlier examples: it remembers little of them, or everything."""
    return keeping(request.param)


@settings(max_examples=15, deadline=None)
@given(drafts=revisions())
def test_what_was_read_before_changes_no_result(
    remembering: Analyser, forgetting: Analyser, drafts: list[Draft]
) -> None:
    for document in documents(drafts):
        assert remembering.analyse(document) == forgetting.analyse(document)


def test_nor_do_callers_that_share_an_analyser(remembering: Analyser, forgetting: Analyser) -> None:
    read = [read_text("\n\n".join(SENTENCES[n % 7 : n % 7 + 5 + n % 3])) for n in range(12)]
    expected = list(map(forgetting.analyse, read))

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(remembering.analyse, [*read, *read])) == [*expected, *expected]
