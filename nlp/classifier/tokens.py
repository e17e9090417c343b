"""Word pieces: the tokenizer that the encoder was trained with, and sentences cut into what a window can hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from nlp.errors import ArtefactAltered

MAX_PIECES = 120


class WordPieces:
    """Sentences to lists of word-piece ids, without special tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self.opening = _special(tokenizer, "[CLS]")
        self.closing = _special(tokenizer, "[SEP]")
        self._unknown = _special(tokenizer, "[UNK]")

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """From a ``tokenizer.json``."""
        return cls(Tokenizer.from_file(str(path)))

    def encode(self, sentences: Sequence[str]) -> list[list[int]]:
        """Word-piece ids of each sentence; a sentence of symbols unknown to the tokenizer is one unknown piece."""
        encodings = self._tokenizer.encode_batch_fast(list(sentences), add_special_tokens=False)
        return [encoding.ids or [self._unknown] for encoding in encodings]


def _special(tokenizer: Tokenizer, token: str) -> int:
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ArtefactAltered(f"The tokenizer has no {token} token. Reinstall tallymark.")
    return int(number)


def split_long(pieces: Sequence[Sequence[int]], most: int = MAX_PIECES) -> tuple[list[list[int]], list[int]]:
    """Cut sentences over ``most`` word pieces into equal parts, so that nothing of a run-on is dropped.

    Returns the parts in order and, for each part, the index of its sentence.
    """
    parts: list[list[int]] = []
    owners: list[int] = []
    for index, ids in enumerate(pieces):
        count = -(-len(ids) // most)
        size = -(-len(ids) // count)
        for start in range(0, len(ids), size):
            parts.append(list(ids[start : start + size]))
            owners.append(index)
    return parts, owners
