"""Answers that are PDFs."""

from __future__ import annotations

from starlette.responses import Response


class PdfResponse(Response):
    """A PDF, for the framework's description of the route."""

    media_type = "application/pdf"
