"""Words that Python puts together, in the language of whoever is being answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

_spoken: ContextVar[NullTranslations] = ContextVar("translations", default=NullTranslations())  # noqa: B039 - never changed


def gettext(message: str) -> str:
    """A message in the language that is spoken."""
    return _spoken.get().gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """As `gettext`, in the form that belongs to ``number``."""
    return _spoken.get().ngettext(singular, plural, number)


def speak(translations: NullTranslations) -> None:
    """From here on, in this request, speak the language of ``translations``."""
    _spoken.set(translations)


@contextmanager
def speaking_english() -> Iterator[None]:
    """Within, speak the language that messages are written in: for what is in English whoever asks."""
    before = _spoken.set(NullTranslations())
    try:
        yield
    finally:
        _spoken.reset(before)
