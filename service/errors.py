"""Everything that can go wrong in the service itself; every class but the first two becomes a problem (`problems`).

    ServiceError
    ├── SettingsInvalid             an environment variable cannot be used
    ├── RequestMalformed            the body cannot be parsed at all
    ├── RequestInvalid              it can, but says something that the route does not accept
    ├── MediaTypeUnsupported        a body of a kind that the route does not read
    ├── ServiceStarting             the model is still being loaded
    ├── ModelUnavailable            the model could not be loaded
    ├── ServiceBusy                 every worker is taken and the queue is full
    ├── AnalysisTimedOut            an analysis took longer than we allow
    ├── FilesUnavailable            the place where original files are kept cannot be reached
    └── OriginalLost                an original file cannot be given as it was handed in
        ├── OriginalMissing         it is not there
        └── OriginalAltered         it is not what was kept

Messages are shown to callers: they say what to do and quote nothing of what was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ServiceError(Exception):
    """Base of this package's errors; never raised itself."""


class SettingsInvalid(ServiceError):
    """An environment variable cannot be used; the message names it and what it may hold."""


class RequestMalformed(ServiceError):
    """The body cannot be parsed at all."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a request: where it is (a JSON Pointer, RFC 6901, into the body) and what is wrong there."""

    pointer: str
    detail: str


class RequestInvalid(ServiceError):
    """The body can be parsed but says something that the route does not accept; ``faults`` names every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("Correct what `errors` lists and send the request again.")


class MediaTypeUnsupported(ServiceError):
    """The body is of a kind that the route does not read."""


class ServiceStarting(ServiceError):
    """The model is still being loaded."""


class ModelUnavailable(ServiceError):
    """The model could not be loaded."""


class ServiceBusy(ServiceError):
    """Every worker is taken and the queue is full."""


class AnalysisTimedOut(ServiceError):
    """An analysis took longer than we allow."""


class FilesUnavailable(ServiceError):
    """The place where original files are kept cannot be reached."""


class OriginalLost(ServiceError):
    """An original file cannot be given as it was handed in."""


class OriginalMissing(OriginalLost):
    """The original file is not there."""


class OriginalAltered(OriginalLost):
    """The original file is not what was kept."""
