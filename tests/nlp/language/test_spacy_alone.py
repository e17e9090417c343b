"""In processes of their own, as what is imported once stays."""

from __future__ import annotations

import subprocess
import sys

import pytest


def said_by(program: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_reading_brings_neither_an_http_client_nor_the_rest_of_spacy() -> None:
    program = (
        "import sys; from nlp.language.reader import build_reader; build_reader(); "
        "rest = {'requests', 'weasel', 'spacy.cli', 'spacy.pipeline.tagger', 'spacy.ml'}; "
        "print(rest & set(sys.modules), vars(sys.modules['spacy']).keys() & {'load', 'Language'})"
    )

    assert said_by(program) == "set() set()"


@pytest.mark.parametrize(
    ("program", "answer"),
    [
        ("import spacy; print(spacy.blank('en')('I rang.')[1], spacy.util.__name__)", "rang spacy.util"),
        ("import spacy.cli; print(callable(spacy.cli.download), 'pipelines' in spacy.info(silent=True))", "True True"),
        ("from spacy.language import Language; import spacy; print(spacy.Language is Language)", "True"),
        ("from spacy.lang.en import English; print(English().add_pipe('tagger').name)", "tagger"),
        ("from spacy.lang.de import German; print(German()('Guten Tag')[0])", "Guten"),
        ("from spacy.pipeline import Sentencizer; print(Sentencizer.__module__)", "spacy.pipeline.sentencizer"),
        ("import spacy; print(hasattr(spacy, 'nothing'))", "False"),
        (
            "import importlib.metadata as m; from catalogue import AVAILABLE_ENTRY_POINTS as points; "
            "print(set(points.select(group='console_scripts')) == set(m.entry_points(group='console_scripts')))",
            "True",
        ),
    ],
)
def test_the_rest_is_there_for_whoever_asks(program: str, answer: str) -> None:
    assert said_by(f"import nlp.language; {program}") == answer


def test_a_spacy_that_is_there_already_is_left_alone() -> None:
    program = "import spacy; before = spacy.Language; import nlp.language; print(before is spacy.Language, spacy.load)"

    assert said_by(program).startswith("True <function load")
