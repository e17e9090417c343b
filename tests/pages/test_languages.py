from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from service.web import languages
from service.web.catalogue import collect
from service.web.languages import SOURCE, language_of, offered, placeholders, translations
from tests.pages.pseudo_locale import PSEUDO, offering, pseudo_catalogue, write_catalogue

A_MESSAGE = "Sign in"


@pytest.fixture
def pseudo(tmp_path: Path) -> Iterator[None]:
    with offering(tmp_path / "locales", pseudo_catalogue()):
        yield


def asking(query: str = "", **headers: str) -> Request:
    listed = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "query_string": query.encode(), "headers": listed})


def messages(catalogue: bytes) -> set[tuple[object, tuple[str, ...]]]:
    read = read_po(BytesIO(catalogue))
    return {(message.id, tuple(sorted({path for path, _ in message.locations}))) for message in read if message.id}


def test_the_template_holds_what_the_pages_say() -> None:
    remedy = "words have changed: run `python -m service.web.catalogue`"
    assert messages(languages.TEMPLATE.read_bytes()) == messages(collect()), remedy


def test_every_shipped_catalogue_can_be_read_and_filled_in() -> None:
    for path in languages.LOCALES.glob("*.po"):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem)
        assert [message.id for message, _ in catalogue.check()] == []


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize(
    ("request_", "language"),
    [
        (asking(), SOURCE),
        (asking(accept_language="cy"), PSEUDO),
        (asking(accept_language="cy-GB, en;q=0.8"), PSEUDO),
        (asking(accept_language="cy;q=0.2, en-GB;q=0.9"), SOURCE),
        (asking(accept_language="cy;q=0, fr"), SOURCE),
        (asking(accept_language="de, fr;q=0.9"), SOURCE),
        (asking(accept_language="cy;q=very"), SOURCE),
        (asking(cookie="tallymark_language=cy", accept_language="en"), PSEUDO),
        (asking("language=en", cookie="tallymark_language=cy"), SOURCE),
        (asking("language=cy"), PSEUDO),
        (asking("language=../../cy", cookie="tallymark_language=%00"), SOURCE),
    ],
)
def test_the_address_comes_before_the_cookie_and_the_cookie_before_the_browser(
    request_: Request, language: str
) -> None:
    assert language_of(request_) == language


@given(st.text(max_size=200))
def test_whatever_a_browser_sends_it_gets_a_language_that_there_is(header: str) -> None:
    assert language_of(asking(accept_language=header.encode("latin-1", "ignore").decode("latin-1"))) in offered()


@pytest.mark.usefixtures("pseudo")
def test_a_complete_catalogue_is_used_and_english_needs_none() -> None:
    assert translations(PSEUDO).gettext(A_MESSAGE) == f"⟦{A_MESSAGE}⟧"
    assert translations(SOURCE).gettext(A_MESSAGE) == A_MESSAGE


def _without_one(catalogue: Catalog) -> None:
    catalogue.delete(A_MESSAGE)


def _one_in_doubt(catalogue: Catalog) -> None:
    catalogue[A_MESSAGE].flags.add("fuzzy")


def _one_empty(catalogue: Catalog) -> None:
    catalogue[A_MESSAGE].string = ""


def _a_placeholder_lost(catalogue: Catalog) -> None:
    with_one = next(message for message in catalogue if message.id and not message.pluralizable and "%(" in message.id)
    with_one.string = "nothing is filled in here"


def _a_placeholder_invented(catalogue: Catalog) -> None:
    catalogue[A_MESSAGE].string = "{name}"


@pytest.mark.parametrize(
    "spoil", [_without_one, _one_in_doubt, _one_empty, _a_placeholder_lost, _a_placeholder_invented]
)
def test_a_catalogue_is_not_offered_while_anything_is_amiss(tmp_path: Path, spoil: object) -> None:
    catalogue = pseudo_catalogue()
    assert callable(spoil)
    spoil(catalogue)
    with offering(tmp_path / "locales", catalogue):
        assert offered() == (SOURCE,)
        assert translations(PSEUDO).gettext("Sign out") == "Sign out"


def test_placeholders_survive_translation(tmp_path: Path) -> None:
    catalogue = pseudo_catalogue()
    write_catalogue(tmp_path, catalogue)
    with (tmp_path / f"{PSEUDO}.po").open("rb") as file:
        read = read_po(file, locale=PSEUDO)
    for message in read:
        if message.id and not message.pluralizable:
            assert isinstance(message.string, str)
            assert isinstance(message.id, str)
            assert placeholders(message.string) == placeholders(message.id)
