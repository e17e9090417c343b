"""Checks of a matched string that a pattern cannot make; recognisers.yaml refers to them by name.

Each takes the string that was matched and says whether it may be what the pattern stands for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Validator = Callable[[str], bool]
ValidatorName = Literal[
    "driving_licence",
    "five_digits",
    "iban",
    "luhn",
    "nhs_check_digit",
    "not_a_year",
    "uk_phone",
]

FIVE = 5
NHS_NUMBER_DIGITS = 10
UK_NATIONAL_DIGITS = (9, 10)
_DRIVER_NUMBER = re.compile(
    r"(?P<surname>[A-Z]+9*)\d(?P<month>\d\d)(?P<day>\d\d)\d(?:[A-Z][A-Z9]|99)[A-Z0-9][A-Z]{2}(?:\d\d)?"
)
_FEMALE = 50
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def driving_licence(text: str) -> bool:
    """It is built as DVLA builds driver numbers: surname and initials padded with nines, a date of birth between them.

    The month of a woman's is 50 more. How the last two letters are reckoned is not published.
    """
    match = _DRIVER_NUMBER.fullmatch(text.replace(" ", ""))
    return match is not None and _is_day(int(match["day"]), int(match["month"]) % _FEMALE)


def five_digits(text: str) -> bool:
    """It has at least five digits."""
    return len(_digits(text)) >= FIVE


def iban(text: str) -> bool:
    """The check digits of ISO 13616 hold."""
    compact = text.replace(" ", "")
    return int("".join(str(int(char, 36)) for char in compact[4:] + compact[:4])) % 97 == 1


def luhn(text: str) -> bool:
    """The check digit of ISO/IEC 7812 holds, and the digits are not all the same."""
    digits = _digits(text)
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def nhs_check_digit(text: str) -> bool:
    """The check digit of the NHS Data Dictionary (modulus 11) holds."""
    digits = _digits(text)
    remainder = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == NHS_NUMBER_DIGITS and remainder % 11 == digits[-1]


def not_a_year(text: str) -> bool:
    """It is not four digits that could be a year of our time."""
    return re.fullmatch(r"(?:19|20)\d\d", text) is None


def uk_phone(text: str) -> bool:
    """It has the digits of a mobile or geographic number of the National Telephone Numbering Plan."""
    digits = "".join(map(str, _digits(text.replace("(0)", ""))))
    national = re.sub(r"^(?:0044|44(?=\d{9})|0)", "", digits)
    return len(national) in UK_NATIONAL_DIGITS and national[0] in "127"


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= len(_LONGEST_MONTHS) and 1 <= day <= _LONGEST_MONTHS[month - 1]


def _digits(text: str) -> list[int]:
    return [int(char) for char in text if char.isdecimal()]


VALIDATORS: dict[ValidatorName, Validator] = {
    "driving_licence": driving_licence,
    "five_digits": five_digits,
    "iban": iban,
    "luhn": luhn,
    "nhs_check_digit": nhs_check_digit,
    "not_a_year": not_a_year,
    "uk_phone": uk_phone,
}
