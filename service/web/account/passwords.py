"""/forgotten-password and /set-password."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from service.access import public
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentSettings
from service.errors import Fault, LinkUnusable, RequestInvalid
from service.people.dependencies import CurrentHasher, attempt
from service.people.sessions import give_cookie, session_length
from service.people.signing_in.links import ask_for_reset, choose_password
from service.people.signing_in.schemas import NewPassword, ResetRequest
from service.storage.columns import now
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_FROM_OUTSIDE = [Depends(public), Depends(attempt)]


@router.get("/forgotten-password", dependencies=[Depends(public)])
def show_forgotten_password(request: Request, settings: CurrentSettings) -> Response:
    """The form that has a link mailed; where no mail is sent, whom to ask."""
    entry = filled(centre=request.query_params.get("centre", "")[:60])
    return render(request, "account/forgotten_password.html.j2", entry=entry, mails=bool(settings.smtp_host))


@router.post("/forgotten-password", dependencies=_FROM_OUTSIDE)
def post_forgotten_password(
    *, request: Request, form: Posted, database: CurrentDatabase, jobs: CurrentJobs, settings: CurrentSettings
) -> Response:
    """Have a link mailed, where there is such an account. The page is the same where there is none."""
    entry = read_form(ResetRequest, form)
    if entry.value is None:
        return render(
            request,
            "account/forgotten_password.html.j2",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            entry=entry,
            mails=bool(settings.smtp_host),
        )
    with database.write() as session:
        ask_for_reset(session, jobs, entry.value.centre, entry.value.email, now())
    return see_other("/forgotten-password/sent")


@router.get("/forgotten-password/sent", dependencies=[Depends(public)])
def show_link_sent(request: Request) -> Response:
    """What happens now, in words that do not tell whether there is such an account."""
    return render(request, "account/link_sent.html.j2")


@router.get("/set-password", dependencies=[Depends(public)])
def show_set_password(request: Request) -> Response:
    """The form. The code stands behind the ``#`` of the mailed link: only the browser knows it, until it is sent."""
    return render(request, "account/set_password.html.j2", entry=Entry())


@router.post("/set-password", dependencies=_FROM_OUTSIDE)
def post_set_password(
    *, request: Request, form: Posted, database: CurrentDatabase, hasher: CurrentHasher, settings: CurrentSettings
) -> Response:
    """Set the password of whoever holds the link, and sign her in."""
    entry = read_form(NewPassword, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if entry.value:
        try:
            token = choose_password(
                database,
                hasher,
                token=_code(entry.value.token),
                password=entry.value.password,
                lasts=session_length(settings),
                at=now(),
            )
        except RequestInvalid as error:
            entry = entry.refused_by(error)
        except LinkUnusable as error:
            entry, status = entry.refused(Fault("#/token", str(error))), HTTPStatus.GONE
        else:
            response = see_other("/", notice="password_set")
            give_cookie(response, token, settings)
            return response
    return render(request, "account/set_password.html.j2", status=status, entry=entry)


def _code(pasted: str) -> str:
    """The code, of whoever pastes the whole link."""
    return pasted.strip().rpartition("#")[2]
