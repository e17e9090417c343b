"""What may go wrong with every request for a redacted copy."""

from __future__ import annotations

from service import problem_types as types

OF_REDACTING = (
    types.MALFORMED_REQUEST,
    types.INVALID_REQUEST,
    types.UNSUPPORTED_MEDIA_TYPE,
    types.REQUEST_TOO_LARGE,
    types.UNSUPPORTED_FORMAT,
    types.DOCUMENT_EMPTY,
    types.DOCUMENT_HAS_NO_TEXT,
    types.DOCUMENT_ENCRYPTED,
    types.DOCUMENT_DAMAGED,
    types.DOCUMENT_TOO_LARGE,
    types.READING_TIMED_OUT,
    types.BUSY,
    types.ANALYSIS_TIMED_OUT,
)
