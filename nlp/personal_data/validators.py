"""Checks of a matched string that a pattern cannot make; recognisers.yaml refers to them by name.

Each takes the string that was matched and says whether it may be what the pattern stands for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

ValidatorName = Literal[
    "five_digits",
    "iban",
    "luhn",
    "national_insurance_prefix",
    "nhs_check_digit",
    "not_a_standard",
    "not_a_year",
    "personal_mailbox",
    "uk_phone",
]

FIVE = 5
NHS_NUMBER_DIGITS = 10
UK_NATIONAL_DIGITS = (9, 10)

ROLE_MAILBOXES = frozenset(
    "accounts admin bookings complaints contact customercare customerservice customerservices data dpo enquiries enquiry "
    "feedback hello help helpdesk hr info mail marketing noreply no-reply office orders reception returns sales service "
    "support team webmaster".split()
)
STANDARDS = frozenset("AS ASTM BS BSEN DIN EN FD IEC IEEE ISO PAS RFC".split())
UNUSED_PREFIXES = frozenset("BG GB KN NK NT TN ZZ".split())


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


def national_insurance_prefix(text: str) -> bool:
    """HMRC allots the two letters that it begins with (NIM39110)."""
    return text[:2].upper() not in UNUSED_PREFIXES


def nhs_check_digit(text: str) -> bool:
    """The check digit of the NHS Data Dictionary (modulus 11) holds."""
    digits = _digits(text)
    remainder = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == NHS_NUMBER_DIGITS and remainder % 11 == digits[-1]


def not_a_standard(text: str) -> bool:
    """Its letters are not those under which standards are published."""
    return re.split(r"[^A-Z]", text, maxsplit=1)[0] not in STANDARDS


def not_a_year(text: str) -> bool:
    """It is not four digits that could be a year of our time."""
    return re.fullmatch(r"(?:19|20)\d\d", text) is None


def personal_mailbox(text: str) -> bool:
    """The part before the @ is not the name of a role."""
    return text.partition("@")[0].lower() not in ROLE_MAILBOXES


def uk_phone(text: str) -> bool:
    """It has the digits of a mobile or geographic number of the National Telephone Numbering Plan."""
    digits = "".join(map(str, _digits(text.replace("(0)", ""))))
    national = re.sub(r"^(?:0044|44(?=\d{9})|0)", "", digits)
    return len(national) in UK_NATIONAL_DIGITS and national[0] in "127"


def _digits(text: str) -> list[int]:
    return [int(char) for char in text if char.isdecimal()]


VALIDATORS: dict[ValidatorName, Callable[[str], bool]] = {
    "five_digits": five_digits,
    "iban": iban,
    "luhn": luhn,
    "national_insurance_prefix": national_insurance_prefix,
    "nhs_check_digit": nhs_check_digit,
    "not_a_standard": not_a_standard,
    "not_a_year": not_a_year,
    "personal_mailbox": personal_mailbox,
    "uk_phone": uk_phone,
}
