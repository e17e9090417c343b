"""The problems that several routes can answer with, by what the routes do."""

from __future__ import annotations

from service import problem_types as types

OF_READING = (
    types.NOT_SIGNED_IN,
    types.NOT_PERMITTED,
    types.TOO_MANY_REQUESTS,
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
"""Of routes that read documents."""

OF_REDACTING = OF_READING
"""Of routes that read a document and need no unit and no model."""

OF_ANALYSING = (
    *OF_READING,
    types.UNIT_NOT_FOUND,
    types.QUALIFICATION_NOT_FOUND,
    types.FEEDBACK_WITHHELD,
    types.UNIT_UNAVAILABLE,
    types.STARTING,
    types.MODEL_UNAVAILABLE,
)
"""Of routes that lay what they read against a unit."""

OF_JSON = (types.MALFORMED_REQUEST, types.INVALID_REQUEST, types.UNSUPPORTED_MEDIA_TYPE, types.REQUEST_TOO_LARGE)
"""Of routes that take JSON and nothing else."""

OF_PEOPLE = (
    types.NOT_SIGNED_IN,
    types.NOT_PERMITTED,
    types.CROSS_SITE_REQUEST,
    types.TOO_MANY_REQUESTS,
    types.INVALID_REQUEST,
)
"""Of every route that asks for a permission."""

OF_MEASURING = (*OF_PEOPLE, types.BEING_MEASURED)
"""Of routes that say what all decisions of a centre come to."""

OF_THINGS = (*OF_PEOPLE, types.NOT_FOUND)
"""Of routes about one thing that whoever is signed in may know of or not."""

OF_CHANGES = (*OF_THINGS, types.CONFLICT, types.CHANGED_MEANWHILE, types.PRECONDITION_REQUIRED)
"""Of routes that change one thing and want to know which version of it."""
