"""A page of another site must not act with the cookie of whoever looks at it (cross-site request forgery).

Browsers say where a request comes from (Fetch Metadata, W3C; Origin, RFC 6454), and pages cannot forge it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from service.errors import CrossSiteRequest

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def check_origin(request: Request, public_url: str) -> None:
    """Raise CrossSiteRequest where a request that changes something comes from a page of another site.

    A program that is no browser says neither where it comes from nor sends cookies that it was not given.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise CrossSiteRequest("A page of another site may not do this. Use the service's own pages, or a token.")
    origin = request.headers.get("origin")
    own = {request.url.netloc, urlsplit(public_url).netloc}
    if origin is not None and urlsplit(origin).netloc not in own:
        raise CrossSiteRequest("A page of another site may not do this. Use the service's own pages, or a token.")
