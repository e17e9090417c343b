"""Which passwords are accepted (after NIST SP 800-63B, 3.1.1): long ones that nobody would guess early.

What is asked for is length. Digits or signs are not: they make passwords harder to remember, not to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from threading import Lock

from zxcvbn import zxcvbn

from service.errors import Fault, RequestInvalid

SHORTEST = 12
LONGEST = 200
_LEFT_AT_LEAST = 8
"""Characters that must be left of a password without the person's and the centre's own names."""
_GUESSES = 10**8
"""Guesses that withstand an attacker who has to ask us each time (Wheeler 2016, `zxcvbn`)."""
_LOOKED_AT = 72
"""Characters that `zxcvbn` looks at; it takes the longer the more there are."""
_SHORTEST_NAME = 3
_PRODUCT = "tallymark"
# The estimator keeps what it was told about a person in a variable of its module.
_one_at_a_time = Lock()


def check_password(password: str, personal: Iterable[str], pointer: str = "#/password") -> None:
    """Accept a new password or say why not.

    ``personal``: name, e-mail address and whatever else is known of the person and her centre.

    Raises:
        RequestInvalid: too short or long, little more than a name, or among the first that anybody would try.
    """
    if fault := _fault(password, _names(personal)):
        raise RequestInvalid([Fault(pointer, fault)])


def _fault(password: str, names: list[str]) -> str:
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters; several words that do not belong together are easy to remember."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if len(_without(password, names)) < _LEFT_AT_LEAST:
        return "Do not build it from your name, your e-mail address or your centre's name."
    if _guesses(password, names) < _GUESSES:
        return "It is among the first that anybody would try. Use several words that do not belong together."
    return ""


def _names(personal: Iterable[str]) -> list[str]:
    words = {word for text in personal for word in re.split(r"[\W_]+", text.casefold())}
    return sorted({word for word in words if len(word) >= _SHORTEST_NAME} | {_PRODUCT}, key=len, reverse=True)


def _without(password: str, names: list[str]) -> str:
    return re.sub("|".join(map(re.escape, names)), "", password.casefold())


def _guesses(password: str, names: list[str]) -> float:
    """How many guesses come before it: of common passwords, words, names, dates, keys that lie side by side."""
    with _one_at_a_time:
        return float(zxcvbn(password[:_LOOKED_AT], user_inputs=names)["guesses"])
