"""Which passwords are accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import RequestInvalid
from service.people.passwords.rules import LONGEST, SHORTEST, check_password

PERSONAL = ("Asha Rao", "asha.rao@example.org", "North College", "north-college")


@pytest.mark.parametrize(
    "password",
    ["three tin whistles", "hvxtqwmzkpgr", "лошадь скрепка", "x7!Kq2$mP9&w", "ich mag Käse gern", "🦔🦔🦔qvzmwpxhy"],
)
def test_long_and_unlikely_ones_of_any_kind(password: str) -> None:
    check_password(password, PERSONAL)


@pytest.mark.parametrize(
    ("password", "advice"),
    [
        ("", "at least 12"),
        ("x7!Kq2$mP9&", "at least 12"),
        ("k" * (LONGEST + 1), "at most 200"),
        ("asha.rao@example.org", "your name"),
        ("AshaRao2026!", "your name"),
        ("North College 26", "your name"),
        ("tallymark-2026", "your name"),
        ("passwordpassword", "first that anybody"),
        ("Password1234", "first that anybody"),
        ("qwertyuiopasdf", "first that anybody"),
        ("1q2w3e4r5t6y", "first that anybody"),
        ("aaaaaaaaaaaaaaaa", "first that anybody"),
    ],
)
def test_what_is_refused_is_told_with_advice_and_not_repeated(password: str, advice: str) -> None:
    with pytest.raises(RequestInvalid) as refused:
        check_password(password, PERSONAL, "#/new_password")
    [fault] = refused.value.faults
    assert fault.pointer == "#/new_password"
    assert advice in fault.detail
    assert not password or password not in fault.detail


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=3))
def test_whatever_is_sent_is_accepted_or_refused(password: str, personal: list[str]) -> None:
    try:
        check_password(password, personal)
    except RequestInvalid:
        return
    assert SHORTEST <= len(password) <= LONGEST
