"""What is said to learners about their accounts stands in the criteria bank, and nowhere in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEAKING = ("annotation", "checks", "comparison", "feedback", "judgement", "overlap", "quality")
FILES = [path for name in SPEAKING for path in sorted((ROOT / "nlp" / name).rglob("*.py"))]
FEWEST_WORDS = 4


def sentences(tree: ast.Module) -> Iterator[str]:
    """Strings of several words that are neither documentation nor an error's message nor a field's description.

    Lists of the language's own words (`word_set`) are no sentences.
    """
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Raise) or called in ("Field", "re.compile", "word_set") or called.endswith(".split"):
            silent |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_is_written_in_python(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [text for text in sentences(tree) if len(text.split()) >= FEWEST_WORDS] == []


def test_a_sentence_would_be_found() -> None:
    said = ast.parse(
        '"""About."""\nraise ValueError("This is for its developers alone.")\nx = "You did this very well."'
    )
    assert list(sentences(said)) == ["You did this very well."]
