"""Chance that repeats."""

from __future__ import annotations

from random import Random


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - repeatable on purpose
