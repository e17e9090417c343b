"""The pages that mails point to. A mail never says what was written or decided; it says where to look."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of pages below ``base``: scheme, host and path of the installation as people reach it."""

    base: str

    def set_password(self, token: str) -> str:
        """Where the holder of a one-time token chooses a password.

        The token stands behind the ``#``: browsers send that part to nobody, so it is in no server's log.
        """
        return f"{self._root}/set-password#{token}"

    def submission(self, submission_id: UUID) -> str:
        """Where a submission and all that was decided about it is seen, by whoever is signed in and may."""
        return f"{self._root}/submissions/{submission_id}"

    def standardisation(self, exercise_id: UUID) -> str:
        """Where a standardisation exercise is marked, by whoever is signed in and was asked to."""
        return f"{self._root}/centre/standardisation/{exercise_id}"

    def sign_in(self, centre: str) -> str:
        """Where the people of a centre sign in; ``centre`` is its name in addresses, empty for who belongs to none."""
        return f"{self._root}/sign-in?centre={centre}" if centre else f"{self._root}/sign-in"

    @property
    def _root(self) -> str:
        return self.base.rstrip("/")
