"""The page of a submission as it is answered: at first, and again with what was wrong with a form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import Request, Response

from service.access import Actor
from service.dependencies import services_of
from service.errors import Fault
from service.web.forms import Entry
from service.web.learner.submission_page import read_page
from service.web.redirects import see_other
from service.web.rendering import render


def show_submission(
    request: Request,
    actor: Actor,
    submission_id: UUID,
    *,
    status: int = 200,
    draft: Entry[Any] | None = None,
    contest: Entry[Any] | None = None,
    contested: UUID | None = None,
    failed: str = "",
) -> Response:
    """The page of a submission; staff are sent to where they mark it. Raises NotFound.

    ``draft`` and ``contest``: the forms as they were filled in; ``contested``: the decision that the second is about;
    ``failed``: why something else could not be done.
    """
    services = services_of(request)
    page = read_page(services.database, services.units, services.settings, actor, submission_id)
    if page is None:
        return see_other(f"/marking/{submission_id}")
    return render(
        request,
        "learner/submission.html.j2",
        status=status,
        page=page,
        draft=draft or Entry(),
        contest=contest or Entry(),
        contested=contested,
        failure=Entry().refused(Fault("#", failed)) if failed else Entry(),
    )
