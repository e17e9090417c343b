"""Analysers that answer at once, and one with documents that it does not survive."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from nlp.cluster.recipe import Recipe
from nlp.pipeline import fake_analyser
from service.cli.problems import problem_json
from tests.nlp.cluster.by_path.fragile_accounts import DEADLY, ODD, SLOW

__all__ = ["BY_PATH", "DEADLY", "ODD", "SLOW", "fragile", "instant"]

BY_PATH = str(Path(__file__).parent / "by_path")


def instant() -> Recipe:
    """The product's stand-in for the model."""
    return Recipe(problem_json, load=fake_analyser)


def fragile() -> Recipe:
    """The same, with accounts that it does not survive. Other processes cannot import the package ``tests``."""
    if BY_PATH not in sys.path:
        sys.path.append(BY_PATH)
    return Recipe(problem_json, load=import_module("fragile_accounts").fragile_analyser)
