"""In processes of their own, as what is imported once stays."""

from __future__ import annotations

import subprocess
import sys


def said_by(program: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_language_pipeline_brings_no_http_client() -> None:
    program = "import sys, nlp.language.pipeline; print({'requests', 'weasel', 'spacy.cli'} & set(sys.modules))"

    assert said_by(program) == "set()"


def test_spacys_own_command_line_is_there_for_whoever_asks() -> None:
    program = (
        "import nlp.language.pipeline, spacy; import spacy.cli; "
        "print(callable(spacy.cli.download), 'spacy_version' in spacy.info(silent=True))"
    )

    assert said_by(program) == "True True"


def test_a_spacy_that_is_there_already_is_left_alone() -> None:
    program = "import spacy, sys; before = sys.modules['spacy.cli']; import nlp.language; print(before is spacy.cli)"

    assert said_by(program) == "True"
