"""What every reader's paragraphs go through: no control characters, plain spaces, and bounds on length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from nlp.errors import DocumentEmpty, DocumentTooLarge
from nlp.readers.limits import Limits

_CONTROL = {code: None for code in range(0xA0) if chr(code) not in "\t\n" and unicodedata.category(chr(code)) == "Cc"}
# Soft hyphens, zero-width characters, direction marks and the byte-order mark: nothing of them is seen.
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, 0xFEFF])
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_REPLACEMENTS = {**_CONTROL, **_INVISIBLE, **_SPACES, 0x2011: "-"}
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_BREAK = re.compile("\r\n?|\v|\u2028|\u0085")
_PARAGRAPH_BREAK = re.compile("\f|\u2029")


def clean(paragraphs: Iterable[str], limits: Limits) -> list[str]:
    """Tidy paragraphs, split them where they hold blank lines, and leave out those with nothing in them.

    No word is changed: characters that print nothing are dropped, every kind of space becomes a plain one (so do the
    private characters of symbol fonts), a non-breaking hyphen a plain one, and Unicode is composed (NFC).
    Raises `DocumentEmpty` when no letter or digit is left, `DocumentTooLarge` over the limits on words and characters.
    """
    kept: list[str] = []
    words = characters = 0
    for paragraph in paragraphs:
        text = plain(paragraph)
        for start, end in stretches(text):
            stretch = text[start:end]
            words += len(stretch.split())
            characters += len(stretch)
            if words > limits.words or characters > limits.characters:
                raise DocumentTooLarge(
                    f"The document has more than {limits.words:,} words. Hand in the account on its own, or in parts."
                )
            kept.append(stretch)
    if not any(character.isalnum() for paragraph in kept for character in paragraph):
        raise DocumentEmpty("There are no words in the document. Check that the right file was chosen.")
    return kept


def plain(text: str) -> str:
    """A paragraph with plain characters only; see `clean`."""
    visible = normalise_newlines(join_surrogates(text)).translate(_REPLACEMENTS)
    return unicodedata.normalize("NFC", _PRIVATE_USE.sub(" ", visible))


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs lie in ``text``: between blank lines, without the white space around them."""
    start = 0
    for end, following in [*(match.span() for match in _BLANK_LINES.finditer(text)), (len(text), len(text))]:
        stretch = text[start:end]
        if stripped := stretch.strip():
            first = start + len(stretch) - len(stretch.lstrip())
            yield first, first + len(stripped)
        start = following


def normalise_newlines(text: str) -> str:
    """Every line break as a newline, every page or paragraph break as a blank line."""
    return _PARAGRAPH_BREAK.sub("\n\n", _LINE_BREAK.sub("\n", text))


def join_surrogates(text: str) -> str:
    """Pairs of surrogates as the character that they stand for; a half on its own as U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
