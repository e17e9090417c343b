"""The tables of docs/settings.md, written from the settings themselves: ``python -m service.settings_table``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from service.setting_names import variable_name
from service.settings import SECRETS, Settings

MANUAL = Path(__file__).parents[1] / "docs" / "settings.md"
_TABLES = re.compile(r"(?<=<!-- settings -->\n).*(?=<!-- end -->)", re.DOTALL)
_TYPES: dict[object, str] = {
    int: "whole number",
    float: "number",
    bool: "`true` or `false`",
    str: "text",
    Path: "folder",
    SecretStr: "secret",
}


def tables() -> str:
    """A section for each subject, with a table of its settings."""
    return "\n".join(_section(subject) for subject in reversed(Settings.__bases__))


def tables_in(manual: str) -> str:
    """The tables that the manual shows."""
    found = _TABLES.search(manual)
    return found[0] if found else ""


def write() -> None:
    """Put the tables into the manual."""
    manual = MANUAL.read_text(encoding="utf-8")
    MANUAL.write_text(_TABLES.sub(lambda _: tables(), manual), encoding="utf-8")


def _section(subject: type[BaseModel]) -> str:
    rows = "".join(f"{row}\n" for row in _rows(subject))
    heading = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", subject.__name__).capitalize()
    return f"## {heading}\n\n{subject.__doc__}\n\n| variable | type | default | meaning |\n|---|---|---|---|\n{rows}"


def _rows(subject: type[BaseModel]) -> Iterator[str]:
    for name, field in subject.model_fields.items():
        kind = _kind(field) + (", or a file's name in `…_FILE`" if name in SECRETS else "")
        yield f"| `{variable_name(name)}` | {kind} | {_default(field)} | {field.description} |"


def _kind(field: FieldInfo) -> str:
    annotation = field.annotation
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(annotation))
    return "list, parted by commas" if get_origin(annotation) is tuple else _TYPES[annotation]


def _default(field: FieldInfo) -> str:
    default = field.default
    if field.default_factory or default in ("", ()) or isinstance(default, SecretStr):
        return ""
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


if __name__ == "__main__":
    write()
