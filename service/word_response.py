"""Answers that are Word documents."""

from __future__ import annotations

from starlette.responses import Response


class WordResponse(Response):
    """A Word document, for the framework's description of the route."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
