"""Kinds of value that requests about people hold: one line of text, an e-mail address, a centre's name in addresses."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

# Controls, marks that turn the direction of writing, line ends, unassigned and private characters.
_NOT_IN_A_LINE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
# Persian, Kurdish and Indian names are written with them.
_JOINERS = "\u200c\u200d"
# What every mail server takes: RFC 5321's limits, and no quoted local parts or addresses without a dot. Joiners cannot
# be seen: with them, two accounts would look the same.
_EMAIL = re.compile(r"[^\u200c\u200d\s@\"(),:;<>\[\]\\]{1,64}@(?=.{4,189}$)[^\W_]([\w-]*\w)?(\.[^\W_]([\w-]*[^\W_])?)+")
_LONGEST_EMAIL = 254


def composed(value: object) -> object:
    """Text in composed characters, which may be more than were sent: what is kept is what has to fit."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def one_line(value: str) -> str:
    """``value`` without blanks around it, in composed characters; raises ValueError where it is no plain line."""
    line = unicodedata.normalize("NFC", value).strip()
    if any(unicodedata.category(character) in _NOT_IN_A_LINE for character in line if character not in _JOINERS):
        raise ValueError("one line of text without control characters is needed here")
    if not line.strip(_JOINERS):
        raise ValueError("this must not be blank")
    return line


def email_address(value: str) -> str:
    """An e-mail address as it is kept and compared: in lower case; raises ValueError where it is none."""
    address = one_line(value).lower()
    if len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise ValueError("an e-mail address such as name@example.org is needed here")
    return address


def not_null(value: object) -> object:
    """For members of a change that can be left out, and not removed; raises ValueError for None."""
    if value is None:
        raise ValueError("leave it out, or give it a value")
    return value


def _printable(value: str) -> str:
    # PostgreSQL has no character for it.
    if "\0" in value:
        raise ValueError("a character here cannot be used")
    return value


Line = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(composed), AfterValidator(one_line)]
ShortLine = Annotated[str, Field(min_length=1, max_length=100), BeforeValidator(composed), AfterValidator(one_line)]
EmailAddress = Annotated[str, Field(max_length=320, examples=["asha.rao@example.org"]), AfterValidator(email_address)]
Slug = Annotated[
    str,
    Field(min_length=2, max_length=60, pattern="^[a-z0-9]+(-[a-z0-9]+)*$", examples=["north-college"]),
]
Secret = Annotated[str, Field(max_length=1000), AfterValidator(_printable)]
"""A password or token as somebody types it: whatever it is, it is compared and never stored."""


class Sent(BaseModel):
    """Base of what requests hold: nothing but what is described."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(BaseModel):
    """Base of what is answered."""

    model_config = ConfigDict(frozen=True)
