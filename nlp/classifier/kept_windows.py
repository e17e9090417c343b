"""What the heads said of windows that were read before.

A window's scores follow from its word pieces and the model alone: its sentences, their neighbours in the window, and
nothing else.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from nlp.kept import Kept

MOST = 4096
"""Windows kept, about 2 kB each: those of some thousand accounts."""

WindowScores = tuple[NDArray[np.float32], NDArray[np.float32]]


class KeptWindows(Kept[WindowScores]):
    """The scores of the ``most`` windows used last, for one model."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__(most)

    def put(self, key: bytes, value: WindowScores, size: int = 1) -> None:
        """Keep the scores of a window with a `key_of`, which whoever gets them cannot change."""
        for array in value:
            array.setflags(write=False)
        super().put(key, value, size)


def key_of(ids: NDArray[np.int64], starts: NDArray[np.int64]) -> bytes:
    """A digest of a window's word pieces and of where its sentences start; a learner may have typed a separator."""
    digest = blake2b(starts.tobytes(), digest_size=16)
    digest.update(ids.tobytes())
    return digest.digest()
