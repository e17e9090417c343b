"""Characters that a page cannot show, or that would rearrange what stands around them."""

from __future__ import annotations

import re

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Controls (but tab and line feed), halves of characters, non-characters, and overrides of the writing direction, which
# would turn our own words round. Marks and isolates of direction stay: right-to-left writing needs them.
_UNPRESENTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)


def presentable(text: str) -> str:
    """``text`` of the same length, with a replacement character for each that must not reach a page."""
    return _UNPRESENTABLE.sub(_REPLACEMENT, text)
