"""How much of a document we are ready to read."""

from __future__ import annotations

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one document. An account for one unit has 300 to 5,000 words; the bounds leave room for a portfolio.

    - ``file_bytes``: size of the file as handed in. Photographs make documents large; text does not.
    - ``unpacked_bytes``: declared size of all members of a .docx or .odt together. More is a compression bomb.
    - ``part_bytes``: size of one XML part. Its tree takes about ten times as much, and must fit ``memory_bytes``.
    - ``members``: files inside a .docx or .odt; a portfolio with a hundred photographs has about 150.
    - ``pages``: of a PDF. A whole qualification's portfolio reaches 300; a scanned book does not belong here.
    - ``words``: of the text that was read; what the analysis after it can do within a request.
    - ``characters``: the same bound for text without spaces, at ten characters a word.
    - ``seconds``: wall-clock time from request to answer; below the five seconds that a caller is promised, by the
      time it takes to stop the process.
    - ``memory_bytes``: address space of the process that parses.
    """

    file_bytes: int = 20 * _MEGABYTE
    unpacked_bytes: int = 100 * _MEGABYTE
    part_bytes: int = 30 * _MEGABYTE
    members: int = 2_000
    pages: int = 300
    words: int = 60_000
    characters: int = 600_000
    seconds: float = 4.5
    memory_bytes: int = 512 * _MEGABYTE
