"""Where a command's document comes from: a file, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.cli.terminal import printable, tell

if TYPE_CHECKING:
    from nlp.documents import Document
    from nlp.readers import Sandbox

STANDARD_INPUT = "-"


def source_path(source: str) -> Path | None:
    """The file that a source names; None for standard input."""
    return None if source == STANDARD_INPUT else Path(source)


def source_name(source: str) -> str:
    """What a report calls the source."""
    return "Standard input" if source == STANDARD_INPUT else Path(source).name


@contextmanager
def prepared_sandbox(source: str) -> Iterator[Sandbox]:
    """A process to read the source in, which gets ready while the caller imports what it needs."""
    from nlp.readers import Sandbox
    from nlp.readers.formats import PARSED_SUFFIXES

    with Sandbox() as sandbox:
        path = source_path(source)
        if path and path.suffix.lower() in PARSED_SUFFIXES and path.is_file():
            sandbox.prepare(path.suffix.lower())
        yield sandbox


def read_source(source: str, sandbox: Sandbox | None = None) -> Document:
    """Read a document, or standard input; raises typer.BadParameter where there is none, and what the readers raise."""
    from nlp.readers import read_file

    path = source_path(source)
    if path is None:
        return _read_standard_input()
    if not path.exists():
        raise typer.BadParameter(f"There is no file or folder '{printable(source)}'. Check its name and folder.")
    return read_file(path, sandbox=sandbox)


def _read_standard_input() -> Document:
    from nlp.readers import Limits, read_bytes

    if sys.stdin.isatty():
        tell("Paste or type the account; end with Ctrl-D on a line of its own (Windows: Ctrl-Z, Enter).")
    return read_bytes(sys.stdin.buffer.read(Limits().file_bytes + 1))
