"""The documents of a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from nlp.documents import Document
from nlp.errors import UnsupportedFormat
from nlp.readers import Sandbox, read_file

_HIDDEN_PREFIXES = (".", "~$")  # "~$" is the lock file that Word leaves beside an open document
_HIDDEN_NAMES = {"__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and its name relative to the folder with '/' between the parts, as the results file has it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What a folder holds: ``sources`` by name, and the number of hidden files and folders that were left out."""

    sources: tuple[Source, ...]
    hidden: int


def find_sources(folder: Path, leaving_out: Path | None) -> Sources:
    """Every file in ``folder`` and the folders in it but hidden ones and ``leaving_out``, such as the file of results.

    Links to folders are not followed: they can lead in circles.
    """
    found: list[Source] = []
    hidden = 0
    for parent, folders, files in os.walk(folder, onerror=_raise):
        hidden += sum(map(_is_hidden, [*folders, *files]))
        folders[:] = [name for name in folders if not _is_hidden(name)]
        paths = [Path(parent, name) for name in files if not _is_hidden(name)]
        found += [
            Source(path, _name(path.relative_to(folder)))
            for path in paths
            if leaving_out is None or path.resolve() != leaving_out.resolve()
        ]
    return Sources(tuple(sorted(found, key=lambda source: source.name)), hidden)


def read_found(path: Path, sandbox: Sandbox) -> Document:
    """Read a file that was found; raises a DocumentError or OSError."""
    # A pipe would keep the run waiting for somebody to write into it.
    if path.exists() and not path.is_file():
        raise UnsupportedFormat("This is no file but a pipe, a socket or a device. Hand in the account as a file.")
    return read_file(path, sandbox=sandbox)


def _is_hidden(name: str) -> bool:
    return name.startswith(_HIDDEN_PREFIXES) or name in _HIDDEN_NAMES


def _name(path: Path) -> str:
    # A name that is no Unicode text (from another system) is told with its odd bytes as \xNN.
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _raise(error: OSError) -> None:
    raise error
