"""Languages of the pages. English stands in the templates; another language is a file ``locales/<language>.po``.

A language is offered when its file is complete: nobody is shown a page of which half is in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.core import Locale, negotiate_locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from service.dependencies import services_of
from service.spoken import gettext, ngettext, speak

__all__ = ["gettext", "ngettext"]
SOURCE = "en-GB"
"""The language that templates are written in."""
LOCALES = Path(__file__).parent / "locales"
TEMPLATE = LOCALES / "messages.pot"
COOKIE = "tallymark_language"
PARAMETER = "language"

_PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")
_MOST_WISHES = 10
_SECONDS_REMEMBERED = 365 * 24 * 3600


def mark(message: str) -> str:
    """Put a message that stands in Python into the catalogues; a template translates it with ``| translated``."""
    return message


@cache
def offered() -> tuple[str, ...]:
    """The languages that a visitor can choose from (BCP 47), English first."""
    return (SOURCE, *sorted(path.stem for path in LOCALES.glob("*.po") if is_complete(_read(path.stem))))


@cache
def translations(language: str) -> NullTranslations:
    """The words of ``language``; those of the templates themselves where it is theirs, or is not offered."""
    if language == SOURCE or language not in offered():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _read(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


class SpokenLanguage:
    """Middleware (ASGI) that lets `service.spoken` know the language of a request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on in its language."""
        if scope["type"] == "http":
            speak(translations(language_of(Request(scope))))
        await self.app(scope, receive, send)


def language_of(request: Request) -> str:
    """The language that the request's page is shown in (BCP 47).

    It is what the address asks for, else what was chosen before, else what the browser prefers.
    """
    if offered() == (SOURCE,):
        return SOURCE
    wishes = (
        request.query_params.get(PARAMETER, ""),
        request.cookies.get(COOKIE, ""),
        *_accepted(request.headers.get("accept-language", "")),
    )
    # Whoever wants English of anywhere wants ours before another language.
    by_language = {tag.partition("-")[0]: tag for tag in offered()}
    found = negotiate_locale([wish for wish in wishes if wish], list(by_language), sep="-")
    return by_language.get((found or "").lower(), SOURCE)


def named(languages: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Languages, each with what its own speakers call it."""
    return tuple((tag, Locale.parse(tag, sep="-").get_language_name() or tag) for tag in languages)


def remember(request: Request, response: Response) -> None:
    """Let the browser keep a language that the address asked for."""
    if request.query_params.get(PARAMETER) in offered():
        response.set_cookie(
            COOKIE,
            language_of(request),
            max_age=_SECONDS_REMEMBERED,
            httponly=True,
            samesite="lax",
            path="/",
            secure=services_of(request).settings.cookies_are_secure,
        )


def is_complete(catalogue: Catalog) -> bool:
    """Whether each message of the template has a translation that nobody doubts and that can be filled in."""
    with TEMPLATE.open("rb") as file:
        template = read_po(file)
    return all(_is_translated(message, catalogue) for message in template if message.id)


def placeholders(text: str) -> frozenset[str]:
    """The names of what is filled into a message, ``%(name)s`` or ``{name}``."""
    return frozenset(first or second for first, second in _PLACEHOLDER.findall(text))


def _is_translated(message: Message, catalogue: Catalog) -> bool:
    found = catalogue.get(message.id, message.context)
    if found is None or found.fuzzy or found.check(catalogue):
        return False
    needed = placeholders("".join(_forms(message.id)))
    # "One draft" needs no number.
    return all(
        form and (placeholders(form) <= needed if message.pluralizable else placeholders(form) == needed)
        for form in _forms(found.string)
    )


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _read(language: str) -> Catalog:
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def _accepted(header: str) -> list[str]:
    """The languages of Accept-Language (RFC 9110, section 12.5.4), the most wanted first."""
    wanted = [part.partition(";q=") for part in header.replace(" ", "").split(",")[:_MOST_WISHES]]
    return [tag for tag, _, weight in sorted(wanted, key=lambda part: -_weight(part[2])) if tag and _weight(weight)]


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
