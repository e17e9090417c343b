"""Lines and addresses: what is kept is what can be shown and mailed, and nothing else is accepted."""

from __future__ import annotations

import unicodedata
from email.headerregistry import Address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from service.people.fields import Line, email_address, one_line


@given(st.text(max_size=60))
def test_a_line_is_one_line_without_steering_or_it_is_refused(text: str) -> None:
    try:
        line = one_line(text)
    except ValueError:
        return
    assert line == line.strip() == one_line(line) != ""
    plain = line.replace("\u200c", "").replace("\u200d", "")
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in plain)


@pytest.mark.parametrize(
    "name", ["Asha Rao", "Zoë O’Neill-Smith", "Иван", "محمد", "李小龙", "Nguyễn Thị Ánh", "گل\u200cمحمد"]
)
def test_names_of_all_kinds_are_lines(name: str) -> None:
    assert one_line(f"  {unicodedata.normalize('NFD', name)} ") == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "text", ["", "  ", "\u200d", "a\nb", "a\rb", "a\0", "a\u2028b", "\u202ea", "a\u200b", "\ud800", "\ue000"]
)
def test_what_is_no_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"line|blank"):
        one_line(text)


def test_what_is_kept_of_a_line_has_to_fit() -> None:
    shin = "\ufb2c"  # one character as it is sent, three as it is kept
    assert len(TypeAdapter(Line).validate_python(shin * 66)) == 198
    with pytest.raises(ValidationError, match="200 characters"):
        TypeAdapter(Line).validate_python(shin * 67)


@pytest.mark.parametrize(
    "address", ["asha@example.org", "a.b+c@sub.example.co.uk", "o'neill@x-y.org", "zoë@bücher.example", "1@2.de"]
)
def test_addresses(address: str) -> None:
    assert email_address(f" {address.upper()} ") == address


@pytest.mark.parametrize(
    "address",
    [
        "asha",
        "asha@localhost",
        "@example.org",
        "asha@",
        "a b@example.org",
        "a@b@example.org",
        '"a b"@example.org',
        "asha@example.org, eve@example.org",
        "Asha <asha@example.org>",
        "asha@example..org",
        "asha@-example.org",
        "asha@example.org.",
        "asha@[127.0.0.1]",
        f"{'a' * 65}@example.org",
        f"a@{'b' * 250}.org",
        "asha@example.org\nBcc: eve@example.org",
        "as\u200dha@example.org",
    ],
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|line"):
        email_address(address)


@given(st.emails())
def test_whatever_is_accepted_can_be_mailed_to(address: str) -> None:
    try:
        kept = email_address(address)
    except ValueError:
        return
    assert Address("Asha", addr_spec=kept).addr_spec == kept
