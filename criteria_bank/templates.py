"""Templates of ``str.format``, looked into."""

from __future__ import annotations

from string import Formatter


def fields(template: str) -> set[str]:
    """What stands between the braces, conversions and format specifications included.

    Raises ValueError where the braces do not pair up.
    """
    return {
        f"{name}{f'!{conversion}' if conversion else ''}{f':{specification}' if specification else ''}"
        for _, name, specification, conversion in Formatter().parse(template)
        if name is not None
    }
