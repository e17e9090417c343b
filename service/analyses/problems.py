"""The problems that every route of this slice can answer with."""

from __future__ import annotations

from service import problem_types as types

OF_ANALYSING = (
    types.MALFORMED_REQUEST,
    types.INVALID_REQUEST,
    types.UNSUPPORTED_MEDIA_TYPE,
    types.REQUEST_TOO_LARGE,
    types.UNIT_NOT_FOUND,
    types.QUALIFICATION_NOT_FOUND,
    types.FEEDBACK_WITHHELD,
    types.UNIT_UNAVAILABLE,
    types.UNSUPPORTED_FORMAT,
    types.DOCUMENT_EMPTY,
    types.DOCUMENT_HAS_NO_TEXT,
    types.DOCUMENT_ENCRYPTED,
    types.DOCUMENT_DAMAGED,
    types.DOCUMENT_TOO_LARGE,
    types.READING_TIMED_OUT,
    types.STARTING,
    types.MODEL_UNAVAILABLE,
    types.BUSY,
    types.ANALYSIS_TIMED_OUT,
)
