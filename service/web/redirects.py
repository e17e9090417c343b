"""Going on to another page after a form was posted (303, so that reloading does not post it again)."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from fastapi import Response

from service.web.rendering import HEADERS


def see_other(path: str, notice: str = "") -> Response:
    """Send a browser on to ``path``, an own one.

    ``notice``: the code of what was done, whose words stand in ``templates/notices.html.j2``.
    """
    if notice:
        parts = urlsplit(path)
        query = "&".join(filter(None, (parts.query, urlencode({"notice": notice}))))
        path = urlunsplit(parts._replace(query=query))
    return Response(status_code=303, headers={**HEADERS, "Location": path})


def own_path(wanted: str, otherwise: str) -> str:
    """``wanted`` where it is a path of this service, so that no link can send somebody elsewhere."""
    parts = urlsplit(wanted)
    own = not (parts.scheme or parts.netloc) and wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if own and wanted.isprintable() and "\\" not in wanted else otherwise


def sign_in_first(path: str) -> str:
    """Where somebody signs in who wanted to see ``path``."""
    return f"/sign-in?next={quote(path, safe='/')}"
