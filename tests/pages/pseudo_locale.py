"""A language for tests: each message in brackets, with its placeholders. What stands outside brackets is hard-wired."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from service.web import languages
from service.web.rendering import environment

PSEUDO = "cy"
"""Babel knows no invented languages. Welsh has six plural forms, which is as hard as it gets."""
OPENING, CLOSING = "⟦", "⟧"


def pseudo_catalogue() -> Catalog:
    """Every message of the template, in brackets."""
    with languages.TEMPLATE.open("rb") as file:
        template = read_po(file)
    catalogue = Catalog(locale=PSEUDO, fuzzy=False)
    for message in template:
        if message.pluralizable:
            plural = f"{OPENING}{message.id[1]}{CLOSING}"
            catalogue.add(message.id, [plural] * catalogue.num_plurals, flags=message.flags, context=message.context)
        elif message.id:
            text = f"{OPENING}{message.id}{CLOSING}"
            catalogue.add(message.id, text, flags=message.flags, context=message.context)
    return catalogue


def write_catalogue(folder: Path, catalogue: Catalog) -> None:
    """Make a catalogue one of those in ``folder``."""
    folder.mkdir(exist_ok=True)
    with (folder / f"{catalogue.locale}.po").open("wb") as file:
        write_po(file, catalogue)


@contextmanager
def offering(folder: Path, catalogue: Catalog) -> Iterator[None]:
    """Let the pages know a catalogue besides English."""
    write_catalogue(folder, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "LOCALES", folder)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for kept in (languages.offered, languages.translations, environment):
        kept.cache_clear()
