"""What documents are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.submissions.file_names import LONGEST, media_type_of, plain_name, suffix_of


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("account.docx", "account.docx"),
        ("C:\\Users\\asha\\account.docx", "account.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\0b\r\n\u202e.txt", "ab.txt"),
        ("Große Müh.odt", "Große Müh.odt"),
        ("folder/", None),
        (" ", None),
        ("", None),
        (None, None),
        (f"{'long' * 100}.docx", f"{'long' * 62}lo.docx"),
    ],
)
def test_names_lose_folders_and_what_is_not_printed(sent: str | None, kept: str | None) -> None:
    assert plain_name(sent) == kept


@given(st.text(max_size=600))
def test_every_name_can_be_kept(sent: str) -> None:
    name = plain_name(sent)
    if name is not None:
        assert 0 < len(name) <= LONGEST
        assert not set("\0\r\n/\\") & set(name)
        name.encode()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.PDF", "application/pdf"), ("a.md", "text/markdown"), ("a", "application/octet-stream"), (None, None)],
)
def test_kinds_follow_from_the_ending(name: str | None, media_type: str | None) -> None:
    assert media_type_of(name) == (media_type or "application/octet-stream")
    assert suffix_of("A.DocX") == ".docx"
