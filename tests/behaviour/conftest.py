"""The cases, the installed analyser, and what the shipped model is held to (bounds.yaml)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from nlp.evaluation.behaviour.cases import Cases, read_cases
from nlp.pipeline import Analyser, load_analyser

HERE = Path(__file__).parent


class Strict(BaseModel):
    """Base of the bounds: unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ClaimBound(Strict):
    met: int
    too_partial: int


class ClaimBounds(Strict):
    aim: ClaimBound
    known: dict[str, ClaimBound]

    def of(self, category: str) -> ClaimBound:
        return self.known.get(category, self.aim)


class ShareBounds(Strict):
    aim: float
    known: dict[str, float]

    def of(self, form: str) -> float:
        return self.known.get(form, self.aim)


class AdditionBound(Strict):
    lowered: float
    lost: float
    met: float


class AdditionBounds(Strict):
    aim: AdditionBound
    known: dict[str, AdditionBound]

    def of(self, what: str) -> AdditionBound:
        return self.known.get(what, self.aim)


class Bounds(Strict):
    claims: ClaimBounds
    forms: ShareBounds
    names: ShareBounds
    additions: AdditionBounds


@pytest.fixture(scope="session")
def bounds() -> Bounds:
    return Bounds.model_validate(yaml.safe_load((HERE / "bounds.yaml").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def cases() -> Cases:
    return read_cases(HERE / "cases")


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return load_analyser()
