"""Reader of Rich Text Format, as it looks with all tracked changes accepted. Kept and dropped: docs/readers.md."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field, replace

from nlp.errors import DocumentDamaged
from nlp.readers.archive import DAMAGED
from nlp.readers.limits import Limits
from nlp.readers.rtf_tokens import Token, tokens
from nlp.readers.rtf_words import (
    BOXES,
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    DROPPED,
    HIDING,
    KEPT_STARRED,
    PARAGRAPH_ENDS,
    SYMBOLS,
)
from nlp.readers.tables import row_paragraphs

_DEEPEST_GROUP = 500


def paragraphs(data: bytes, limits: Limits) -> list[str]:
    """Raw paragraphs in reading order: the body, text boxes after the paragraph that they hang on, notes at the end."""
    del limits  # the text is never longer than the file
    reader = _Reader()
    for token in tokens(data.lstrip()):
        reader.take(token)
    return reader.finish()


@dataclass
class _Flow:
    """Text that runs on by itself: the body, one text box, or one note."""

    found: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    boxes: list[_Flow] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    row: list[list[str]] = field(default_factory=list)

    def end_paragraph(self, *, in_table: bool) -> None:
        text = "".join(self.line)
        boxed = [paragraph for box in self.boxes for paragraph in box.finish()]
        self.line, self.boxes = [], []
        target = self.cell if in_table else self.found
        target += [text, *boxed]

    def end_cell(self) -> None:
        self.end_paragraph(in_table=True)
        self.row.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        if self.cell:
            self.row.append(self.cell)
        self.found += row_paragraphs(self.row)
        self.cell, self.row = [], []

    def finish(self) -> list[str]:
        self.end_row()
        self.end_paragraph(in_table=False)
        return self.found


@dataclass(frozen=True)
class _State:
    """What a group inherits and its end restores."""

    flow: _Flow
    encoding: str = ""
    skipped_after_unicode: int = 1
    is_dropped: bool = False
    is_font_table: bool = False
    is_starred: bool = False
    in_table: bool = False
    hiding: frozenset[str] = frozenset()


class _Reader:
    def __init__(self) -> None:
        self._body = _Flow()
        self._notes: list[_Flow] = []
        self._state = _State(self._body)
        self._groups: list[_State] = []
        self._default_encoding = "cp1252"
        self._encodings: dict[int, str] = {}
        self._font = 0
        self._pending = bytearray()
        self._to_skip = 0

    def take(self, token: Token) -> None:
        """Act on the next token."""
        if token.kind == "bytes":
            self._take_bytes(token.bytes)
            return
        self._flush()
        match token.kind:
            case "open":
                self._open()
            case "close":
                self._close()
            case "symbol":
                self._take_symbol(token.value)
            case _:
                self._take_word(token.value, token.number)

    def finish(self) -> list[str]:
        """Everything read: the body, then the notes."""
        self._flush()
        return self._body.finish() + [text for note in self._notes for text in note.finish()]

    def _open(self) -> None:
        if len(self._groups) >= _DEEPEST_GROUP:
            raise DocumentDamaged(DAMAGED)
        self._groups.append(self._state)
        self._state = replace(self._state, is_starred=False)
        self._to_skip = 0

    def _close(self) -> None:
        if self._groups:
            self._state = self._groups.pop()
        self._to_skip = 0

    def _take_bytes(self, content: bytes) -> None:
        if self._state.is_dropped:
            return
        skipped = min(self._to_skip, len(content))
        self._to_skip -= skipped
        self._pending += content[skipped:]

    def _flush(self) -> None:
        """Decode what has gathered: a character of an East Asian code page takes several tokens."""
        if not self._pending:
            return
        encoding = self._state.encoding or self._default_encoding
        # A symbol font's letters are pictures: ticks, arrows, bullets.
        text = " " if encoding == "symbol" else self._pending.decode(encoding, "replace")
        self._pending.clear()
        self._write(text)

    def _write(self, text: str) -> None:
        if not (self._state.is_dropped or self._state.hiding):
            self._state.flow.line.append(text)

    def _take_symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._state = replace(self._state, is_starred=True)
        elif symbol in "\r\n":
            self._end_paragraph()
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._write(SYMBOLS.get(symbol, ""))

    def _take_word(self, word: str, number: int | None) -> None:
        is_starred, self._state = self._state.is_starred, replace(self._state, is_starred=False)
        if self._state.is_dropped:
            self._note_font(word, number)
        elif word in DROPPED or (is_starred and word not in KEPT_STARRED):
            self._state = replace(self._state, is_dropped=True, is_font_table=word == "fonttbl")
        elif word in BOXES:
            box = _Flow()
            self._state.flow.boxes.append(box)
            self._state = replace(self._state, flow=box, in_table=False)
        elif word == "footnote":
            note = _Flow()
            self._notes.append(note)
            self._state = replace(self._state, flow=note, in_table=False)
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif not self._take_structure(word):
            self._take_property(word, number)

    def _take_structure(self, word: str) -> bool:
        if word in PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word == "cell":
            self._state.flow.end_cell()
        elif word == "row":
            self._state.flow.end_row()
        else:
            return False
        return True

    def _take_property(self, word: str, number: int | None) -> None:
        state = self._state
        if word in HIDING:
            is_on = number != 0
            state = replace(state, hiding=state.hiding | {word} if is_on else state.hiding - {word})
        elif word == "plain":
            state = replace(state, hiding=frozenset(), encoding="")
        elif word in ("intbl", "pard"):
            state = replace(state, in_table=word == "intbl")
        elif word == "uc":
            state = replace(state, skipped_after_unicode=number or 0)
        elif word == "f":
            state = replace(state, encoding=self._encodings.get(number or 0, ""))
        elif word in CODE_PAGES:
            self._default_encoding = CODE_PAGES[word]
        elif word == "ansicpg":
            self._default_encoding = _code_page(number)
        elif word == "u":
            self._write_unicode(number or 0)
        self._state = state

    def _write_unicode(self, code: int) -> None:
        # Sixteen bits, signed; what follows for older programs is skipped. Halves of a character are joined later.
        self._write(chr(code % 0x10000))
        self._to_skip = self._state.skipped_after_unicode

    def _end_paragraph(self) -> None:
        if not self._state.is_dropped:
            self._state.flow.end_paragraph(in_table=self._state.in_table)

    def _note_font(self, word: str, number: int | None) -> None:
        if self._state.is_font_table and word == "f":
            self._font = number or 0
        elif self._state.is_font_table and word == "fcharset" and number in CHARSETS:
            self._encodings[self._font] = CHARSETS[number]


def _code_page(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"
