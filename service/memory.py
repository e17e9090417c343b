"""How the C library keeps the memory that threads have freed."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_M_ARENA_MAX = -8
"""mallopt(3); ``MALLOC_ARENA_MAX`` in the environment says the same."""
_MOST_ARENAS = 2


def share_arenas() -> bool:
    """Let all threads of this process share two heaps; whether the C library could be told (glibc can).

    By itself glibc gives nearly every thread a heap of its own, up to eight a core, and hardly any gives back what is
    freed in it: the service has forty threads, which wait far more than they compute (docs/speed.md).
    """
    if sys.platform != "linux":
        return False
    with suppress(OSError, AttributeError):
        return bool(ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, _MOST_ARENAS))
    return False
