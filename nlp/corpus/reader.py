"""Reading labelled accounts (``*.acc``); the format is section 7 of models/corpus/GUIDE.md.

Which stages, elements, constraints, mistakes, marking points, flags and levels there are is the unit's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import cast, get_args

from criteria_bank.errors import Fault
from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, Form, Kind, LabelledSentence
from nlp.errors import CorpusError
from nlp.results import DepthLabel, Status

INBOX_PREFIX = "inbox_"
LABEL_BAR = "||"
NONE = "none"
_HEADER_KEYS = {"sector", "level", "form"}
_SUMMARY_KEYS = {"depth", "flags", "personal_data"}
_LABEL_KINDS = ("element", "constraint", "mistake")


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    number: int
    text: str

    def part(self, text: str) -> _Line:
        """Some of the line's text, still knowing where it stands."""
        return _Line(self.file, self.number, text.strip())

    def fault(self, message: str, remedy: str) -> CorpusError:
        return CorpusError(str(Fault(file=self.file, line=self.number, message=message, remedy=remedy)))


def read_corpus(folder: Path, unit: Unit) -> list[Account]:
    """All accounts of the ``*.acc`` files in ``folder``, file by file in the order of their names.

    Raises:
        CorpusError: no such file, or one of them breaks the format.
    """
    files = sorted(folder.glob("*.acc"))
    if not files:
        raise CorpusError(f"{folder} holds no labelled accounts. Name a folder with .acc files.")
    accounts = [account for file in files for account in read_accounts(file, unit)]
    repeated = [name for name, count in Counter(account.id for account in accounts).items() if count > 1]
    if repeated:
        where = ", ".join(account.file for account in accounts if account.id == repeated[0])
        raise CorpusError(f"{folder}: two accounts are called {repeated[0]!r} ({where}). Rename one of them.")
    return accounts


def read_accounts(path: Path, unit: Unit) -> list[Account]:
    """The accounts of one file.

    Raises:
        CorpusError: the file cannot be read or breaks the format; names file, line, fault and remedy.
    """
    accounts: list[Account] = []
    for block in _blocks(path):
        account = _account(block, path, unit)
        if any(account.id == other.id for other in accounts):
            raise block[0].fault(f"A second account is called {account.id!r}.", "Give each account its own name.")
        accounts.append(account)
    return accounts


def _blocks(path: Path) -> list[list[_Line]]:
    """The lines of each account, its header first."""
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}). Check its name and permissions.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 text. Save it in that encoding.") from error
    blocks: list[list[_Line]] = []
    for number, text in enumerate(content.split("\n"), 1):
        line = _Line(str(path), number, text.strip())
        if line.text.startswith("@ "):
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line)
        elif line.text and not line.text.startswith("#"):
            raise line.fault("There is text before the first account.", "Start accounts with '@ '; comments with '#'.")
    return blocks


def _account(block: Sequence[_Line], path: Path, unit: Unit) -> Account:
    header, *body = block
    name, fields = _header(header)
    points = [point.id for point in unit.marking_points]
    facts = _facts(header, [line for line in body if _is_fact(line)], {*points, *_SUMMARY_KEYS})
    kind: Kind = "inbox" if path.name.startswith(INBOX_PREFIX) else "ordered"
    account = Account(
        id=name,
        sector=fields["sector"].text,
        level=_level(fields["level"], unit),
        form=cast("Form", _one_of(fields["form"], get_args(Form), "form")),
        file=path.name,
        kind=kind,
        decisions={point: cast("Status", _one_of(facts[point], get_args(Status), "decision")) for point in points},
        depth=cast("DepthLabel", _one_of(facts["depth"], get_args(DepthLabel), "depth")),
        flags=_labels(facts["flags"], _listed(facts["flags"], ","), [flag.id for flag in unit.flags], "flag"),
        personal_data=_listed(facts["personal_data"], ";"),
        paragraphs=_paragraphs([line for line in body if not _is_fact(line)], unit),
    )
    if not account.paragraphs:
        raise header.fault("The account has no sentences.", "Add them, one a line, or take the account out.")
    text = account.document().text
    if not all(string in text for string in account.personal_data):
        raise facts["personal_data"].fault("A string of personal data is not in the text.", "Copy it as it stands.")
    return account


def _header(line: _Line) -> tuple[str, dict[str, _Line]]:
    name, *parts = (part.strip() for part in line.text.removeprefix("@ ").split("|"))
    fields = {key.strip(): line.part(value) for key, _, value in (part.partition("=") for part in parts)}
    whole = name and set(fields) == _HEADER_KEYS and len(parts) == len(fields)
    if not whole or not all(value.text for value in fields.values()):
        raise line.fault("The header is not complete.", "Write '@ NAME | sector=… | level=… | form=…'.")
    return name, fields


def _level(field: _Line, unit: Unit) -> int:
    levels = sorted({str(qualification.level) for qualification in unit.qualifications})
    return int(_one_of(field, levels, "level"))


def _is_fact(line: _Line) -> bool:
    return line.text.startswith("= ")


def _facts(header: _Line, lines: Iterable[_Line], wanted: Collection[str]) -> dict[str, _Line]:
    """What is said about the account as a whole, by marking point or summary key."""
    facts: dict[str, _Line] = {}
    for line in lines:
        body = line.text.removeprefix("= ")
        in_summary = body.partition(":")[0].strip() in _SUMMARY_KEYS
        for part in body.split("|") if in_summary else body.split():
            key, _, value = (piece.strip() for piece in part.partition(":"))
            if key not in wanted:
                raise line.fault(f"{key!r} is neither a marking point nor a field.", _choices(sorted(wanted)))
            if key in facts:
                raise line.fault(f"{key} is given twice.", "Keep one of the two.")
            facts[key] = line.part(value)
    missing = sorted(set(wanted) - set(facts))
    if missing:
        raise header.fault(f"The account lacks {', '.join(missing)}.", "Add it to the lines that start with '= '.")
    return facts


def _paragraphs(lines: Iterable[_Line], unit: Unit) -> tuple[tuple[LabelledSentence, ...], ...]:
    """Sentences, parted into paragraphs by blank lines."""
    runs = groupby(lines, key=lambda line: bool(line.text))
    return tuple(tuple(_sentence(line, unit) for line in run) for has_text, run in runs if has_text)


def _sentence(line: _Line, unit: Unit) -> LabelledSentence:
    text, bar, labels = line.text.rpartition(LABEL_BAR)
    if not bar or not text.strip():
        raise line.fault("The line is no labelled sentence.", f"Write 'SENTENCE {LABEL_BAR} STAGE ; ELEMENTS ; …'.")
    stage, *lists = (part.strip() for part in labels.split(";"))
    if len(lists) > len(_LABEL_KINDS):
        raise line.fault(
            "There are more than four parts of labels.", "Write 'STAGE ; ELEMENTS ; CONSTRAINTS ; MISTAKES'."
        )
    allowed = ([entry.id for entry in entries] for entries in (unit.elements, unit.constraints, unit.mistakes))
    elements, constraints, mistakes = (
        _labels(line, names.split(), ids, kind)
        for names, ids, kind in zip([*lists, "", "", ""], allowed, _LABEL_KINDS, strict=False)
    )
    stages = [entry.id for entry in unit.stages]
    return LabelledSentence(text.strip(), _one_of(line.part(stage), stages, "stage"), elements, constraints, mistakes)


def _labels(line: _Line, names: Sequence[str], allowed: Sequence[str], kind: str) -> tuple[str, ...]:
    for name in names:
        _one_of(line.part(name), allowed, kind)
    if len(set(names)) < len(names):
        raise line.fault(f"The same {kind} is given twice.", "Keep one of the two.")
    return tuple(names)


def _one_of(value: _Line, allowed: Sequence[str], kind: str) -> str:
    if value.text not in allowed:
        raise value.fault(f"{value.text!r} is no known {kind}.", _choices(allowed))
    return value.text


def _choices(allowed: Sequence[str]) -> str:
    return f"Use one of: {', '.join(allowed)}."


def _listed(line: _Line, separator: str) -> tuple[str, ...]:
    return tuple(item for part in line.text.split(separator) if (item := part.strip()) and item != NONE)
