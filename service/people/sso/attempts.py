"""What the browser keeps between leaving for the identity provider and coming back: a cookie that only we can read."""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken
from fastapi import Request, Response
from pydantic import BaseModel, ValidationError

from service.errors import SsoFailed
from service.keys import Keys
from service.people.sso.addresses import PATH
from service.people.sso.client import Attempt
from service.settings import Settings

COOKIE = "tallymark_sso"
SECONDS = 600

_PURPOSE = "attempts to sign in"
_NOT_BEGUN = "This browser has not begun to sign in here, or too long ago. Start again."


class Kept(BaseModel, frozen=True):
    """An attempt, for which centre it is, and the path that the browser goes to in the end."""

    attempt: Attempt
    centre: str
    destination: str


class AttemptCookie:
    """Gives and takes the cookie. Whoever comes back without it began elsewhere: another made this browser come."""

    def __init__(self, settings: Settings) -> None:
        self._cipher: Fernet = Keys.of(settings).cipher(_PURPOSE)
        self._secure = settings.cookies_are_secure

    def give(self, response: Response, kept: Kept) -> None:
        """Let the browser keep an attempt for ten minutes."""
        value = self._cipher.encrypt(kept.model_dump_json().encode()).decode()
        response.set_cookie(
            COOKIE, value, max_age=SECONDS, path=PATH, httponly=True, samesite="lax", secure=self._secure
        )

    def read(self, request: Request, centre: str) -> Kept:
        """The attempt that the browser began for a centre; raises SsoFailed where there is none, or not any more."""
        try:
            value = self._cipher.decrypt(request.cookies.get(COOKIE, ""), ttl=SECONDS)
            kept = Kept.model_validate_json(value)
        except (InvalidToken, ValidationError):
            raise SsoFailed(_NOT_BEGUN) from None
        if kept.centre != centre:
            raise SsoFailed(_NOT_BEGUN)
        return kept

    def take(self, response: Response) -> None:
        """Let the browser forget it."""
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="lax", secure=self._secure)
