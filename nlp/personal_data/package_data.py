"""The package's own data files: rules in YAML, checked against their schema, and word lists."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict


class Rules(BaseModel):
    """Base of the rules that data files hold: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


RulesT = TypeVar("RulesT", bound=Rules)


def read_rules(name: str, schema: type[RulesT]) -> RulesT:
    """The rules in the package's file ``name``; raises pydantic's ValidationError where they break the schema."""
    # Every scalar stays the text it is ("no", "on"); the schema says what is a number or a truth value.
    return schema.model_validate(yaml.load(_read(name), Loader=yaml.CBaseLoader))  # noqa: S506 - builds text only


def read_words(name: str) -> frozenset[str]:
    """The words of a list: parted by white space, lines that begin with # left out."""
    lines = _read(name).splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
