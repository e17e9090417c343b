"""What the heads said of windows that were read before, so that a changed draft costs what changed.

A window's scores follow from its word pieces and the model alone: its sentences, their neighbours in the window, and
nothing else. What is kept for one is therefore the same, bit for bit, as reading it again.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

import numpy as np
from numpy.typing import NDArray

MOST = 4096
"""Windows kept, about 2 kB each: those of some thousand accounts."""

WindowScores = tuple[NDArray[np.float32], NDArray[np.float32]]


class KeptWindows:
    """The scores of the ``most`` windows used last, for one model. Thread-safe.

    Windows are known by a digest of their word pieces: no learner's words are held.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._scores: OrderedDict[bytes, WindowScores] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> WindowScores | None:
        """The scores of the window with a `key_of`; None where they are not kept."""
        with self._lock:
            if key not in self._scores:
                return None
            self._scores.move_to_end(key)
            return self._scores[key]

    def put(self, key: bytes, scores: WindowScores) -> None:
        """Keep the scores of a window, and forget the one that was not used for longest where there are too many."""
        for array in scores:
            array.setflags(write=False)
        with self._lock:
            self._scores[key] = scores
            self._scores.move_to_end(key)
            while len(self._scores) > self._most:
                self._scores.popitem(last=False)

    def __len__(self) -> int:
        return len(self._scores)


def key_of(ids: NDArray[np.int64], starts: NDArray[np.int64]) -> bytes:
    """A digest of a window's word pieces and of where its sentences start; a learner may have typed a separator."""
    digest = blake2b(starts.tobytes(), digest_size=16)
    digest.update(ids.tobytes())
    return digest.digest()
