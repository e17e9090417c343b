"""Where the commands print: results on standard output, everything else on standard error."""

from __future__ import annotations

import sys
import unicodedata

from rich.console import Console, Group, RenderableType

READING_WIDTH = 100
_HARMLESS_CONTROLS = "\n\t"
_STEERING = {"Cc", "Cf", "Cs"}  # Unicode categories: controls, formatting, halves of characters
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def show(*parts: RenderableType) -> None:
    """Print what was asked for, no wider than reads well; plain text where standard output is not a terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, READING_WIDTH)
    if console.is_terminal:
        console.print(Group(*parts))
        return
    with console.capture() as capture:
        console.print(Group(*parts))
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()))


def messages() -> Console:
    """For progress, counts and errors; where it is not a terminal lines stay whole, for scripts."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    console.soft_wrap = not console.is_terminal
    return console


def tell(message: str) -> None:
    """Print one message on standard error."""
    messages().print(printable(message))


def write_json(text: str) -> None:
    """Write JSON and a newline to standard output, in UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()


def printable(text: str) -> str:
    """``text`` without what could steer a terminal (escape sequences, overrides of the writing direction).

    Documents and file names come from strangers.
    """
    return "".join(_REPLACEMENT if _steers(character) else character for character in text)


def tolerate_poor_encodings() -> None:
    """Let a terminal that cannot show a character show '?' in its place rather than stop the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _steers(character: str) -> bool:
    return character not in _HARMLESS_CONTROLS and unicodedata.category(character) in _STEERING
