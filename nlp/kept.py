"""What was made of stretches of text that were read before, so that a changed draft costs what changed.

Only what follows from a stretch alone may be kept: then what is kept of it is the same, bit for bit, as making it
again. A stretch is known by a digest, and what is kept are places, tags and figures: no learner's words are held.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """What was made of the stretches used last, in memory alone. Thread-safe.

    ``most``: the sizes of all that is kept together are no more than this.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[bytes, tuple[Value, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: bytes) -> Value | None:
        """What was made of the stretch with this digest; None where it is not kept."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: bytes, value: Value, size: int = 1) -> None:
        """Keep a value, and forget those that were not used for longest where there is too much."""
        with self._lock:
            self._size += size - self._values.pop(key, (None, 0))[1]
            self._values[key] = value, size
            while self._size > self._most:
                self._size -= self._values.popitem(last=False)[1][1]

    def __len__(self) -> int:
        return len(self._values)


def digest_of(*texts: str) -> bytes:
    """A digest of texts and of where each of them ends."""
    digest = blake2b(digest_size=16)
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.digest()
