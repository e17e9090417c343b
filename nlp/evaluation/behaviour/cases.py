"""The hand-written cases: a folder of YAML files, checked as they are read.

gaming/*.yaml     texts that claim evidence without giving any (`Claim`), a category a file
accounts/*.yaml   genuine accounts, each told in several forms (`ToldAccount`)
additions.yaml    sentences to put into them (`Additions`)
names.yaml        accounts with places for people, and people to put there (`NameCases`)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nlp.errors import CorpusError

PLAIN = "plain"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _ClaimText(_Entry):
    """``text``, or a genuine ``story`` and the ``padding`` that dresses it up."""

    name: str
    text: str = ""
    story: str = ""
    padding: str = ""


class _ClaimFile(_Entry):
    about: str
    texts: tuple[_ClaimText, ...] = Field(min_length=1)


class _AccountFile(_Entry):
    sector: str
    strength: str
    plain: str
    second_language: str
    dialect: str
    dictated: str = ""
    bullets: str = ""


class EvidenceSentence(_Entry):
    """A sentence and the ids of the elements that an assessor would highlight it for."""

    elements: tuple[str, ...] = Field(min_length=1)
    text: str


class Additions(_Entry):
    """Sentences to put into accounts: evidence of some elements, and evidence of nothing."""

    evidence: tuple[EvidenceSentence, ...]
    irrelevant: tuple[str, ...]


class _Template(_Entry):
    name: str
    text: str


class NameCases(_Entry):
    """Accounts with places in braces, and the ``people`` who fill them; others are compared with the first."""

    people: tuple[dict[str, str], ...] = Field(min_length=2)
    accounts: tuple[_Template, ...] = Field(min_length=1)

    def filled(self) -> Iterator[list[str]]:
        """The texts of each account, one for each of the people."""
        for account in self.accounts:
            yield [account.text.format(**_with_capitals(person)) for person in self.people]


@dataclass(frozen=True, slots=True)
class Claim:
    """A text that must earn nothing; where there is a ``story``, no more than the story earns alone."""

    category: str
    name: str
    text: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class ToldAccount:
    """A genuine account; ``forms`` tell the same in other words, by the name of the form."""

    name: str
    sector: str
    strength: str
    plain: str
    forms: dict[str, str]


@dataclass(frozen=True, slots=True)
class Cases:
    """All cases of a folder."""

    claims: tuple[Claim, ...]
    accounts: tuple[ToldAccount, ...]
    additions: Additions
    names: NameCases


def read_cases(folder: Path) -> Cases:
    """The cases of a folder (see the module); raises CorpusError where a file is missing or breaks its format."""
    return Cases(
        tuple(claim for path in _files(folder / "gaming") for claim in _claims(path)),
        tuple(_account(path) for path in _files(folder / "accounts")),
        _read(folder / "additions.yaml", Additions),
        _read(folder / "names.yaml", NameCases),
    )


_Model = TypeVar("_Model", bound=_Entry)


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise CorpusError(f"{folder} holds no cases. Name a folder with the cases of tests/behaviour.")
    return files


def _read(path: Path, model: type[_Model]) -> _Model:
    try:
        return model.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise CorpusError(f"{path} cannot be read. Restore the file.") from error
    except (yaml.YAMLError, ValidationError) as error:
        raise CorpusError(
            f"{path} does not hold cases as docs/behaviour.md describes them. Correct the file."
        ) from error


def _claims(path: Path) -> Iterator[Claim]:
    for entry in _read(path, _ClaimFile).texts:
        text = entry.text or f"{entry.story}\n\n{entry.padding}"
        yield Claim(path.stem, entry.name, text, entry.story)


def _account(path: Path) -> ToldAccount:
    entry = _read(path, _AccountFile)
    told = entry.model_dump(exclude={"sector", "strength", PLAIN})
    return ToldAccount(
        path.stem, entry.sector, entry.strength, entry.plain, {form: text for form, text in told.items() if text}
    )


def _with_capitals(person: dict[str, str]) -> dict[str, str]:
    """A person's words, and the same with a capital under a name with a capital."""
    return person | {key.capitalize(): value[:1].upper() + value[1:] for key, value in person.items()}
