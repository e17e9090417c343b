"""From a template and what it needs to a page, with the headers that every page has."""

from __future__ import annotations

import gzip
from functools import cache, partial
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from service.reports.characters import presentable
from service.web import times
from service.web.assets import address_of, htmx
from service.web.languages import language_of, named, offered, remember, translations
from service.web.visitors import visitor_of

TEMPLATES = Path(__file__).parent / "templates"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Of gzip's 9 levels: further ones take twice as long for a few hundred bytes.
_PACKING = 5
HEADERS = {
    "Content-Security-Policy": _POLICY,
    # With `no-referrer` browsers hide where a form comes from, and that is what protects it from other sites.
    "Referrer-Policy": "same-origin",
}


def render(request: Request, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    """The page that ``template`` makes of ``context``.

    Every template also has ``visitor`` (`visitors.Visitor`, None where nobody is signed in), ``language``, ``path`` (of
    the request) and ``notice`` (the code of what was just done, see `redirects`).
    """
    return _respond(request, template, status, {"visitor": visitor_of(request), **context})


def render_plainly(request: Request, template: str, *, status: int, **context: object) -> HTMLResponse:
    """As `render`, without asking who looks: for when that may be what fails."""
    return _respond(request, template, status, {"visitor": getattr(request.state, "visitor", None), **context})


def _respond(request: Request, template: str, status: int, context: dict[str, object]) -> HTMLResponse:
    language = language_of(request)
    page = (
        environment(language)
        .get_template(template)
        .render(
            language=language,
            path=request.url.path,
            notice=request.query_params.get("notice", ""),
            **context,
        )
    )
    # The same address answers htmx with a part of the page.
    headers = {**HEADERS, "Vary": "HX-Request, Cookie, Accept-Language, Accept-Encoding"}
    content = presentable(page).encode()
    if "gzip" in request.headers.get("accept-encoding", ""):
        # Pages hold no token that the length of what is packed could betray (the attack called BREACH).
        content, headers["Content-Encoding"] = gzip.compress(content, _PACKING, mtime=0), "gzip"
    response = HTMLResponse(content, status, headers=headers)
    remember(request, response)
    return response


@cache
def environment(language: str) -> Environment:
    """The templates, with their words in ``language`` (BCP 47)."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    # A message in several lines of a template is one line for whoever translates it.
    made.policies["ext.i18n.trimmed"] = True
    made.globals.update(asset=address_of, htmx=htmx, languages=named(offered()))
    # For words that a template does not hold itself (`languages.mark`); nothing is filled into them.
    made.filters["translated"] = translations(language).gettext
    for each in (times.moment, times.clock, times.day, times.since, times.number, times.percent):
        made.filters[each.__name__] = partial(each, language=language)
    return made
