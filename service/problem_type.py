"""What a kind of problem is made of."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemType:
    """A kind of problem. ``advice`` is the detail of an occurrence that has none of its own."""

    name: str
    status: HTTPStatus
    title: str
    advice: str
    retry: bool = False

    @property
    def uri(self) -> str:
        """The problem's ``type``; that of RFC 9457, section 4.2.1, where all there is to say is the status."""
        return f"urn:tallymark:problem:{self.name}" if self.name else "about:blank"

    @classmethod
    def of_status(cls, status: HTTPStatus) -> ProblemType:
        """For statuses that no route of ours gives but that the framework, or a part of it, might."""
        return cls(name="", status=status, title=status.phrase, advice=f"{status.description or status.phrase}.")
