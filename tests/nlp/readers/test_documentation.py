from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

import nlp.readers
from nlp.errors import DocumentError
from nlp.readers import SUPPORTED_SUFFIXES, Limits

PAGE = (Path(__file__).parents[3] / "docs" / "readers.md").read_text()


@pytest.mark.parametrize("limit", [field.name for field in fields(Limits)])
def test_every_limit_is_documented(limit: str) -> None:
    assert f"`{limit}`" in PAGE
    assert f"``{limit}``" in (Limits.__doc__ or "")


@pytest.mark.parametrize("error", [error.__name__ for error in DocumentError.__subclasses__()])
def test_every_error_is_documented(error: str) -> None:
    assert f"`{error}`" in PAGE


@pytest.mark.parametrize("name", [*SUPPORTED_SUFFIXES, *nlp.readers.__all__])
def test_every_format_and_public_name_is_documented(name: str) -> None:
    assert f"`{name}`" in PAGE
