"""Rich Text Format as a stream of tokens (specification 1.9.1: groups, control words, control symbols, text)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["open", "close", "word", "symbol", "bytes"]

_TOKEN = re.compile(
    rb"(?P<brace>[{}])"
    rb"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<bytes>[^\\{}\r\n\0]+)"
    rb"|(?P<ignored>.)",
    re.DOTALL,
)


class Token(NamedTuple):
    """``value``: the control word or symbol; ``number``: its parameter, if any; ``bytes``: text in some code page."""

    kind: Kind
    value: str = ""
    number: int | None = None
    bytes: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    r"""Tokens in order; line breaks are no text in RTF, and the binary data after ``\bin`` is passed over."""
    position = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        token = _token(match)
        if token is not None and token.value == "bin":
            position += max(token.number or 0, 0)
        elif token is not None:
            yield token


def _token(match: re.Match[bytes]) -> Token | None:
    match match.lastgroup:
        case "brace":
            return Token("open" if match["brace"] == b"{" else "close")
        case "word" | "number":
            number = match["number"]
            return Token("word", match["word"].decode("ascii"), None if number is None else int(number))
        case "hex":
            return Token("bytes", bytes=bytes.fromhex(match["hex"].decode("ascii")))
        case "symbol":
            return Token("symbol", match["symbol"].decode("latin-1"))
        case "bytes":
            return Token("bytes", bytes=match["bytes"])
        case _:
            return None
