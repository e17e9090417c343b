"""Why a document of a folder has no result, as the problem (RFC 9457) that stands in its line of the results file.

The kinds are those of the REST API, and one that only files have.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from service.cli.failures import failure_of
from service.problem_mapping import problem_type
from service.problem_type import ProblemType

UNREADABLE_FILE = ProblemType(
    name="unreadable-file",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The file cannot be opened",
    advice="Check that the file is still there and that you may read it.",
)


def problem_json(error: Exception) -> str:
    """The problem as JSON: type, title, status, detail."""
    kind = UNREADABLE_FILE if isinstance(error, OSError) else problem_type(error)
    detail = kind.advice if isinstance(error, OSError) else failure_of(error).message
    problem = {"type": kind.uri, "title": kind.title, "status": int(kind.status), "detail": detail}
    return json.dumps(problem, ensure_ascii=False)
