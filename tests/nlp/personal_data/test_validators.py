"""Check digits and number plans, against published examples."""

from __future__ import annotations

import pytest

from nlp.personal_data import validators


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (validators.luhn, "4111 1111 1111 1111", "4111 1111 1111 1112"),
        (validators.luhn, "79927398713", "0000000000000"),
        (validators.iban, "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33"),
        (validators.nhs_check_digit, "943 476 5919", "943 476 5918"),
        (validators.uk_phone, "0113 496 0111", "0345 496 0111"),
        (validators.uk_phone, "+44 7700 900111", "07700 9001"),
        (validators.not_a_year, "4471", "2024"),
        (validators.driving_licence, "QORRI557022XA9AB", "QORRI563022XA9AB"),
        (validators.driving_licence, "FOX99802299J99XY 01", "9FOX9802299J99XY"),
        (validators.five_digits, "44719", "4471"),
    ],
)
def test_right_and_wrong(check: validators.Validator, right: str, wrong: str) -> None:
    assert check(right)
    assert not check(wrong)
