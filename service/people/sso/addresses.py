"""The addresses of single sign-on, below the public address of the installation."""

from __future__ import annotations

from service.settings import Settings

PATH = "/v1/sign-in/sso"


def sign_in_address(settings: Settings, slug: str) -> str:
    """Where people of a centre sign in."""
    return f"{settings.public_url}{PATH}/{slug}"


def redirect_uri(settings: Settings, slug: str) -> str:
    """Where the provider sends them back to. Each centre has its own, so that no provider answers for another's."""
    return f"{sign_in_address(settings, slug)}/callback"
