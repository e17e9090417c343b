"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKED = re.compile(rf"'(?= *[{re.escape(''.join(_FORMULA))}])")


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection); nothing is an empty one."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def unmarked(cell: str) -> str:
    """A cell without the mark that `harmless`, or another program, put before what looks like a formula."""
    return cell[1:] if _MARKED.match(cell) else cell


def one_line(cell: str) -> str:
    """A cell's text in composed letters, without breaks, control and invisible characters, its spaces single."""
    if not (cell.isascii() and cell.isprintable()):
        cell = unicodedata.normalize("NFC", "".join(map(_visible, cell)))
    return " ".join(cell.split())


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    return "" if category in ("Cf", "Cs") else " " if category == "Cc" else char
