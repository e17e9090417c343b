"""The keys that have a row already, packed so that a machine's processes can share one copy of millions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.bytes_]
_BYTES = 32


def pack(keys: Sequence[bytes]) -> Keys:
    """Keys of 32 bytes in ascending order as one array, 32 bytes a key."""
    return np.array(keys, dtype=f"S{_BYTES}")


class Known:
    """Answers whether a key has a row. ``load`` gives the packed keys of a partition, when they are first asked for."""

    def __init__(self, load: Callable[[str], Keys]) -> None:
        self._load = load
        self._keys: dict[str, Keys] = {}

    def holds(self, partition: str, key: str) -> bool:
        """Whether a key (in hexadecimal) of that partition has a row."""
        if partition not in self._keys:
            self._keys[partition] = self._load(partition)
        keys = self._keys[partition]
        sought = bytes.fromhex(key)
        position = int(np.searchsorted(keys, np.bytes_(sought)))
        # NumPy gives words back without the zeros that they end in.
        return position < len(keys) and bytes(keys[position]) == sought.rstrip(b"\0")
