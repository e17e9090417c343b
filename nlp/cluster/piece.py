"""A document of a corpus as it was found, and what makes it the same document as another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cached_property

from nlp.cluster.recipe import Identity
from nlp.documents import Document
from nlp.readers import Sandbox, read_bytes, read_text
from nlp.readers.formats import suffix_of

TEXT = "text"


@dataclass(frozen=True)
class Piece:
    """One document. ``format``: `TEXT` for words from a table, else the ending of its file's name ('' where none)."""

    source: str
    format: str
    content: bytes

    @classmethod
    def of_text(cls, source: str, text: str) -> Piece:
        """Words that stood in a table."""
        return cls(source, TEXT, text.encode("utf-8", "surrogatepass"))

    @classmethod
    def of_file(cls, source: str, content: bytes, name: str | None) -> Piece:
        """What a file of that name held."""
        return cls(source, suffix_of(name), content)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    def key(self, identity: Identity) -> str:
        """SHA-256 over what decides the result: the content, what it is read as, and what analyses it."""
        return digest([self.sha256, self.format, *astuple(identity)])

    @property
    def source_key(self) -> str:
        """SHA-256 over where it was found and what was there."""
        return digest([self.source, self.sha256, self.format])

    def read(self, sandbox: Sandbox) -> Document:
        """Its text; raises a DocumentError."""
        if self.format == TEXT:
            return read_text(self.content.decode("utf-8", "surrogatepass"), limits=sandbox.limits)
        return read_bytes(self.content, f"document{self.format}", sandbox=sandbox)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be fetched, so that nothing is known of its content."""

    source: str
    error: OSError

    @property
    def source_key(self) -> str:
        """As `Piece.source_key`, for no content."""
        return digest([self.source])


def distinct(pieces: Iterator[Piece] | list[Piece], identity: Identity) -> dict[str, Piece]:
    """The first piece of each key, by key."""
    found: dict[str, Piece] = {}
    for piece in pieces:
        found.setdefault(piece.key(identity), piece)
    return found


def digest(parts: list[str]) -> str:
    """SHA-256 over words, none of which can pass for two; in hexadecimal."""
    whole = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        whole.update(len(encoded).to_bytes(8, "big") + encoded)
    return whole.hexdigest()
