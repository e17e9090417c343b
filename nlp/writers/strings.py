"""The strings that are to be taken out of a file, found however they are spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NO_LETTER_BEFORE = r"(?<![^\W_])"
_NO_LETTER_AFTER = r"(?![^\W_])"


class Strings:
    """Finds strings and says what is to stand in their place; the longest one first, and whole words only.

    A string of several words, with a digit or with an ``@`` is found in small letters and capitals alike. A single word
    may be a word of everyday too ("Rose"): it is found as it is, and in capitals.
    """

    def __init__(self, stand_ins: Mapping[str, str]) -> None:
        self._by_key = {_key(string): text for string, text in stand_ins.items() if _key(string)}
        patterns = [_pattern(key) for key in sorted(stand_ins, key=len, reverse=True) if _key(key)]
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where one begins and ends, and what is to stand there."""
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                yield match.start(), match.end(), self._stand_in(match)

    def replaced(self, text: str) -> str:
        """``text`` without them."""
        return text if self._pattern is None else self._pattern.sub(self._stand_in, text)

    def are_in(self, content: bytes) -> bool:
        """Whether one stands in a file that is not XML, as text in one of the usual encodings."""
        texts = [content.decode("latin-1"), content.decode("utf-8", "ignore")]
        # Text of two bytes a character may begin at an even or an odd byte.
        for encoding in ("utf-16-le", "utf-16-be"):
            texts += [content.decode(encoding, "ignore"), content[1:].decode(encoding, "ignore")]
        return any(next(self.find(text), None) is not None for text in texts)

    def _stand_in(self, match: re.Match[str]) -> str:
        return self._by_key.get(_key(match[0]), "")


def _key(string: str) -> str:
    return " ".join(string.split()).casefold()


def _pattern(string: str) -> str:
    words = string.split()
    pattern = r"\s+".join(map(re.escape, words))
    if len(words) > 1 or not string.isalpha():
        pattern = f"(?i:{pattern})"
    elif string != string.upper():
        pattern = f"(?:{pattern}|{re.escape(string.upper())})"
    before = _NO_LETTER_BEFORE if words[0][0].isalnum() else ""
    after = _NO_LETTER_AFTER if words[-1][-1].isalnum() else ""
    return before + pattern + after
